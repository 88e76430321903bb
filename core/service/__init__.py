"""What we promise people who wait: working time, promises, waits, who is called, how we did."""
