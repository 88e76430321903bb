"""Webhooks in the running desk."""
