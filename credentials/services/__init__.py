"""Everything that writes: editions, decisions, copies, documents, alarms and concerns."""
