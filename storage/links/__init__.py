"""Who linked his handle with an account of the exchange."""
