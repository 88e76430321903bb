"""Cases as agents work them: files, lines, deeds, parts."""
