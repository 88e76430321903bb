"""Incidents: many people with one question, noticed, confirmed by a person, answered once each."""
