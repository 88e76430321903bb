"""Webhooks: who is told of what, and where that may go."""
