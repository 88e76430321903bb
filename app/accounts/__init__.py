"""The connector that looks into accounts of the exchange."""
