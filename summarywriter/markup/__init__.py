"""The document form: Markdown, YAML and JSON ↔ sheets, examples and reports."""

from summarywriter.markup.dates import printed_date, read_date
from summarywriter.markup.escapes import UNVERIFIED
from summarywriter.markup.numbering import NumberingStyle, hanzi_number, strip_number, style
from summarywriter.markup.reader import parse_sheet
from summarywriter.markup.reports import dump_report, parse_report
from summarywriter.markup.sheet_text import dump_sheet
from summarywriter.markup.structured import dump_json, dump_yaml, parse_json, parse_yaml

__all__ = [
    "UNVERIFIED", "NumberingStyle", "dump_json", "dump_report", "dump_sheet", "dump_yaml",
    "hanzi_number", "parse_json", "parse_report", "parse_sheet", "parse_yaml",
    "printed_date", "read_date", "strip_number", "style",
]  # fmt: skip
