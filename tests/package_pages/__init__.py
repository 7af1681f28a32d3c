"""Packages from their upload to their result, by service and by page."""
