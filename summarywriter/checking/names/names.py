"""Names in a text: 《titles》, “quoted names”, people, organisations: each must stand in the facts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache, cached_property

from summarywriter.checking.common.flat import flatten, pairs_of
from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.layout.offices import endings
from summarywriter.checking.layout.scope import Scope
from summarywriter.checking.names.doers import doers
from summarywriter.checking.names.leaks import Leaks
from summarywriter.checking.names.office_names import offices
from summarywriter.checking.names.other_heads import other_heads
from summarywriter.checking.names.person_names import people_named
from summarywriter.checking.names.places import misspelt_places, turned_places
from summarywriter.figures import find_figures
from summarywriter.model import Edit, Finding
from summarywriter.patterns import regex
from summarywriter.resources import alternatives, word_rows
from summarywriter.text import narrow

_MARKED = regex(r"《([^《》\n]{1,60})》|“([^“”\n]{1,60})”|「([^「」\n]{1,60})」|\"([^\"\n]{1,60})\"")


def names(text: str, scope: Scope, leaks: Leaks | None = None) -> list[Finding]:
    """Return findings about names that neither facts, sheet nor phrase lists hold.

    A name that an example tells is an ``example-leak``.
    """
    found = [
        *_quoted_names(text, scope), *people_named(text, scope), *offices(text, scope),
        *_models(text, scope),
        *misspelt_places(text, scope), *turned_places(text, scope),
        *other_heads(text, scope), *doers(text, scope), *_listed(text, scope),
    ]  # fmt: skip
    return [_leaked(f, text, leaks) for f in found] if leaks else found


def _leaked(found: Finding, text: str, leaks: Leaks) -> Finding:
    source = leaks.names.get(flatten(text[found.start : found.end]))
    if source is None:
        return found
    return finding(
        "example-leak",
        f"{quoted(text[found.start : found.end])}是范文（{source}）里的名称，不是这里的事实。请删去。",
        section=found.section, start=found.start, end=found.end,
    )  # fmt: skip


@cache
def _phrases() -> frozenset[str]:
    return frozenset(flatten(row[0]) for row in word_rows("usual_names"))


@cache
def _spoken() -> tuple[frozenset[str], re.Pattern[str]]:
    """Words that may stand in quotation marks as figures of speech, and what makes them names."""
    words: dict[str, set[str]] = {"say": set(), "named": set()}
    for row in word_rows("figures-of-speech"):
        words[row[0]].update(row[1].split())
    return frozenset(words["say"]), re.compile(alternatives(words["named"]))


def _figure_of_speech(text: str, match: re.Match[str], flat: str) -> bool:
    """True for 地下“血管”换新颜, not for the name of “港湾”驿站."""
    said, named = _spoken()
    return flat in said and not named.match(text, match.end())


def _quoted_names(text: str, scope: Scope) -> Iterator[Finding]:
    known = scope.flat_corpus
    absent = _Absent(scope, text)
    for match in _MARKED.finditer(text):
        name = next(g for g in match.groups() if g)
        flat = flatten(name)
        if not flat or flat in known or flat in _phrases() or flat.strip("0123456789.·") == "":
            continue
        if match.group()[0] != "《" and (_amount_only(name) or _figure_of_speech(text, match, flat)):
            continue
        nearest = absent.nearest(flat)
        start = match.start() + 1
        message = f"{match.group()}在事实和口径里都找不到。"
        edit = None
        if nearest:
            message += f"事实里写的是{quoted(nearest)}，请照改。"
            edit = Edit(start=start, end=start + len(name), text=nearest)
        else:
            message += "请核对名称，或去掉引号改用一般说法。"
        yield finding(
            "unsupported-name", message, section=scope.heading, severity="error",
            start=start, end=start + len(name), suggestion=edit,
        )  # fmt: skip


def _amount_only(name: str) -> bool:
    found = find_figures(name)
    return len(found) == 1 and (found[0].phrase_start, found[0].phrase_end) == (0, len(name))


class _Absent:
    """The marked names of the facts that a text lacks, asked which of them another name is a slip of."""

    def __init__(self, scope: Scope, text: str) -> None:
        self.scope, self.text = scope, text

    @cached_property
    def _names(self) -> Mapping[str, Set[str]]:
        """Each name, and its pairs of characters."""
        written = flatten(self.text)
        marked = dict.fromkeys(next(filter(None, m.groups())) for m in _MARKED.finditer(self.scope.corpus))
        flat = {name: flatten(name) for name in marked}
        return {name: pairs_of(other) for name, other in flat.items() if other not in written}

    @cached_property
    def _having(self) -> Mapping[str, Sequence[str]]:
        """The names that have a pair of characters."""
        having: dict[str, list[str]] = {}
        for name, pairs in self._names.items():
            for pair in pairs:
                having.setdefault(pair, []).append(name)
        return having

    def nearest(self, flat: str) -> str | None:
        """Return the one name that this seems to be a slip of."""
        own = pairs_of(flat)
        shared = Counter(name for pair in own for name in self._having.get(pair, ()))
        close = [n for n, count in shared.items() if count * 2 >= max(len(own), len(self._names[n]))]
        return close[0] if len(close) == 1 else None


_MODEL = regex(
    r"(?<![A-Za-z0-9.])(?=[A-Za-z.\-]*[0-9])(?=[0-9.\-]*[A-Za-z])[A-Za-z0-9][A-Za-z0-9.\-]*[A-Za-z0-9]"
)
_MEASURED = regex(
    r"[0-9.]+(?:[kmcnμ]?m[23²³]?|[kmμ]?g|[kM]?[WV]h?|k?W·h|[KMGT]B|m?[Ll]|t|h|min|s|℃)", re.IGNORECASE
)


def _models(text: str, scope: Scope) -> Iterator[Finding]:
    """5A级 for 4A级, G65 for G60: letters and digits that stand in no fact."""
    known = scope.capitals
    for match in _MODEL.finditer(narrow(text)):
        if match.group().upper() in known or _MEASURED.fullmatch(match.group()):
            continue
        yield finding(
            "unsupported-name", f"{quoted(match.group())}在事实里找不到。请核对，或删去这一处。",
            section=scope.heading, severity="error", start=match.start(), end=match.end(),
        )  # fmt: skip


@cache
def _pairs() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<one>[\u4e00-\u9fff]{{1,2}})(?P<end>{endings()})[、和与及]"
        r"(?=(?P<other>[\u4e00-\u9fff]{1,6}?)(?P=end)(?:[、，。；和与及等]|(?<=[\u4e00-\u9fff]{2})|$))"
    )


def _listed(text: str, scope: Scope) -> Iterator[Finding]:
    """石门村 beside 黄崖村 in a list, where the facts know only one of the two."""
    known = scope.flat_corpus
    for match in _pairs().finditer(text):
        end = match["end"]
        names = [
            (match[key][-2:] + end, match.start(key) + max(0, len(match[key]) - 2))
            for key in ("one", "other")
        ]
        strange = [(name, start) for name, start in names if name not in known]
        if len(strange) != 1:
            continue
        name, start = strange[0]
        yield finding(
            "unsupported-name", f"{quoted(name)}在事实里找不到。请核对名称，或删去这一处。",
            section=scope.heading, severity="warning", start=start, end=start + len(name),
        )  # fmt: skip
