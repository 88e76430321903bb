"""People's data: holds, erasures, files of everything, retention."""
