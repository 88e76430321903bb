"""The model that may word answers."""
