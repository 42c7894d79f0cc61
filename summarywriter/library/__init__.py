"""The few-shot library: worked sections, shipped and the user's own, and which ones to show."""

from summarywriter.library.choice import Chosen, choose
from summarywriter.library.intake import Phrase, TakenIn, read_sheet, take_in, take_in_text
from summarywriter.library.intake.writing import example_text, remarks
from summarywriter.library.masks import has_mask
from summarywriter.library.outlines import Outline, empty_sheet, outlines, own_outlines
from summarywriter.library.shelf import add_examples, own_folder, remove_examples
from summarywriter.library.store import EXAMPLES_VARIABLE, examples_folder, load_examples, load_sheets

__all__ = [
    "EXAMPLES_VARIABLE", "Chosen", "Outline", "Phrase", "TakenIn", "add_examples", "choose", "empty_sheet",
    "example_text", "examples_folder", "has_mask", "load_examples", "load_sheets", "outlines", "own_folder",
    "own_outlines", "read_sheet", "remarks", "remove_examples", "take_in", "take_in_text",
]  # fmt: skip
