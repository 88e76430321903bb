"""The roster, whereabouts, and who was given which case."""
