"""The console's numbers: counted as things happen, read in few rows."""
