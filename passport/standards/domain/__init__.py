"""Rules about editions: what a crosswalk says, which roles a requirement concerns."""
