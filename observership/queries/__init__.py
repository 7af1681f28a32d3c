"""Answers one screen's or one service's question about observerships."""
