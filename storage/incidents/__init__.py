"""Many people with one question: questions counted, incidents, who was told."""
