"""Privacy inside the desk."""
