"""The second stage of triage in the running desk."""
