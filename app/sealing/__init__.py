"""Sealing inside the desk: the audit's seals, keys, rows sealed anew."""
