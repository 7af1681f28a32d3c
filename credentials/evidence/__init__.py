"""What other apps know, turned into evidence: the only place that opens their doors."""
