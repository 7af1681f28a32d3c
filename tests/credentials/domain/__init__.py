"""Rules of credentials, without database."""
