"""What the exchange knows and who it is: files people edit, checked when they are read."""

from __future__ import annotations

from knowledge.article_files import load_articles
from knowledge.identity_file import load_identities
from knowledge.question_files import load_questions
from knowledge.word_files import load_facts, load_phrases

__all__ = ["load_articles", "load_facts", "load_identities", "load_phrases", "load_questions"]
