"""Figures and names that were blanked out: an example that holds one is never shown."""

from __future__ import annotations

import re

from summarywriter.patterns import regex
from summarywriter.text import Span, narrow

_HANZI = "\u3400-\u9fff"
_MASK = regex(
    rf"""
      [X×]{{2,}} | x{{2,}} (?![a-z])                  # XX区, 20xx年
    | (?<![A-Za-z0-9+]) [Xx×] (?=[{_HANZI}%])          # X名: the letter beside a hanzi
      (?!光|射线|轴|型|染色体)                         # but X光, X型
    | (?<=[{_HANZI}]) [Xx×] (?=[{_HANZI}]) (?!光|射线|轴|型|染色体)
    | (?<=[“《〈]) [Xx×] (?=[”》〉])                       # “X”, 《X》
    | (?<=[{_HANZI}]) X (?=[，。；、）-])                 # 达X，
    | (?<=[{_HANZI}〔\[(]) _ (?=[{_HANZI}\d〕\])]) | (?<=[〕\])]) _ (?=\d) # 年_会
    | _{{2,}} | [*]{{2,}} | [○□△◯]{{2,}}              # __年, **公司
    | 某 (?=[某省市县区镇乡村局院校厂公企单工集职年月日人])  # 某公司, 某某
    | [〔【(\[] (?:待填|待补|待定|待核实|待查|此处|请填) # 〔待填〕
    """,
    re.VERBOSE,
)

_HINT = regex("[XxＸｘ×_＿*＊○□△◯某]|待[填补定核查]|此处|请填")
"""What every mask holds: most texts have none of it and need not be looked through."""


def mask_spans(text: str) -> list[Span]:
    """Return where figures or names of ``text`` were blanked out (X名, 20__年, 某公司, 【待补】)."""
    return [Span(*match.span()) for match in _MASK.finditer(narrow(text))]


def has_mask(text: str) -> bool:
    """Tell whether a figure or name in ``text`` was blanked out (X名, 20__年, 某公司, 【待补】)."""
    return _HINT.search(text) is not None and _MASK.search(narrow(text)) is not None
