"""Observerships: from call to stamp."""
