"""Answers the questions of credentials' screens and services."""
