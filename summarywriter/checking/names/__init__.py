"""Findings about names: people, offices, places, titles, and who changed places with whom."""
