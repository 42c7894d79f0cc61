"""How a text stands: its marks, rows and clauses, what speaks of each figure, the words beside it."""
