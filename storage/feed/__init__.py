"""What agents see of the memory: the feed, its filters and what was read."""
