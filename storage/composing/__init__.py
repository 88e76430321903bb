"""Writing answers: drafts, prepared answers, answers taken back."""
