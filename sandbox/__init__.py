"""Simulated platforms that speak the real wire protocols, and a crowd that writes to them."""
