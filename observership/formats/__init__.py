"""Translates between us and foreign or shipped formats."""
