"""The few-shot library: worked sections, shipped and the user's own, and which ones to show."""

from summarywriter.library.choice import Chosen, choose
from summarywriter.library.store import EXAMPLES_VARIABLE, examples_folder, load_examples, load_sheets

__all__ = ["EXAMPLES_VARIABLE", "Chosen", "choose", "examples_folder", "load_examples", "load_sheets"]
