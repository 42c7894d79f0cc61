"""Whether each figure of a text is supported, and which of the facts the text leaves out."""
