"""Triage: reads a message and says what it is, how urgent and how dangerous."""
