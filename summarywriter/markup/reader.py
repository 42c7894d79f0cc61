"""Markdown → sheet: the document form that people write."""

from __future__ import annotations

import re

from summarywriter.limits import require_lines
from summarywriter.markup.escapes import join_all, one_line, unescape, without_comments
from summarywriter.markup.facts import bullet_content, is_rule, read_fact, with_those_below
from summarywriter.markup.fields import PARTICULARS, field_named, known_names
from summarywriter.markup.headings import read_heading
from summarywriter.markup.outline import Outline
from summarywriter.markup.strings import YamlError, load_strings
from summarywriter.model import Sheet
from summarywriter.patterns import regex
from summarywriter.text import narrow

_FENCE = "---"
_HEADING = regex(r"\s{0,3}([#＃]{1,6})(.*)", re.DOTALL)
_QUOTE = regex(r"\A\s*(?:[>＞]\s*)+")
_INDENTED = regex(r"(?: {2,}|\t)\s*\S")
_SENTENCE_END = tuple("。！？!?；;：:…—.”’」』）)》】〕")
_FIELD_LINE = regex(r"\s*([^\s:：#\-][^:：]{0,19}?)\s*[:：](.*)", re.DOTALL)
_TITLE = regex(r"(?:总结|小结|汇报|报告|述职|材料|素材|情况)(?:素材|材料|初稿|草稿)?(?:[（(].*[）)])?\Z")
_YEAR = regex(r"[0-9〇一二三四五六七八九xX×_]{2,4}年")


def parse_sheet(text: str, *, source: str = "") -> Sheet:
    """Read the Markdown form of a sheet.

    Paragraphs become ``Section.text``, one line each; those of a group follow a line
    ``### heading``. ``source`` names the file in messages.

    Raises:
        SheetError: with every problem of the text at once.
        InputError: it has more or longer lines than are read.
    """
    require_lines(text, source)
    outline = Outline()
    lines = _split(text)
    start = _front_matter(lines, outline)
    _Body(lines, start, outline).read()
    return outline.sheet(source)


def known_particulars() -> str:
    """List what a front matter may say, for a person."""
    return known_names("sheet", frozenset(PARTICULARS))


def take_particular(outline: Outline, name: str, value: object, place: str) -> bool:
    """Note a particular under its field; ``False`` when no field has that name."""
    field = field_named("sheet", name)
    if field not in PARTICULARS:
        return False
    if field in outline.particulars:
        outline.problems.append(f"{place}：“{name}”与前面的写的是同一项，请只留一处。")
    outline.particulars[field] = value
    return True


def heading_line(line: str) -> tuple[int, str] | None:
    """Return the level (1 to 6) and the content of a line such as ``## 标题``, else ``None``."""
    match = _HEADING.match(line)
    return (len(match[1]), match[2].strip()) if match else None


def field_line(line: str) -> tuple[str, str] | None:
    """Return name and value of a line such as ``单位：清河区总工会``, ``None`` for any other line."""
    match = _FIELD_LINE.match(line)
    if match is None or field_named("sheet", match[1]) not in PARTICULARS:
        return None
    return match[1], match[2].strip()


def looks_like_title(text: str) -> bool:
    """Tell whether a line reads like a whole report's title (…工作总结)."""
    return _TITLE.search(text.strip()) is not None


def _split(text: str) -> list[str]:
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return without_comments(text).split("\n")


def _front_matter(lines: list[str], outline: Outline) -> int:
    """Read the front matter and return the index of the line after it."""
    start = next((n for n, line in enumerate(lines) if line.strip()), len(lines))
    if start == len(lines) or lines[start].rstrip() != _FENCE:
        return 0
    end = next((n for n in range(start + 1, len(lines)) if lines[n].rstrip() in (_FENCE, "...")), None)
    if end is None:
        outline.problems.append(f"第{start + 1}行：文件头没有结束，请在各项之后另起一行写“---”。")
        # What looks like the head is left out, so that the rest can be looked at as well.
        return next((n for n in range(start + 1, len(lines)) if heading_line(lines[n])), len(lines))
    head = [_colon(line) for line in lines[start + 1 : end]]
    try:
        given = load_strings("\n".join(head), offset=start + 1)
    except YamlError as error:
        outline.problems.append(f"文件头：{error}")
        return end + 1
    if isinstance(given, dict):
        for name, value in given.items():
            if not take_particular(outline, name, value, "文件头"):
                outline.problems.append(f"文件头：不认识“{name}”这一项，可写的有：{known_particulars()}。")
    elif given is not None:
        outline.problems.append("文件头：请每行写一项，写成“名称: 内容”，例如 organization: 清河区总工会。")
    return end + 1


