"""Speed and quality, one command each, beside what one would write otherwise."""
