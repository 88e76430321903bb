"""Who comes into the console: agents, keys, sessions."""
