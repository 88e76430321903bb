"""People's rights over what the desk keeps."""
