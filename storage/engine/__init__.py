"""Databases as the desk uses them: writing threads, readers, dialects; no word of cases."""
