"""Passports: rules, ledger, checks, pages."""
