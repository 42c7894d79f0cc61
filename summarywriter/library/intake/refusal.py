"""Whether a text is a work summary at all, and what is said of one that is not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarywriter.library.intake.clauses import deeds_told
from summarywriter.library.intake.headings import OldOutline
from summarywriter.patterns import regex
from summarywriter.resources import word_rows

_LEAST_LETTERS = 50
_SENTENCES = 3
_DEEDS, _DEED_SHARE = 3, 10
"""Deeds that a summary tells at least, or clauses to a deed."""
_TITLE_LENGTH = 60
_HANZI = regex(r"[\u4e00-\u9fff]")


def why_not(outline: OldOutline, texts: Sequence[str]) -> str:
    """Return why a report's paragraphs are no work summary, empty where they are one.

    A summary has sections with prose below them that tells deeds.
    """
    text = "\n".join((outline.title, *texts))
    prose = "\n".join(
        line
        for s in outline.sections
        for line in (*s.paragraphs, *(t for g in s.groups for t in g.paragraphs))
    )
    hanzi = len(_HANZI.findall(prose))
    if 2 * len(_HANZI.findall(text)) < len(re.sub(r"\s", "", text)):
        return "大半不是中文文字"
    kind = next(filter(None, map(_other_kind, (outline.title, *texts[:3]))), "")
    if kind:
        return f"像是一份“{kind}”"
    if hanzi < _LEAST_LETTERS:
        return f"正文只有{hanzi}个字，太短"
    if prose.count("。") < _SENTENCES:
        return "没有成段的正文，像是清单或表格"
    if not _tells_deeds(prose):
        return "没有写做了哪些工作"
    return "" if any(section.role != "lead" for section in outline.sections) else "没有认出小节标题"


def refusal(source: str, reason: str) -> str:
    """Return what is said of a file that holds no work summary."""
    return (
        f"{source} 不像工作总结（{reason}），没有收入。"
        "旧总结要有正文，并有“一、”“（一）”“1.”之类的小节标题；事实清单请用 summarywriter facts 转换。"
    )


def _tells_deeds(text: str) -> bool:
    deeds, clauses = deeds_told(text)
    return deeds >= _DEEDS or _DEED_SHARE * deeds >= clauses


def _other_kind(title: str) -> str:
    """Return what a title says that a text is instead of a summary (通知), empty where it says nothing."""
    if len(title) > _TITLE_LENGTH or not title.startswith("关于"):
        return ""
    return next((kind for (kind,) in word_rows("other-documents") if title.endswith(kind)), "")
