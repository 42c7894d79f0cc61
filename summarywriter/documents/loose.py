"""Text without markup (plain text, Word) → its structure, told by numbers, shape and styles.

Two readings are made of it: a sheet, where every line below a heading is a fact, and the lines of
a written report, where they are paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from summarywriter.documents.ends import ends_document, is_text, told_behind
from summarywriter.documents.lines import Line
from summarywriter.markup import UNVERIFIED, read_date, strip_number
from summarywriter.markup.facts import bullet_content, is_bullet, read_fact
from summarywriter.markup.numbering import NUMERAL
from summarywriter.markup.outline import Outline
from summarywriter.markup.reader import field_line, looks_like_title, take_particular
from summarywriter.markup.titles import organization_of, period_of_report
from summarywriter.model import FRAME_ROLES, infer_role
from summarywriter.patterns import regex
from summarywriter.text import narrow

Hint = Literal["", "title", "part", "section", "group", "bullet", "signoff", "table"]
Kind = Literal[
    "title", "part", "section", "group", "bullet", "entry", "plain", "table", "organization", "date", "behind"
]

LEAD = "导语"

_JUNK = regex(r"\[_TAG_\w*\]|[\u200b\u200c\u200d\u2060\ufeff]|^\s*(?:[>＞]\s*)+")
_HANZI = regex(rf"{NUMERAL} ?[、．.]|第{NUMERAL}(?:部分|章)[ ,，、:：]")
_BRACKET = regex(rf"[(（] ?{NUMERAL} ?[)）]|[㈠-㈩]")
_ARABIC = regex(r"[0-9]{1,3} ?[.．、](?![0-9])")
_RUN_IN = regex(r"([^。！？；]{2,40}[。：])(\S.*)", re.DOTALL)
_SENTENCE = regex(r"[。！？；;，,][^”’」』）)》]*\S")
_CLOSED = regex(r"[。！？；;，,、]\Z")

_PROSE = regex(rf".*[。；！]\Z|{NUMERAL}(?:是(?!否)|要)|第{NUMERAL}[，,、：:]|其{NUMERAL}", re.DOTALL)
"""A line that ends as a sentence does, or begins as one of several: without a number it heads nothing."""

_UNFINISHED = regex(r"(?<=总结|汇报|报告|情况)(?:素材|材料|初稿|草稿)(?:[（(].*[）)])?\Z")
"""What a title says of the paper at hand and not of the report."""
_PAPER = regex(r"(?<=工作)(?:要点|情况)?(?:素材|材料)(?:[（(].*[）)])?\Z")
"""What stands in a title for the report that is to be made of the paper."""

_SEVERAL = regex(r"[。！？；](?=[^”’」』）)》]*[^\s”’」』）)》])")
"""A sentence, or a member of one, with another behind it in the paragraph."""

_PROSE_SHARE = 3
"""Of a report at least one character in so many stands in such a paragraph."""

_HEADING_LENGTH = 40
_BARE_HEADING_LENGTH = 20
_ORGANIZATION = regex(r"[^\d。，；、：！？,;:!?]{2,30}")


@dataclass(frozen=True, slots=True)
class Raw:
    """One line or paragraph as it stands in the file.

    ``hint`` is what its style says of it; ``apart`` tells that a blank line stands before it.
    """

    text: str
    place: str
    hint: Hint = ""
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """One line with what it is.

    ``text`` is without number and bullet, ``whole`` with them where there were any; ``rest`` is
    what follows a run-in heading. What is ``behind`` stands after the sign-off and is no part of the text.
    """

    kind: Kind
    text: str
    place: str
    rest: str = ""
    whole: str = ""


def structure(raws: Sequence[Raw]) -> list[Seen]:
    """Tell what every line is; empty ones are left out."""
    lines = [replace(raw, text=_clean(raw.text)) for raw in raws]
    lines = [line for line in lines if line.text]
    return list(signed(list(_Structure(lines).read())))


def loose_outline(
    raws: Sequence[Raw],
    outline: Outline,
    tell: Callable[[str], None],
    tell_table: Callable[[str], None] = lambda name: None,
) -> None:
    """Tell ``outline`` a sheet: headings, and every other line as a fact.

    ``tell`` hears of what was left out; ``tell_table`` is called where a line of the hint ``table``
    stands, with its text.
    """
    seen = _within(structure(raws), tell)
    headed = any(line.kind == "section" for line in seen)
    begun = False
    for line in seen:
        begun = begun or line.kind in ("part", "section", "group")
        if line.kind == "table":
            tell_table(line.text)
        else:
            _tell(line, outline, headed, begun)
    _tell_titled(outline)


def is_prose(raws: Sequence[Raw]) -> bool:
    """Tell running prose from a list of facts: a good part stands in paragraphs that tell several things.

    Bullets are no such paragraphs, and what has the marks of facts (（可选）, 〔来源：…〕) is none at all.
    """
    whole = running = 0
    for raw in raws:
        text = "" if raw.hint == "table" else _clean(raw.text)
        fact = read_fact(text)
        if fact.optional or fact.source or fact.as_of:
            return False
        if len(text) > _HEADING_LENGTH or _CLOSED.search(text):
            whole += len(text)
        if raw.hint != "bullet" and not is_bullet(text) and _SEVERAL.search(text):
            running += len(text)
    return _PROSE_SHARE * running > whole


def written_lines(raws: Sequence[Raw], tell: Callable[[str], None]) -> tuple[Line, ...]:
    """Return the lines of a written report: headings without numbers, all without 【待核实】.

    Numbers and bullets that stand in the text's own paragraphs are part of it and stay. ``tell``
    hears of what was left out.
    """
    return report_lines(structure(raws), tell)


def report_lines(seen: Sequence[Seen], tell: Callable[[str], None]) -> tuple[Line, ...]:
    """Return what was seen as the lines of a written report; ``tell`` hears of what was left out."""
    lines: list[Line] = []
    for each in _within(signed(seen), tell):
        text = each.text.replace(UNVERIFIED, "").strip()
        if each.kind == "title":
            lines.append(Line("title", text))
        elif each.kind in ("part", "section"):
            lines.append(Line("heading", text, 0 if each.kind == "part" else 1))
        elif each.kind == "group":
            lines.append(Line("group", text, 2))
        elif each.kind in ("organization", "date"):
            lines.append(Line("signoff", text))
        else:
            lines.append(Line("paragraph", (each.whole or each.text).replace(UNVERIFIED, "").strip()))
        if each.rest:
            lines.append(Line("paragraph", each.rest.replace(UNVERIFIED, "").strip()))
    return tuple(line for line in lines if line.text)


def _tell_titled(outline: Outline) -> None:
    """Take organisation and period from the title where no line of their own tells them."""
    title = outline.particulars.get("title")
    if not isinstance(title, str):
        return
    told = narrow(title)
    for field, value in (("organization", organization_of(told, "")), ("period", period_of_report(told, ""))):
        if value:
            outline.particulars.setdefault(field, value)


def _tell(line: Seen, outline: Outline, headed: bool, begun: bool) -> None:
    if line.kind == "title":
        title = _UNFINISHED.sub("", line.text)
        outline.particulars.setdefault("title", _PAPER.sub("总结", title))
    elif line.kind == "organization" or line.kind == "date":
        outline.particulars.setdefault(line.kind, line.text)
    elif line.kind == "part":
        outline.part(line.text, line.place)
    elif line.kind == "section":
        outline.section(line.text, line.place)
    elif line.kind == "group":
        outline.group(line.text, line.place)
    else:
        said = None if begun else field_line(line.text)
        if said and said[1] and take_particular(outline, *said, line.place):
            return
        if headed and not outline.started and line.kind == "plain":
            # What stands before the first heading of a report is its lead.
            outline.section(LEAD, line.place)
        outline.fact(read_fact(line.text), line.place)
    if line.rest:
        outline.fact(read_fact(line.rest), line.place)


class _Structure:
    """Looks at every line together with the line after it."""

    def __init__(self, lines: Sequence[Raw]) -> None:
        self._lines = lines
        self._styled = any(line.hint in ("part", "section", "group") for line in lines)
        self._unmarked = not any(map(_marked, lines))
        # A list whose every line is numbered 一、 with nothing below is a list, not headings.
        self._hanzi = self._heads(_HANZI)
        self._bracket = self._heads(_BRACKET)
        self._arabic = self._heads(_ARABIC)

    def read(self) -> Iterator[Seen]:
        begun = False
        for n, line in enumerate(self._lines):
            seen = self._styled_line(line) or self._numbered(n, line) or self._bare(n, line, begun)
            if seen.kind == "title" and begun:
                seen = replace(seen, kind="plain")
            begun = begun or seen.kind != "plain"
            yield seen

    def _styled_line(self, line: Raw) -> Seen | None:
        """A line whose style says what it is."""
        text, place = line.text, line.place
        if line.hint in ("title", "part", "section", "group"):
            return Seen(line.hint, strip_number(text), place)
        if line.hint in ("bullet", "table"):
            return Seen(line.hint, text, place)
        if line.hint == "signoff":
            return Seen("organization" if read_date(text) is None else "date", text, place)
        return None

    def _numbered(self, n: int, line: Raw) -> Seen | None:
        """A line that starts with a number or a bullet."""
        text, place = line.text, line.place
        for pattern, heads, kind in (
            (_HANZI, self._hanzi, "section"),
            (_BRACKET, self._bracket, "group" if self._hanzi or self._styled else "section"),
            (_ARABIC, self._arabic, "group" if self._hanzi or self._bracket or self._styled else "section"),
        ):
            if heads and not self._styled and pattern.match(text):
                found = self._heading(n, line, pattern, kind)  # type: ignore[arg-type]  # kinds all
                if found is not None:
                    return found
        content = bullet_content(text)
        if content is not None:
            numbered = strip_number(text) != text
            return Seen("entry" if numbered else "bullet", content, place, whole=text)
        stripped = strip_number(text)
        if stripped != text and not text.startswith("第") and "是" not in text[: len(text) - len(stripped)]:
            return Seen("entry", stripped, place, whole=text)
        return None

    def _heading(self, n: int, line: Raw, pattern: re.Pattern[str], kind: Kind) -> Seen | None:
        text = strip_number(line.text)
        if text == line.text:
            return None
        if pattern is _ARABIC and not self._leads(n, pattern):
            return None
        if _heading_like(text):
            return Seen(kind, text.rstrip("。：: "), line.place)
        run_in = _RUN_IN.match(text)
        if (
            run_in
            and pattern is not _ARABIC
            and _heading_like(run_in[1])
            and not re.search(r"\d", narrow(run_in[1]))
        ):
            return Seen(kind, run_in[1].rstrip("。：: "), line.place, run_in[2].strip())
        return None

    def _bare(self, n: int, line: Raw, begun: bool) -> Seen:
        """A line with neither style nor number."""
        text, place = line.text, line.place
        if (self._styled and begun) or _PROSE.match(text):
            return Seen("plain", text, place)
        heading = text.rstrip("：: ")
        short = (
            len(heading) <= _BARE_HEADING_LENGTH
            and _heading_like(text)
            and not re.search(r"\d", narrow(text))
        )
        after = self._lines[n + 1] if n + 1 < len(self._lines) else None
        if not begun and len(text) <= _HEADING_LENGTH and looks_like_title(text) and field_line(text) is None:
            return Seen("title", text, place)
        if short and after is not None and field_line(text) is None:
            if self._hanzi and _HANZI.match(after.text) and begun:
                return Seen("part", heading, place)
            if _marked(after) and not self._hanzi:
                return Seen("section", heading, place)
            if self._unmarked and line.apart and not after.apart and not self._hanzi:
                return Seen("section", heading, place)
            if infer_role(heading) in FRAME_ROLES | {"problems", "plan"}:
                return Seen("section", heading, place)
        return Seen("plain", text, place)

    def _heads(self, pattern: re.Pattern[str]) -> bool:
        """Tell whether lines of this number are headings: some stand above lines of another kind."""
        return any(
            pattern.match(line.text)
            and (
                (_heading_like(strip_number(line.text)) and self._leads(n, pattern))
                or _is_run_in(line.text, pattern)
            )
            for n, line in enumerate(self._lines)
        )

    def _leads(self, n: int, pattern: re.Pattern[str]) -> bool:
        """Tell whether the line has content below it: the next is no line of the same number."""
        if n + 1 >= len(self._lines):
            return False
        after = self._lines[n + 1].text
        if pattern is _ARABIC:
            text = strip_number(self._lines[n].text)
            if re.search(r"\d", narrow(text)) or _HANZI.match(after) or _BRACKET.match(after):
                return False
        return pattern.match(after) is None


def _marked(line: Raw) -> bool:
    """Tell whether a line is an entry of a list or a table."""
    return line.hint in ("bullet", "table") or bullet_content(line.text) is not None


def _heading_like(text: str) -> bool:
    """Tell whether a text could be a heading: short, and no more than one sentence."""
    return (
        len(text) <= _HEADING_LENGTH
        and not _SENTENCE.search(text.replace("，", "").replace(",", ""))
        and (not _CLOSED.search(text) or text.endswith("。"))
    )


def _is_run_in(text: str, pattern: re.Pattern[str]) -> bool:
    """Tell ``（一）政治引领不断深化。在工会干部中开展……`` from a numbered fact."""
    if pattern is _ARABIC:
        return False
    run_in = _RUN_IN.match(strip_number(text))
    return run_in is not None and _heading_like(run_in[1]) and not re.search(r"\d", narrow(run_in[1]))


def _clean(text: str) -> str:
    return _JUNK.sub("", text).replace("\xa0", " ").strip()


def signed(lines: Sequence[Seen]) -> Sequence[Seen]:
    """Tell the sign-off at the end, and what is behind it: annexes, copies, contacts.

    The sign-off is a date alone, with the organisation on the line before it.
    """
    styled = [n for n, line in enumerate(lines) if line.kind in ("organization", "date")]
    for at in styled or range(len(lines)):
        signs = styled or _signs_off(lines, at)
        # Whoever goes on typing below the sign-off goes on in its style.
        first = at if styled and ends_document(lines[at].text) else at + 1
        if signs and first < len(lines) and ends_document(lines[first].text):
            behind = [replace(line, kind="behind", rest="") for line in lines[first:]]
            return [*signed(lines[:first]), *behind]
    if not lines or styled:
        return lines
    *others, last = lines
    if last.kind != "plain" or read_date(last.text) is None:
        return lines
    if others and others[-1].kind == "plain" and _ORGANIZATION.fullmatch(others[-1].text):
        others[-1] = replace(others[-1], kind="organization")
    return [*others, replace(last, kind="date")]


def _signs_off(lines: Sequence[Seen], at: int) -> bool:
    """Tell a date on a line of its own, below others."""
    return (
        lines[at].kind == "plain"
        and read_date(lines[at].text) is not None
        and is_text(lines[n].text for n in range(at))
    )


def _within(lines: Sequence[Seen], tell: Callable[[str], None]) -> list[Seen]:
    """Return the lines up to the sign-off; ``tell`` hears of those behind it."""
    behind = [line.text for line in lines if line.kind == "behind"]
    if behind:
        tell(told_behind(behind))
    return [line for line in lines if line.kind != "behind"]
