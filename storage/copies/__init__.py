"""The whole memory at once: copied, checked, loaded, moved to a server."""
