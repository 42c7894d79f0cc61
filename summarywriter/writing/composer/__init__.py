"""The built-in writer: sections from facts alone, without a model, a network or a key."""

from summarywriter.writing.composer.compose import compose

__all__ = ["compose"]
