"""Articles in the running desk: watched, checked, found by meaning."""
