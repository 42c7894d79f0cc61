"""Findings about how far things have come: planned, under way, done."""
