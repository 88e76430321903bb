"""What was promised to people, and how they rated us."""
