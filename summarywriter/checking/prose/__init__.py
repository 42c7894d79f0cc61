"""Findings about a text as prose: claims, formulae, style, repetition."""
