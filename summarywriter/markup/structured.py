"""YAML and JSON ↔ sheet: the same fields as the Markdown form, under the same names."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from summarywriter.errors import SheetError
from summarywriter.limits import excess, limit, long_line
from summarywriter.markup.escapes import one_line, text_lines
from summarywriter.markup.facts import read_plain
from summarywriter.markup.fields import PARTICULARS, field_named, known_names, known_roles, role_named
from summarywriter.markup.headings import read_heading, write_heading
from summarywriter.markup.particulars import read_particulars
from summarywriter.markup.reports import parse_report
from summarywriter.markup.rules import Place, sheet_problems
from summarywriter.markup.sheet_text import particulars
from summarywriter.markup.strings import YamlError, dump_strings, load_strings
from summarywriter.markup.validation import ASIDE, heal
from summarywriter.model import Fact, Section, Sheet, infer_role

_YES = frozenset({"true", "yes", "y", "1", "on", "是", "可选", "√"})
_NO = frozenset({"", "false", "no", "n", "0", "off", "否", "null", "~"})


def parse_yaml(text: str, *, source: str = "") -> Sheet:
    """Read the YAML form of a sheet; every value is a string as typed.

    Raises:
        SheetError: with every problem found.
    """
    try:
        given = load_strings(text.removeprefix("\ufeff"))
    except YamlError as error:
        raise SheetError([str(error)], source=source) from error
    return read_structure(given, source=source)


def parse_json(text: str, *, source: str = "") -> Sheet:
    """Read the JSON form of a sheet, or the sheet inside a stored report's JSON.

    Raises:
        SheetError: with every problem found.
        InputError: a stored report is damaged or of a version not known here.
    """
    given = load_json(text, source=source)
    if isinstance(given, dict) and "format_version" in given:
        return parse_report(text, source=source).sheet
    return read_structure(given, source=source)


def load_json(text: str, *, source: str = "") -> Any:
    """Return what a JSON text holds, numbers as the strings that were typed.

    Raises:
        SheetError: the text is no JSON, says one thing twice, or holds more than is read.
    """

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            twice = next(name for name, count in Counter(name for name, _ in pairs).items() if count > 1)
            raise SheetError([f"“{twice}”在同一层写了两次，请只留一处。"], source=source)
        return found

    try:
        given = json.loads(
            text.removeprefix("\ufeff"),
            object_pairs_hook=once,
            parse_int=str,
            parse_float=str,
            parse_constant=str,
        )
        json.dumps(given, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        place = f"第{error.lineno}行第{error.colno}个字附近"
        raise SheetError(
            [f"{place}不是正确的 JSON，请检查引号、逗号和括号是否配对。"], source=source
        ) from error
    except UnicodeEncodeError as error:
        raise SheetError(
            ["含有不完整的字符（\\ud800 之类的半个编码），请删去或改正。"], source=source
        ) from error
    except RecursionError as error:
        raise SheetError(["JSON 的层次太深，请按“部分—小节—事实”的层次来写。"], source=source) from error
    told = too_much(given)
    if told:
        raise SheetError([told], source=source)
    return given


def too_much(given: Any) -> str | None:
    """Return what to tell of JSON with more values, deeper ones or longer lines than are read."""
    count = 0
    level = [given]
    for depth in range(limit("depth") + 1):
        count += len(level)
        told = excess("values", count) or next(
            filter(None, (long_line(value) for value in level if isinstance(value, str))), None
        )
        below = [
            value
            for holder in level
            if isinstance(holder, dict | list)
            for value in ((*holder, *holder.values()) if isinstance(holder, dict) else holder)
        ]
        if told or not below:
            return told
        level = below
        told = excess("depth", depth + 1)
    return told


def dump_yaml(sheet: Sheet) -> str:
    """Write a sheet as YAML that :func:`parse_yaml` reads back as the same sheet."""
    return dump_strings(structure(sheet, yes="true"))


def dump_json(sheet: Sheet) -> str:
    """Write a sheet as JSON that :func:`parse_json` reads back as the same sheet."""
    return json.dumps(structure(sheet), ensure_ascii=False, indent=1) + "\n"


def structure(sheet: Sheet, *, yes: object = True) -> dict[str, Any]:
    """Return a sheet as plain strings, lists and dicts; what is empty or follows is left out.

    ``yes`` is how it is said that a fact is optional.
    """
    told = particulars(sheet)
    parts = [part for part in sheet.parts if part.title or part.sections]
    if len(parts) == 1 and not parts[0].title:
        told["sections"] = [_section(section, "", yes) for section in parts[0].sections]
    elif parts:
        told["parts"] = [
            ({"title": write_heading(part.title)} if part.title else {})
            | {"sections": [_section(section, part.title, yes) for section in part.sections]}
            for part in parts
        ]
    return told


def _section(section: Section, part: str, yes: object) -> dict[str, Any]:
    told: dict[str, Any] = {"heading": write_heading(section.heading)}
    if section.role != infer_role(one_line(section.heading), one_line(part)):
        told["role"] = section.role
    told["facts"] = [_fact(fact, yes) for fact in section.facts]
    told["groups"] = [
        {"heading": write_heading(group.heading), "facts": [_fact(fact, yes) for fact in group.facts]}
        for group in section.groups
    ]
    told["text"] = text_lines(section.text)
    return {field: value for field, value in told.items() if value}


def _fact(fact: Fact, yes: object) -> Any:
    text = one_line(fact.text)
    source, as_of = one_line(fact.source or ""), one_line(fact.as_of or "")
    if not (fact.optional or source or as_of) and read_plain(text) == Fact(text=text):
        return text
    told = {"text": text, "optional": fact.optional and yes, "source": source, "as_of": as_of}
    return {field: value for field, value in told.items() if value}


def read_structure(given: Any, *, source: str = "") -> Sheet:
    """Read strings, lists and dicts as a sheet.

    Names may be Chinese (words/fields.tsv); ``sections`` may stand in place of ``parts``; facts
    may be plain strings with the marks of the Markdown form.

    Raises:
        SheetError: with every problem found, each with its place (``第2部分第3节“组织建设”第4条``).
    """
    if given is None or given == {}:
        raise SheetError(["文件里没有内容。"], source=source)
    if not isinstance(given, dict):
        raise SheetError(
            ["最外层要写成“名称: 内容”的若干项，例如 title、organization、sections。"], source=source
        )
    reading = _Reading()
    fields = reading.sheet(given)
    sheet, more = heal(fields)
    problems = reading.problems + more
    problems += [told for told in sheet_problems(sheet, dict(_places(sheet))) if ASIDE not in told]
    if problems:
        raise SheetError(problems, source=source)
    return sheet


def _places(sheet: Sheet) -> Iterator[tuple[Place, str]]:
    for p, part in enumerate(sheet.parts):
        yield (p,), f"第{p + 1}部分"
        for s, section in enumerate(part.sections):
            here = f"第{p + 1}部分第{s + 1}节"
            yield (p, s), here
            for g, _ in enumerate(section.groups):
                yield (p, s, g), f"{here}第{g + 1}组"


class _Reading:
    """Turns what was given into the fields of a sheet: names translated, strings in their one form.

    Shapes that do not fit are passed on as they are: pydantic complains of them.
    """

    def __init__(self) -> None:
        self.problems: list[str] = []

    def sheet(self, given: Mapping[Any, Any]) -> dict[str, Any]:
        named = self._named(given, "sheet", "最外层")
        fields = read_particulars(
            {name: value for name, value in named.items() if name in PARTICULARS}, self.problems
        )
        parts = self._list(named.get("parts"))
        if "sections" in named:
            first = {"sections": self._list(named["sections"])}
            parts = [first, *parts] if isinstance(parts, list) else [first]
        fields["parts"] = self._each(parts, lambda part, n: self._part(part, f"第{n}部分"))
        return fields

    def _part(self, given: Any, place: str) -> Any:
        if not isinstance(given, dict):
            return given
        fields = self._named(given, "part", place)
        if isinstance(fields.get("title"), str):
            fields["title"] = read_heading(one_line(fields["title"])).text
        if "sections" in fields:
            fields["sections"] = self._each(
                self._list(fields["sections"]), lambda section, n: self._section(section, f"{place}第{n}节")
            )
        return fields

    def _section(self, given: Any, place: str) -> Any:
        if not isinstance(given, dict):
            return given
        fields = self._holder(given, "section", place)
        if isinstance(fields.get("heading"), str) and fields["heading"]:
            place += f"“{fields['heading']}”"
        if "role" in fields and not self._role(fields, place):
            del fields["role"]
        if isinstance(fields.get("text"), str):
            fields["text"] = text_lines(fields["text"])
        if "groups" in fields:
            fields["groups"] = self._each(
                self._list(fields["groups"]), lambda group, n: self._group(group, f"{place}第{n}组")
            )
        return fields

    def _group(self, given: Any, place: str) -> Any:
        return self._holder(given, "group", place) if isinstance(given, dict) else given

    def _holder(self, given: Mapping[Any, Any], level: str, place: str) -> dict[str, Any]:
        fields = self._named(given, level, place)
        if isinstance(fields.get("heading"), str):
            heading = read_heading(one_line(fields["heading"]))
            fields["heading"] = heading.text
            if heading.role:
                fields.setdefault("role", heading.role)
            if heading.problem:
                self.problems.append(f"{place}：{heading.problem}。")
            place += f"“{heading.text}”"
        if "facts" in fields:
            facts = fields["facts"]
            fields["facts"] = self._each(
                [facts] if isinstance(facts, str) and facts else self._list(facts),
                lambda fact, n: self._fact(fact, f"{place}第{n}条"),
            )
        return fields

    def _fact(self, given: Any, place: str) -> Any:
        if given is None or given == "":
            self.problems.append(f"{place}：这一条是空的，请填写内容或删去。")
            return _aside()
        if isinstance(given, str):
            fact = read_plain(given)
            if not fact.text:
                self.problems.append(f"{place}：这一条是空的，请填写内容或删去。")
                return _aside()
            return fact
        if not isinstance(given, dict):
            return given
        if len(given) == 1 and field_named("fact", str(next(iter(given)))) is None:
            self.problems.append(
                f"{place}：内容里有英文冒号加空格，被看成了“名称: 内容”，请给整条加上英文引号。"
            )
            return _aside()
        fields = self._named(given, "fact", place)
        for name in ("text", "source", "as_of"):
            if isinstance(fields.get(name), str):
                fields[name] = one_line(fields[name])
        for name in ("source", "as_of"):
            fields[name] = fields.get(name) or None
        if not fields.get("text"):
            self.problems.append(f"{place}：这一条是空的，请填写内容或删去。")
            return _aside()
        optional = fields.get("optional")
        if isinstance(optional, str) and optional.strip().casefold() in _YES | _NO:
            fields["optional"] = optional.strip().casefold() in _YES
        elif optional is None:
            fields.pop("optional", None)
        return fields

    def _role(self, fields: dict[str, Any], place: str) -> bool:
        given = fields["role"]
        if given is None or given == "":
            return False
        role = role_named(given) if isinstance(given, str) else None
        if role is None:
            self.problems.append(f"{place}：没有“{given}”这种角色，可选的有：{known_roles()}。")
            return False
        fields["role"] = role
        return True

    def _named(self, given: Mapping[Any, Any], level: str, place: str) -> dict[str, Any]:
        """Return what was given under the fields' own names; unknown names are told and left out."""
        fields: dict[str, Any] = {}
        for name, value in given.items():
            field = field_named(level, str(name))
            if field is None:
                self.problems.append(f"{place}：不认识“{name}”这一项，可写的有：{known_names(level)}。")
            elif field in fields:
                self.problems.append(f"{place}：“{name}”与前面的写的是同一项，请只留一处。")
            else:
                fields[field] = value
        return fields

    @staticmethod
    def _list(value: Any) -> Any:
        """Take nothing for an empty list."""
        return [] if value is None or value == "" else value

    @staticmethod
    def _each(items: Any, read: Any) -> Any:
        if not isinstance(items, Sequence) or isinstance(items, str):
            return items
        return [read(item, n) for n, item in enumerate(items, 1)]


def _aside() -> dict[str, str]:
    """Return what stands for a fact of which all has been said."""
    return {"text": ASIDE}
