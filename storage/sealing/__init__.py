"""Private words sealed on the disk, and their keys."""
