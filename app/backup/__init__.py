"""Backups: made, sealed, kept, checked."""
