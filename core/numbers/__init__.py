"""The numbers: what is counted, how it is kept small, and what is shown of it."""
