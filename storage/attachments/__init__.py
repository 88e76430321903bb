"""Files that agents send along with their answers."""
