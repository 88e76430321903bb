"""Every module in this folder is one signal."""
