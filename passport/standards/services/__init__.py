"""Loads, imports and edits frameworks; the only writers of these tables."""
