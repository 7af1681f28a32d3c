"""Frameworks as CSV and as 1EdTech CASE JSON: foreign text to plain records and back."""
