"""Trouble on purpose: a fleet, steady traffic, and a checker that proves what was promised."""
