"""Second thoughts on the assignment: figures that changed places, and what holds them to theirs."""
