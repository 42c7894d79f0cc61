"""The interview: what is asked (pure), and the terminal that asks it."""

from summarywriter.cli.interview.dialogue import Interview

__all__ = ["Interview"]
