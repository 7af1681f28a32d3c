"""The matching: its rule, its reasons and its proofs."""
