"""A backup becomes a desk's memory again."""
