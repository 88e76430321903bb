"""Working hours, promises and calls inside the desk."""
