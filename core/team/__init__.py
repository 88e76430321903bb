"""People at work together: who is where, who works when, who gets which case."""
