"""What people prove themselves with: passwords, codes and passkeys."""
