"""Punctuation of a bullet put right: marks, spaces and trailing dots; names and figures untouched."""

from __future__ import annotations

import re

from summarywriter.figures import spelt_out
from summarywriter.patterns import regex
from summarywriter.writing.composer.short_verbs import written_out
from summarywriter.writing.composer.signs import worded

_NAMES = regex(r"《[^《》]*》|“[^“”]*”|‘[^‘’]*’|「[^「」]*」")
_CONTROL = regex(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u2028-\u202e\ufeff]")
_BULLET = regex(r"^(?:[#>*•·●○◆■□▪‧]+\s+|[•●◆■▪]+|-\s+|[-*]\s+)+")
_HANZI = "㐀-鿿豈-﫿"
_FIGURE_END = f"[{_HANZI}%％℃]"
_BOUND = "(?:近|约|超|逾|共|达|累计)?"
_BESIDE_NAMES = regex(rf"(?<=[{_HANZI}])\s+(?=[“《])|(?<=[”》])\s+(?=[{_HANZI}0-9“《])")
_ABBREVIATION = regex(r"\b[A-Z][a-z]{0,3}\.$")
_QUOTED = regex(r'"([^"]*)"')

# Each rule sees one stretch outside names. English marks turn Chinese beside Chinese only, so that
# 1,036, 9:30, 12.5% and whole English passages stay as they are.
_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (regex(pattern), new)
    for pattern, new in (
        (rf"(?<=[{_HANZI}%％）》”〕】]),\s*|,(?=[{_HANZI}《“（])", "，"),
        (rf"(?<=[{_HANZI}%％）》”〕】]);\s*|;(?=[{_HANZI}《“（])", "；"),
        (rf"(?<=[{_HANZI}%％）》”〕】]):\s*|(?<![0-9]):(?=[{_HANZI}《“（])", "："),
        (rf"(?<=[{_HANZI}）》”])\?", "？"),
        (rf"(?<=[{_HANZI}）》”])[!！]+", "。"),
        (rf"(?<=[{_HANZI}）》”])\.(?=[{_HANZI}《“（])", "。"),
        (rf"\((?=[^()]*[{_HANZI}])([^()]*)\)", r"（\1）"),
        (r"(?<=.)【([^【】]*)】", r"（\1）"),
        (rf"([0-9][余多万]*[户家对期场次批])\s*[/／](?={_BOUND}[0-9][0-9.余多万]*(?:人|名))", r"\1"),
        (rf"(?<={_FIGURE_END})\s*[/／](?={_BOUND}[0-9])", "、"),
        (rf"((?:^|[，；：。、])[^0-9，；：。、/／]*[{_HANZI}])\s*[/／](?=[{_HANZI}]{{2,}})", r"\1、"),
        (rf"(?<={_FIGURE_END})\s*[/／](?=[{_HANZI}]{{2,}}[^/／]*[0-9])(?!人次|平方|小时)", "，"),
        (rf"([0-9][余多]?[百千万亿]{{0,2}}[{_HANZI}%％]{{1,2}})\s+(?={_BOUND}[0-9])", r"\1、"),
        (rf"(?<![{_HANZI}])([{_HANZI}])\s+(?=[{_HANZI}](?![{_HANZI}]))", r"\1"),
        (rf"(?<=[0-9])\s+(?=[{_HANZI}%％])|(?<=[{_HANZI}])\s+(?=[0-9《“（])|(?<=[》”）])\s+", ""),
        (rf"^([{_HANZI}]{{2,8}})\s+(?=[{_HANZI}][^\s]*[0-9])", r"\1："),
        (rf"(?<=[{_HANZI}])\s+(?=[{_HANZI}])", "，"),
        (r"\s*([，；：。、！？])\s*", r"\1"),
        (r"(?<![0-9日月年底季度时])(?:——|—－|--|──)", "："),
        (r"([，；：。、])(?:[，；：。、])+", r"\1"),
        (r"\*\*|__", ""),
        (r"\.{2,}|。{2,}|…+(?=$)", "…"),
    )
)


def tidy(text: str) -> str:
    """Return a bullet as one line with Chinese marks and without a final one.

    Stretches inside 《》 and “” are kept as they are, and so is every digit.
    """
    text = written_out(worded(_one_line(spelt_out(text))))
    balanced = text.count('"') % 2 == 0
    if balanced and re.search(f"[{_HANZI}]", text):
        text = _QUOTED.sub(r"“\1”", text)
    pieces = []
    last = 0
    for name in _NAMES.finditer(text):
        pieces += [_marks(text[last : name.start()]), name.group()]
        last = name.end()
    pieces.append(_marks(text[last:]))
    return strip_marks(_BESIDE_NAMES.sub("", "".join(pieces)))


def flat(text: str) -> str:
    """Return a finished sentence as one line, otherwise as it is."""
    return _one_line(text)


def strip_marks(text: str) -> str:
    """Strip blanks and the marks that end or open a bullet; closing quotes and brackets stay."""
    text = text.strip().lstrip("，；：。、,;")
    while text and text[-1] in "。；;，,、：:！!…．. \u3000":
        if _ABBREVIATION.search(text):
            break
        text = text[:-1]
    return text


def _one_line(text: str) -> str:
    text = _CONTROL.sub("", text.replace("\u3000", " ").replace("\xa0", " "))
    lines = [_BULLET.sub("", line.strip()) for line in text.splitlines()]
    joined = ""
    for line in filter(None, lines):
        joined += line if not joined or joined[-1] in "，；：。、！？,;:" else "，" + line
    return joined


def _marks(stretch: str) -> str:
    for pattern, new in _RULES:
        stretch = pattern.sub(new, stretch)
    return stretch
