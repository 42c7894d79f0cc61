"""Findings about the words beside a figure: bounds, bases, reach, parts, nouns."""
