"""One bullet: ``- （可选）选送3个节目参加汇演 〔来源：宣教部；截至6月20日〕`` ↔ :class:`Fact`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarywriter.markup.escapes import UNVERIFIED, escape, one_line, unescape
from summarywriter.markup.numbering import number_length
from summarywriter.model import Fact
from summarywriter.patterns import regex

OPTIONAL = "（可选）"

_BULLET = regex(
    r"""
    \s* (?:
      [-*+－–—] (?:\s+|\Z)          # with a space after it …
    | [-－] (?=[^\s\d\-－.,>])      # … or without, where it cannot be a minus or a rule
    | — (?=[\u4e00-\u9fff“《])
    | [•·●○◆◇■□▪▫◦‣⁃➢➤►▶▸★☆※✓✔✦❖◎◈♦\uf000-\uf0ff] \s*   # the last as Word keeps its bullets
    | Ø [ \t]+
    | 【\d{1,3}】 \s*
    | [A-Za-z] [.、．)）] [ ]? (?=[\u4e00-\u9fff“《])
    )+
    """,
    re.VERBOSE,
)
_RULE = regex(r"\s*(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,})\Z")
_TELLS = regex(r"[0-9０-９，,。；;]")
"""What tells a bullet that says something from a mere label over others."""
_LONGEST_JOINED = 160
_BARE_NUMBER = regex(r"\s*(?:[0-9]{1,3}[.、)．）]|[（(][0-9]{1,3}[)）]|[①-⑳])\s*\Z")
_OPTIONAL = regex(r"[（(【\[［]\s*可选\s*[）)】\]］]\s*")
_MARK = regex(
    r"""
    (?<!\\) (?P<open>[〔【\[［（(]) \s*
    (?P<inside> (?:来源|截至|截止) (?: \\. | [^\\〔〕【】\[\]［］] )* )
    (?P<close>[〕】\]］）)]) [。；;]? \Z
    """,
    re.VERBOSE,
)
_CLOSING = {"〔": "〕", "【": "】", "[": "]", "［": "］", "（": "）", "(": ")"}
_ENDS = tuple("〕】]］）)。；;")
_MARK_LENGTH = 2000
"""Characters at a line's end among which its mark is looked for."""

_SEPARATOR = regex(r"((?:\\.|[^\\；;])*)[；;]?")
_ENTRY = regex(
    r"\s*(?:(?P<source>来源)\s*[：:]|(?P<as_of>截至|截止)\s*[：:]?)\s*(?P<value>.*?)\s*\Z", re.DOTALL
)
_INSIDE_SPECIAL = regex(r"[\\〔〕【】\[\]［］；;]")
_DOUBTED = regex(rf"([0-9０-９%％][^\s，。；、【】\\]{{0,6}}){UNVERIFIED}")


def bullet_content(line: str) -> str | None:
    """Return what stands after the line's bullet or list number, ``None`` when it has neither."""
    if _RULE.match(line):
        return None
    match = _BULLET.match(line)
    if match is not None:
        return line[match.end() :].strip()
    if _BARE_NUMBER.match(line):
        return ""
    content = line.strip()
    length = number_length(content, entry=True)
    if not length:
        return None
    content = content[length:].strip()
    match = _BULLET.match(content)
    return content[match.end() :].strip() if match else content


def is_bullet(line: str) -> bool:
    """Tell whether the line begins with a bullet, not with a number."""
    return _BULLET.match(line) is not None and not is_rule(line)


def is_rule(line: str) -> bool:
    """Tell whether the line is a Markdown rule (``---``, ``***``)."""
    return _RULE.match(line) is not None


def with_those_below(content: str, below: Sequence[str]) -> list[str]:
    """Return a bullet with the bullets set in below it as facts that can stand alone.

    “医疗互助” above “参保1.86万人” and “理赔342人次” is one fact “医疗互助：参保1.86万人；理赔342人次”;
    where that grows too long, the bullets below are facts of their own behind the same words.
    """
    if not below:
        return [content]
    head = content.strip().rstrip("：:；;。，,")
    tails = [piece.strip().rstrip("；;。") for piece in below]
    is_label = not _TELLS.search(head)
    joined = f"{head}{'：' if is_label else '，'}{'；'.join(tails)}"
    if len(joined) <= _LONGEST_JOINED:
        return [joined]
    return [f"{head}：{tail}" for tail in tails] if is_label else [head, *tails]


