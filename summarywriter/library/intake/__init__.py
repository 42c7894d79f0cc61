"""Taking in old reports: cleaned, split, their outline told, their facts taken out, as worked examples."""

from summarywriter.library.intake.agreement import Phrase
from summarywriter.library.intake.sheets import read_sheet
from summarywriter.library.intake.taking import TakenIn, take_in, take_in_text

__all__ = ["Phrase", "TakenIn", "read_sheet", "take_in", "take_in_text"]
