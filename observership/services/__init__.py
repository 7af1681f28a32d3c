"""What writes: one transaction and one fact each."""
