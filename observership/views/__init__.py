"""Speaks HTTP; each module is named for who is looking."""
