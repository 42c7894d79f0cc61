"""Whether a text is a work summary at all, and what is said of one that is not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarywriter.library.intake.headings import OldOutline

_LEAST_LETTERS = 50
_SENTENCES = 3


def is_report(outline: OldOutline) -> bool:
    """Tell whether there is anything of a report: sections with prose below them."""
    sections = [section for section in outline.sections if section.role != "lead"]
    prose = "".join(
        text
        for s in outline.sections
        for text in (*s.paragraphs, *(t for g in s.groups for t in g.paragraphs))
    )
    hanzi = len(re.findall(r"[\u4e00-\u9fff]", prose))
    return (
        bool(sections)
        and hanzi >= _LEAST_LETTERS
        and prose.count("。") >= _SENTENCES
        and 2 * hanzi >= len(prose)
    )


def refusal(source: str, texts: Sequence[str]) -> str:
    text = "".join(texts)
    hanzi = len(re.findall(r"[\u4e00-\u9fff]", text))
    if not text.strip():
        reason = "里面没有文字"
    elif 2 * hanzi < len(re.sub(r"\s", "", text)):
        reason = "大半不是中文文字"
    elif hanzi < _LEAST_LETTERS:
        reason = f"只有{hanzi}个字，太短"
    elif text.count("。") < _SENTENCES:
        reason = "没有成段的正文，像是清单或表格"
    else:
        reason = "没有认出小节标题"
    return (
        f"{source} 不像工作总结（{reason}），没有收入。"
        "旧总结要有正文，并有“一、”“（一）”“1.”之类的小节标题；事实清单请用 summarywriter facts 转换。"
    )
