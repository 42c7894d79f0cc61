"""The checker: facts alone, a text against its facts, a document against its sheet."""

from summarywriter.checking.check import check
from summarywriter.checking.document import check_document
from summarywriter.checking.facts.rules import check_facts, personal_data
from summarywriter.checking.whole import check_whole

__all__ = ["check", "check_document", "check_facts", "check_whole", "personal_data"]
