"""The index of words, kept and asked."""
