"""The domain: what a message is, what it means, what to do about it. No I/O, no SDK."""
