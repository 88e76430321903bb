"""What the desk says: found, worded, cut to length and checked. Pure."""
