"""Half-width marks → the full-width ones of Chinese prose; digits, letters and % the other way round."""

from __future__ import annotations

import re

from summarywriter.patterns import regex

_HANZI = "\u3400-\u9fff"
_SIDE = rf"{_HANZI}“”‘’《》（）〔〕【】，。；：、！？…—·"
_WIDE = {
    code: chr(code - 0xFEE0)
    for code in (0xFF05, *range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
_PLAIN = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_MARK = regex(rf"(?<=[{_SIDE}0-9A-Za-z%％_\])])[,;:?!]|[,;:?!](?=[{_SIDE}])")
_STOP = regex(rf"(?<=[{_HANZI}”’》）])\.(?=\s*\Z|[“《（{_HANZI}])")
_ROUND = regex(r"\(([^()（）]*)\)")
_NUMBERED = regex(r"\[([^\[\]]{1,8})\](?=_?\d+ ?_?号)")
_QUOTED = regex(r'"([^"\n]*)"')
_SPACE = r"[ \t\u00a0\u3000\u2002\u2003]+"
_GAP = regex(rf"(?<=[{_SIDE}]){_SPACE}(?=[{_SIDE}0-9A-Za-z])|(?<=[0-9A-Za-z%％]){_SPACE}(?=[{_SIDE}])")
_ROUNDS = 50
_THOUSANDS = regex(r"(?<![\d.，])\d{1,3}(?:，\d{3})+(?![\d，])")
_DOUBLED = regex(r"([，。；：、])\1+")


def full_width(text: str) -> str:
    """Return a paragraph with the marks of Chinese prose and plain digits and letters.

    Colons of clock times and results, commas between thousands and points of decimals stay.
    """
    # A mark exchanged can show what the one beside it is: (a),b in a sentence.
    for _ in range(_ROUNDS):
        changed = _exchanged(text)
        if changed == text:
            break
        text = changed
    return text


def _exchanged(text: str) -> str:
    text = text.translate(_WIDE)
    text = _QUOTED.sub(r"“\1”", text)
    text = _NUMBERED.sub(r"〔\1〕", text)
    text = _GAP.sub("", text)
    text = _MARK.sub(lambda match: _mark(match, text), text)
    text = _STOP.sub("。", text)
    text = _THOUSANDS.sub(lambda match: match.group().replace("，", ","), text)
    text = _ROUND.sub(_round, text)
    return _DOUBLED.sub(r"\1", text)


def _mark(match: re.Match[str], text: str) -> str:
    before, after = text[: match.start()][-1:], text[match.end() :][:1]
    if _foreign(before) and (_foreign(after) or after in ("/", " ")):
        return match.group()
    return _PLAIN[match.group()]


def _foreign(sign: str) -> bool:
    """Tell a digit or Latin letter: between two of them a mark is theirs (8:30, 1,234, http://)."""
    return bool(sign) and sign.isascii() and sign.isalnum()


def _round(match: re.Match[str]) -> str:
    inside = match[1]
    alone = not re.search(rf"[{_HANZI}]", inside)
    outside = (
        match.string[max(0, match.start() - 1) : match.start()] + match.string[match.end() : match.end() + 1]
    )
    if alone and outside and not re.search(rf"[{_HANZI}《》“”，。；：、]", outside):
        return match.group()
    return f"（{inside}）"
