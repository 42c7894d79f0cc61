"""Word's automatic numbers: they stand in no paragraph's text, so they are counted here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

from summarywriter.markup import hanzi_number
from summarywriter.patterns import regex

BULLET = "•"
"""What stands for any bullet, whatever its shape."""

_HANZI = frozenset(
    {"chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting",
     "taiwaneseCounting", "taiwaneseCountingThousand", "japaneseDigitalTenThousand", "chineseLegalSimplified"}
)  # fmt: skip
_CIRCLED = frozenset({"decimalEnclosedCircle", "decimalEnclosedCircleChinese"})
_PLACE = regex(r"%([1-9])")


class AutoNumbers:
    """Gives every numbered paragraph, asked in reading order, the number it is printed with."""

    def __init__(self, numbering: Any | None) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._list: dict[str, str] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if numbering is not None:
            self._learn(numbering)

    def mark(self, num_id: str, level: int) -> str | None:
        """Return the number (``一、``), :data:`BULLET` for bullets, ``None`` where the list has none."""
        kind, sample, start = self._levels.get(self._list.get(num_id, ""), {}).get(level, ("none", "", 1))
        if kind == "bullet":
            return BULLET
        if kind == "none" or not sample:
            return None
        counts = self._counts.setdefault(self._list[num_id], {})
        counts[level] = counts.get(level, self._starts.get((num_id, level), start) - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        return _PLACE.sub(lambda place: self._written(num_id, int(place[1]) - 1, counts), sample).strip()

    def _written(self, num_id: str, level: int, counts: dict[int, int]) -> str:
        kind, _, start = self._levels[self._list[num_id]].get(level, ("decimal", "", 1))
        number = max(1, min(counts.get(level, start), 9999))
        if kind in _HANZI:
            return hanzi_number(number)
        if kind in _CIRCLED and number <= 20:
            return chr(ord("①") + number - 1)
        return str(number)

    def _learn(self, numbering: Any) -> None:
        abstract = {
            definition.get(qn("w:abstractNumId")): dict(_definitions(definition))
            for definition in numbering.findall(qn("w:abstractNum"))
        }
        for number in numbering.findall(qn("w:num")):
            num_id = number.get(qn("w:numId"))
            reference = number.find(qn("w:abstractNumId"))
            base = reference.get(qn("w:val")) if reference is not None else ""
            overrides = number.findall(qn("w:lvlOverride"))
            # A list that starts anew counts on its own; others go on with the list they share.
            self._list[num_id] = f"{base}/{num_id}" if overrides else base
            self._levels.setdefault(self._list[num_id], abstract.get(base, {}))
            for override in overrides:
                start = override.find(qn("w:startOverride"))
                if start is not None:
                    self._starts[num_id, _int(override.get(qn("w:ilvl")))] = _int(start.get(qn("w:val")), 1)


def _definitions(definition: Any) -> Iterator[tuple[int, tuple[str, str, int]]]:
    for level in definition.findall(qn("w:lvl")):
        kind, text, start = (level.find(qn(f"w:{name}")) for name in ("numFmt", "lvlText", "start"))
        yield (
            _int(level.get(qn("w:ilvl"))),
            (
                kind.get(qn("w:val")) if kind is not None else "decimal",
                text.get(qn("w:val")) or "" if text is not None else "",
                _int(start.get(qn("w:val")), 1) if start is not None else 1,
            ),
        )


def _int(text: str | None, otherwise: int = 0) -> int:
    return int(text) if text and text.isdecimal() else otherwise