def _colon(line: str) -> str:
    """Turn the full-width colon after a known name into the one YAML wants."""
    name, colon, value = line.partition("：")
    if colon and ":" not in name and field_named("sheet", name) in PARTICULARS:
        return f"{name}: {value.lstrip()}"
    return line


def _indent(line: str) -> int:
    """Return how far a line is set in; a tab counts four."""
    return len(line[: len(line) - len(line.lstrip())].expandtabs(4))


class _Body:
    """Goes through the lines after the front matter once, from top to bottom."""

    def __init__(self, lines: list[str], start: int, outline: Outline) -> None:
        self._lines = lines
        self._start = start
        self._out = outline
        # The lines of what is being read, a bullet or a paragraph, and the place of the first.
        self._pieces: list[str] = []
        self._place = ""
        self._is_bullet = False
        self._indent = 0
        # Bullets set in below the one that is being read: they speak of the same thing.
        self._below: list[list[str]] = []
        levels = [found[0] for line in lines[start:] if (found := heading_line(line))]
        self._parts = levels.count(1)
        # Someone who knows one kind of heading only means sections by it.
        self._only_parts = bool(levels) and set(levels) == {1}

    def read(self) -> None:
        """Tell the outline everything."""
        for number, line in enumerate(self._lines[self._start :], self._start + 1):
            self._line(line, f"第{number}行")
        self._flush()

    def _line(self, line: str, place: str) -> None:
        if line.lstrip().startswith((">", "＞")):
            line = _QUOTE.sub("", line, count=1)
        if not line.strip():
            self._flush()
            return
        heading = heading_line(line)
        if heading:
            self._flush()
            self._heading(*heading, place)
        elif is_rule(line) or line.lstrip().startswith("```"):
            self._flush()
        elif (content := bullet_content(line)) is not None:
            if self._pieces and self._is_bullet and _indent(line) >= self._indent + 2 and content:
                self._below.append([content])
                return
            self._flush()
            self._begin(content, place, bullet=True)
            self._indent = _indent(line)
        elif self._pieces and self._is_bullet and _INDENTED.match(line):
            (self._below[-1] if self._below else self._pieces).append(line.strip())
        else:
            self._prose(line, place)

    def _prose(self, line: str, place: str) -> None:
        said = None if self._out.started else field_line(line)
        if said and take_particular(self._out, *said, place):
            self._flush()
        elif self._pieces and not self._is_bullet and not self._pieces[-1].endswith(_SENTENCE_END):
            # A paragraph broken in the middle of a sentence.
            self._pieces.append(line.strip())
        else:
            self._flush()
            self._begin(line.strip(), place, bullet=False)

    def _begin(self, text: str, place: str, *, bullet: bool) -> None:
        self._pieces, self._place, self._is_bullet = [text], place, bullet

    def _flush(self) -> None:
        if self._pieces:
            text = join_all(self._pieces)
            if self._is_bullet:
                for fact in with_those_below(text, [join_all(pieces) for pieces in self._below]):
                    self._out.fact(read_fact(fact), self._place)
            else:
                self._out.paragraph(unescape(text), self._place)
        self._pieces, self._below = [], []

    def _heading(self, level: int, content: str, place: str) -> None:
        first = not self._out.started
        if level == 1 and first and self._is_title(content):
            self._out.particulars.setdefault("title", read_heading(content).text)
            return
        heading = read_heading(content)
        if self._only_parts:
            level = 2
        if heading.problem:
            self._out.problems.append(f"{place}：{heading.problem}。")
        if level > 3:
            self._out.problems.append(
                f"{place}：标题只用三级：“#”部分、“##”小节、“###”分组，这里用了{level}个“#”。"
            )
        elif not heading.text:
            self._out.problems.append(f"{place}：标题是空的，请在“{'#' * level}”后面写上标题。")
            heading = heading._replace(text=f"（{place}）")
        if level == 1:
            if heading.role:
                self._out.problems.append(
                    f"{place}：角色要写在小节（##）标题后面，不能写在部分（#）标题后面。"
                )
            self._out.part(heading.text, place)
        elif level == 2:
            self._out.section(heading.text, place, heading.role)
        else:
            self._out.group(heading.text, place)

    def _is_title(self, content: str) -> bool:
        """Tell whether the first ``#`` gives the report's title and opens no part.

        Many people write the title so. A heading that stands for itself starts with a backslash.
        """
        if content.startswith("\\"):
            return False
        given = self._out.particulars.get("title")
        if given is not None:
            return bool(content) and isinstance(given, str) and one_line(given) == read_heading(content).text
        return looks_like_title(content) and (self._parts == 1 or _YEAR.search(narrow(content)) is not None)
