"""Triage in processes of its own."""
