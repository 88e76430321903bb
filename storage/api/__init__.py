"""What programs need of the memory: tokens, requests made before, webhooks."""
