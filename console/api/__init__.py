"""The desk for programs: JSON over HTTP, tokens instead of cookies, every error a problem."""
