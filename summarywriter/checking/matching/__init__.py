"""Which figure of the facts each figure of a text tells: subjects, amounts, one assignment."""
