"""The reference memory: what every store means, in dicts and plain rules."""
