"""Whether a text is a work summary at all, and what is said of one that is not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarywriter.library.intake.clauses import deeds_told
from summarywriter.library.intake.headings import OldOutline
from summarywriter.resources import word_rows

_LEAST_LETTERS = 50
_SENTENCES = 3
_DEEDS, _DEED_SHARE = 3, 10
"""Deeds that a summary tells at least, or clauses to a deed."""
_TITLE_LENGTH = 60
_HANZI = re.compile(r"[\u4e00-\u9fff]")


def is_report(outline: OldOutline) -> bool:
    """Tell whether there is anything of a report: sections with prose below them that tells deeds."""
    sections = [section for section in outline.sections if section.role != "lead"]
    prose = "\n".join(
        text
        for s in outline.sections
        for text in (*s.paragraphs, *(t for g in s.groups for t in g.paragraphs))
    )
    hanzi = len(_HANZI.findall(prose))
    return (
        bool(sections)
        and hanzi >= _LEAST_LETTERS
        and prose.count("。") >= _SENTENCES
        and 2 * hanzi >= len(prose)
        and _tells_deeds(prose)
        and not _other_kind(outline.title)
    )


def refusal(source: str, texts: Sequence[str]) -> str:
    """Return why a text is not taken in, and what an old report has to have."""
    text = "\n".join(texts)
    hanzi = len(_HANZI.findall(text))
    if not text.strip():
        reason = "里面没有文字"
    elif 2 * hanzi < len(re.sub(r"\s", "", text)):
        reason = "大半不是中文文字"
    elif kind := next(filter(None, map(_other_kind, texts)), ""):
        reason = f"像是一份“{kind}”"
    elif hanzi < _LEAST_LETTERS:
        reason = f"只有{hanzi}个字，太短"
    elif text.count("。") < _SENTENCES:
        reason = "没有成段的正文，像是清单或表格"
    elif not _tells_deeds(text):
        reason = "没有写做了哪些工作"
    else:
        reason = "没有认出小节标题"
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
