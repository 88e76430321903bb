"""The audit in the database: acts, and the seals over them."""
