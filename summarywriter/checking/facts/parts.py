"""Parts that leave each other out: 一等奖 and 二等奖, 东城区 and 西城区, 35岁以下 and 36至50岁."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise, takewhile
from typing import NamedTuple

from summarywriter.checking.facts.ledger import Entry
from summarywriter.checking.layout.layout import Place
from summarywriter.patterns import regex
from summarywriter.resources import bad_row, word_rows


class Family(NamedTuple):
    """Classes that leave each other out, each with its words, and endings of names that do.

    ``whole`` is how many of them leave nothing out, 0 where one never knows; ``listed`` where they do so
    without 其中 too: 收到提案258件，立案218件，并案14件，转为意见26件.
    """

    name: str
    classes: tuple[tuple[str, int], ...]
    endings: re.Pattern[str] | None
    whole: int
    listed: bool = False

    def of(self, words: str) -> int | None:
        """Return which class the words name, by the longest word that is found in them."""
        return _named_by(words).get(self.classes)

    def heads(self, words: str) -> bool:
        """True when words begin with one of the classes: 正在审理, 已办结."""
        bare = words.lstrip("已现尚均有")
        return any(words.startswith(word) or bare.startswith(word) for word, _ in self.classes)


@cache
def families() -> tuple[Family, ...]:
    """Return the rows of ``exclusive.tsv``."""
    return tuple(_family(row) for row in word_rows("exclusive"))


@cache
def _known() -> Mapping[str, Sequence[Family]]:
    """The families of each word."""
    known: dict[str, list[Family]] = defaultdict(list)
    for family in families():
        for word, _ in family.classes:
            known[word].append(family)
    return known


@lru_cache(maxsize=1024)
def _named_by(words: str) -> Mapping[tuple[tuple[str, int], ...], int]:
    """Return the class that words name of each family that they name one of."""
    known = _known()
    longest = max(map(len, known), default=0)
    runs = {words[at : at + size] for at in range(len(words)) for size in range(1, longest + 1)}
    told = {family.classes for run in runs & known.keys() for family in known[run]}
    return {classes: next(number for word, number in classes if word in runs) for classes in told}


def _family(row: tuple[str, ...]) -> Family:
    number = _NUMBER.fullmatch(row[2]) if len(row) == _CELLS else None
    if number is None and len(row) == _CELLS:
        raise bad_row("exclusive", row, "第三栏写列出几类算列全，后面可加+")
    told = [(word, n) for n, words in enumerate(row[1].split()) for word in words.split("/")]
    endings = "|".join(re.escape(word[1:]) for word, _ in told if word.startswith("…"))
    classes = sorted((t for t in told if not t[0].startswith("…")), key=lambda t: -len(t[0]))
    named = re.compile(f"((?![全本各我])[\u4e00-\u9fff]{{1,8}}?(?:{endings}))(.*)") if endings else None
    if number is None:
        return Family(row[0], tuple(classes), named, 0)
    return Family(row[0], tuple(classes), named, int(number[1]), number[2] != "")


_CELLS = 3
_NUMBER = regex(r"([0-9]+)(\+?)")


def names_of(entry: Entry, parts: Sequence[Place], start: int) -> list[str]:
    """Return the words before each of the parts, from the part before on; ``start`` is where they begin."""
    names = []
    for part in parts:
        if part.turn is not None and part.turn.name is not None:
            name = entry.layout.flat[slice(*part.turn.name)]
        else:
            name = entry.layout.text[start : part.figure.phrase_start]
        names.append(_JOIN.sub("", name).removesuffix("占"))
        start = part.figure.phrase_end
    return names


_JOIN = regex("^[、，,；;和及与（(：:\\s]*(?:其中)?[、，,：:]?|\\s+$")


def family_of(entry: Entry, parts: Sequence[Place], names: Sequence[str]) -> Family | None:
    """Return the family that all parts belong to, each to another class of it."""
    return family_named(names, [entry.layout.flat[slice(*p.after)] + p.figure.text for p in parts])


def family_named(names: Sequence[str], behind: Sequence[str]) -> Family | None:
    """Return the same by the words before each part and, where they name no class, those behind it."""
    opened = _named_by(names[0]).keys() | _named_by(behind[0]).keys() if names else ()
    for family in families():
        if family.endings is not None:
            told = [family.endings.fullmatch(name) for name in names]
            if all(told) and _apart([(match[1], match[2]) for match in told if match]):
                return family
            continue
        if family.classes not in opened:
            continue
        kinds = list(takewhile(lambda kind: kind is not None, (
            kind if (kind := family.of(name)) is not None else family.of(after)
            for name, after in zip(names, behind, strict=True)
        )))  # fmt: skip
        if len(set(kinds)) == len(names) and _ranked(names, kinds):
            return family
    return None


def classes_of(words: str) -> frozenset[tuple[str, int]]:
    """Return the classes that words name, by the name of their family."""
    told = ((family.name, family.of(words)) for family in families())
    return frozenset((name, kind) for name, kind in told if kind is not None)


def same_class(word: str) -> tuple[str, ...]:
    """Return the words that name the class of a word: 审结 and 办结 of 结案."""
    for family in _known().get(word, ()):
        kind = dict(family.classes)[word]
        return tuple(other for other, number in family.classes if number == kind)
    return (word,)


def _apart(names: Sequence[tuple[str, str]]) -> bool:
    """True for 东城区新建 and 西城区新建: other names, none in another, and the same words behind."""
    heads = [head for head, _ in names]
    if len({rest for _, rest in names}) > 1 or len(set(heads)) < len(heads):
        return False
    joined = "\n".join(heads)
    return all(joined.count(head[:-1]) == 1 for head in heads)


def _ranked(names: Sequence[str], kinds: Sequence[int | None]) -> bool:
    """False for 中级以上20人、高级8人: 以上 is of the highest, told first, 以下 of the lowest, told last."""
    above = [n for n, name in enumerate(names) if _ABOVE.search(name)]
    below = [n for n, name in enumerate(names) if _BELOW.search(name)]
    if not above and not below:
        return True
    order = [kind for kind in kinds if kind is not None]
    return above in ([], [0]) and below in ([], [len(names) - 1]) and order == sorted(order)


_ABOVE = regex("以上|及上")
_BELOW = regex("以下|及下")


def ladder(names: Sequence[str]) -> tuple[bool, bool]:
    """Return whether steps of a scale leave each other out, and whether they leave nothing out.

    35岁以下、36至50岁、51岁以上 do both.
    """
    steps = [_step(name) for name in names]
    told = [step for step in steps if step is not None]
    if len(told) < len(steps) or len(steps) < _FEW:
        return False, False
    told.sort(key=lambda step: step[0])
    gaps = [after[0] - before[1] for before, after in pairwise(told)]
    if any(gap < 0 for gap in gaps):
        return False, False
    ends = told[0][0] == -_ENDLESS and told[-1][1] == _ENDLESS
    return True, ends and all(gap <= 1 for gap in gaps)


_FEW = 2
_ENDLESS = float("inf")
_STEP = regex(
    r"(?:(\d+)\D{0,3}?(?:[至到—–~～-]+)(\d+)|(\d+)\D{0,3}?(?:及|[（(]含[)）])?以([下上]))"
    r"(?:周?岁|的|职工|人员|员工|教师|干部|党员|会员|群众|青年|者)*"
)


def _step(name: str) -> tuple[float, float] | None:
    match = _STEP.fullmatch(name)
    if match is None:
        return None
    if match[1]:
        return float(match[1]), float(match[2])
    return (-_ENDLESS, float(match[3])) if match[4] == "下" else (float(match[3]), _ENDLESS)


_MONTH = regex("([0-9]{1,2})月")
_WHOLE = (3, 6, 12)
"""Months of a quarter, a half-year, a year."""


def leaves_nothing(names: Sequence[str]) -> bool:
    """True for parts that leave nothing out: 其他 at their end, 第一批 to the last, 立案 and 不予立案."""
    if names[-1].startswith(("其他", "其它")) or ladder(names)[1]:
        return True
    if len(names) == _FEW:
        one, other = sorted(names, key=len)
        return len(one) >= _FEW and other in (f"不予{one}", f"未{one}", f"不{one}")
    months = [int(match[1]) for name in names if (match := _MONTH.fullmatch(name)) is not None]
    if (
        len(months) == len(names)
        and len(months) in _WHOLE
        and months == list(range(months[0], months[-1] + 1))
    ):
        return True  # 1月、2月、3月 of a quarter
    ranks = [name.removeprefix("第")[:1] for name in names if name.startswith("第")]
    return len(ranks) == len(names) and "".join(ranks) == "一二三四五六七八九十"[: len(ranks)]