def read_fact(content: str) -> Fact:
    """Read a bullet's content. The fact's text may come out empty: the caller knows the place.

    A 【待核实】 right after a figure is an export's mark and is taken off; elsewhere it is the
    person's own word for something missing, and stays for the checker to see.
    """
    content = content.strip()
    if UNVERIFIED in content:
        content = _DOUBTED.sub(r"\1", content)
    content, source, as_of = _split_mark(content)
    content = content[number_length(content) :]
    optional = _OPTIONAL.match(content)
    if optional:
        content = content[optional.end() :]
    return Fact(text=unescape(content).strip(), optional=optional is not None, source=source, as_of=as_of)


def read_plain(text: str) -> Fact:
    """Read a fact given as a plain string in YAML or JSON: the marks count, backslashes do not."""
    content = one_line(text)
    optional = _OPTIONAL.match(content)
    if optional:
        content = content[optional.end() :]
    content, source, as_of = _split_mark(content)
    return Fact(text=content.strip(), optional=optional is not None, source=source, as_of=as_of)


def write_fact(fact: Fact) -> str:
    """Write a fact as one line with its bullet, so that reading gives the same fact."""
    content = _DOUBTED.sub(rf"\1\\{UNVERIFIED}", escape(one_line(fact.text)))
    if fact.optional:
        content = OPTIONAL + content
    elif bullet_content("- " + content) != content or number_length(content) or _OPTIONAL.match(content):
        content = "\\" + content
    mark = write_mark(fact)
    if mark:
        return f"- {content} {mark}"
    found = _found(content)
    if found:
        content = content[: found.start()] + "\\" + content[found.start() :]
    return f"- {content}"


def write_mark(fact: Fact) -> str:
    """Write where a fact comes from: ``〔来源：宣教部；截至6月20日〕``, empty when it is not told."""
    source, as_of = (_guarded(one_line(value or "")) for value in (fact.source, fact.as_of))
    entries = [f"来源：{source}"] if source else []
    if as_of:
        entries.append(f"截至{'：' if as_of.startswith(('：', ':')) else ''}{as_of}")
    return f"〔{'；'.join(entries)}〕" if entries else ""


def _guarded(value: str) -> str:
    return _INSIDE_SPECIAL.sub(r"\\\g<0>", value)


def _found(content: str) -> re.Match[str] | None:
    """Return the mark at the content's end, if there is one with its brackets in order."""
    if not content.endswith(_ENDS):
        return None
    match = _MARK.search(content, max(0, len(content) - _MARK_LENGTH))
    if match is None or _CLOSING[match["open"]] != match["close"] or not _entries(match["inside"]):
        return None
    # （截至6月底） is prose in a fact; in round brackets only （来源：…） is taken for a mark.
    if match["open"] in "（(" and not match["inside"].startswith("来源"):
        return None
    return match


def _split_mark(content: str) -> tuple[str, str | None, str | None]:
    match = _found(content)
    if match is None:
        return content, None, None
    entries = _entries(match["inside"])
    return content[: match.start()].rstrip(), entries.get("source"), entries.get("as_of")


def _entries(inside: str) -> dict[str, str]:
    """Return what a mark tells, ``{}`` when any stretch of it is no entry or says it twice."""
    told: dict[str, str] = {}
    for match in _SEPARATOR.finditer(inside):
        if not match.group():
            continue
        entry = _ENTRY.match(match[1])
        if entry is None:
            return {}
        field = "source" if entry["source"] else "as_of"
        value = re.sub(r"\\(.)", r"\1", entry["value"])
        if field in told or not value:
            return {}
        told[field] = value
    return told
