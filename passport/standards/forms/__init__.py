"""Cleans what readers choose and what staff enter, one module per reader."""
