"""The evidence pack of a scam case."""
