"""Every figure of a Chinese report, with its value, unit, bound and kind.

``find_figures`` is the room's work; ``numerals`` also names what is no figure; ``spelt_out`` reads the
shorthand of tables. ``parse_number``,
``unit_class``, ``convert`` and ``units_agree`` serve those who compare figures.
"""

from summarywriter.figures.numerals import parse_number
from summarywriter.figures.scan import Numeral, find_figures, numerals
from summarywriter.figures.shorthand import spelt_out
from summarywriter.figures.units import convert, unit_class, unit_kind, units_agree

__all__ = [
    "Numeral", "convert", "find_figures", "numerals", "parse_number", "spelt_out", "unit_class",
    "unit_kind", "units_agree",
]  # fmt: skip
