"""Makes texts with one thing wrong out of faithful ones, mechanically."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator

from checking_items import Wrong

from summarywriter.figures import find_figures
from summarywriter.model import Figure

_UNITS = {
    "人次": ("人",), "人": ("人次", "户"), "名": ("人次",), "户": ("人", "户次"), "场": ("期", "人"),
    "场次": ("期",), "家": ("人", "户次"), "件": ("人", "家"), "份": ("人", "户"), "个百分点": ("%",),
    "%": ("个百分点",), "万元": ("元", "亿元"), "亿元": ("万元",), "元": ("万元",), "公里": ("米",),
    "亩": ("平方米",), "天": ("小时", "个月"), "小时": ("天",), "吨": ("公斤",), "期": ("人",),
    "个": ("人次",), "册": ("人",), "条": ("人",), "项": ("人次",), "届": ("期",),
}  # fmt: skip
_WORDS = (
    (
        "direction-changed",
        ("增长", "下降"),
        ("提高", "降低"),
        ("上升", "下降"),
        ("增加", "减少"),
        ("缩短", "延长"),
    ),
    ("direction-changed", ("下降", "上升"), ("提前", "推迟"), ("降低", "提高"), ("减少", "增加")),
    ("base-changed", ("同比", "环比"), ("环比", "同比"), ("较年初", "同比"), ("比年初", "同比")),
    ("base-changed", ("提高到", "提高了"), ("增加到", "增加了"), ("缩短到", "缩短了"), ("降到", "降了")),
    (
        "status-changed",
        ("受理", "办结"),
        ("推荐", "获评"),
        ("荣获", "推荐"),
        ("立案", "采纳"),
        ("计划", "已"),
    ),
    ("status-changed", ("拟", "已"), ("在建", "建成"), ("收到", "采纳"), ("意向", "协议"), ("申报", "获批")),
)
_INSERTED = (
    "开展主题党日活动27次。", "组织志愿者347人次。", "投入专项资金73.6万元。", "发放宣传手册1760册。",
    "群众满意率达97.3%。", "举办座谈会33场。",
)  # fmt: skip


def mutations(text: str, random_: random.Random) -> Iterator[tuple[str, Wrong]]:
    """Yield (kind, wrong text) pairs, at most one of each kind."""
    figures = [f for f in find_figures(text) if not f.article]
    for kind, make in _MAKERS.items():
        made = make(text, figures, random_)
        if made is not None and made.text != text:
            yield kind, made


def _replaced(text: str, figure: Figure, new: str, code: str) -> Wrong:
    start, end = figure.phrase_start, figure.phrase_end
    return Wrong(code, text[:start] + new + text[end:], (new,), f"{text[start:end]} => {new}")


def _pick(figures: list[Figure], random_: random.Random, fits: Callable[[Figure], bool]) -> Figure | None:
    fitting = [f for f in figures if fits(f)]
    return random_.choice(fitting) if fitting else None


def _digit(text: str, figures: list[Figure], random_: random.Random) -> Wrong | None:
    figure = _pick(figures, random_, lambda f: bool(re.search(r"\d", f.text)) and f.kind != "date")
    if figure is None:
        return None
    phrase = figure.phrase(text)
    places = [i for i, c in enumerate(phrase) if c.isdigit()]
    at = random_.choice(places)
    others = [d for d in "123456789" if d != phrase[at]]
    return _replaced(text, figure, phrase[:at] + random_.choice(others) + phrase[at + 1 :], "value-changed")


def _decimal(text: str, figures: list[Figure], random_: random.Random) -> Wrong | None:
    figure = _pick(figures, random_, lambda f: bool(re.search(r"\d\.\d", f.text)))
    if figure is None:
        return None
    phrase = figure.phrase(text)
    return _replaced(text, figure, re.sub(r"(\d)\.(\d)", r"\1\2", phrase, count=1), "value-changed")


def _wan(text: str, figures: list[Figure], random_: random.Random) -> Wrong | None:
    figure = _pick(figures, random_, lambda f: "万" in f.text and bool(re.search(r"\d", f.text)))
    if figure is None:
        return None
    return _replaced(text, figure, figure.phrase(text).replace("万", "", 1), "value-changed")


def _unit(text: str, figures: list[Figure], random_: random.Random) -> Wrong | None:
    def own(f: Figure) -> str | None:
        return next((u for u in sorted(_UNITS, key=len, reverse=True) if f.text.endswith(u)), None)

    figure = _pick(figures, random_, lambda f: own(f) is not None and f.kind not in ("date", "ordinal"))
    if figure is None:
        return None
    unit = own(figure)
    assert unit is not None
    new = figure.text.removesuffix(unit) + random_.choice(_UNITS[unit])
    phrase = figure.phrase(text).replace(figure.text, new)
    return _replaced(text, figure, phrase, "unit-changed")


def _bound(text: str, figures: list[Figure], random_: random.Random) -> Wrong | None:
    figure = _pick(
        figures, random_, lambda f: f.kind in ("count", "money") and bool(re.search(r"\d", f.text))
    )
    if figure is None:
        return None
    phrase = figure.phrase(text)
    if figure.bound != "exact":
        plain = re.sub(r"余|多|近|约|超过?|突破|以上|以下|不少于|不超过|左右", "", phrase)
        return _replaced(text, figure, plain, "bound-changed") if plain != phrase else None
    at = next(i for i, c in enumerate(phrase) if c.isdigit())
    changed = phrase[:at] + random_.choice(("近", "约", "超")) + phrase[at:]
    return _replaced(text, figure, changed, "bound-changed")


def _swap(text: str, figures: list[Figure], random_: random.Random) -> Wrong | None:
    pairs = [
        (a, b)
        for i, a in enumerate(figures)
        for b in figures[i + 1 :]
        if a.kind == b.kind != "date"
        and a.unit == b.unit
        and a.value != b.value
        and a.bound == b.bound == "exact"
    ]
    if not pairs:
        return None
    a, b = random_.choice(pairs)
    one, two = a.phrase(text), b.phrase(text)
    changed = text[: a.phrase_start] + two + text[a.phrase_end : b.phrase_start] + one + text[b.phrase_end :]
    return Wrong("misattributed", changed, (one, two), f"{one} <=> {two}")


def _copy(text: str, figures: list[Figure], random_: random.Random) -> Wrong | None:
    """One figure takes the value of another of its unit."""
    pairs = [
        (a, b)
        for a in figures
        for b in figures
        if a.kind == b.kind != "date"
        and a.unit == b.unit
        and a.value != b.value
        and a.bound == b.bound == "exact"
    ]
    if not pairs:
        return None
    a, b = random_.choice(pairs)
    return _replaced(text, a, b.phrase(text), "misattributed")


_STRANGE = ("评选岗位标兵{}", "另有志愿团队{}", "补录历史台账{}")


def _stray(text: str, figures: list[Figure], random_: random.Random) -> Wrong | None:
    """A value of the facts told of a thing that no fact speaks of."""
    figure = _pick(figures, random_, lambda f: f.kind == "count" and f.bound == "exact" and f.value != 1)
    if figure is None:
        return None
    phrase = figure.phrase(text)
    sentence = random_.choice(_STRANGE).format(phrase) + "。"
    return Wrong("misattributed", text + sentence, (sentence,), f"+ {sentence}")


def _date(text: str, figures: list[Figure], random_: random.Random) -> Wrong | None:
    figure = _pick(figures, random_, lambda f: f.kind == "date" and bool(re.search(r"\d+[月日年]", f.text)))
    if figure is None:
        return None
    phrase = figure.phrase(text)
    match = random_.choice(list(re.finditer(r"(\d+)([月日年])", phrase)))
    number = int(match[1])
    changed = number % 12 + 1 if match[2] == "月" else number % 27 + 1 if match[2] == "日" else number - 1
    return _replaced(
        text,
        figure,
        phrase[: match.start()] + f"{changed}{match[2]}" + phrase[match.end() :],
        "value-changed",
    )


def _rank(text: str, figures: list[Figure], random_: random.Random) -> Wrong | None:
    figure = _pick(figures, random_, lambda f: f.kind == "ordinal")
    if figure is None:
        return None
    phrase = figure.phrase(text)
    table = {
        "一": "三",
        "二": "一",
        "三": "二",
        "冠": "亚",
        "亚": "季",
        "金": "银",
        "银": "铜",
        "首": "第二",
        "八": "九",
        "1": "2",
    }
    for old, new in table.items():
        if old in phrase:
            return _replaced(text, figure, phrase.replace(old, new, 1), "value-changed")
    return None


def _word(text: str, figures: list[Figure], random_: random.Random) -> Wrong | None:
    found = [
        (code, m.start(), old, new)
        for code, *pairs in _WORDS
        for old, new in pairs
        for m in re.finditer(old, text)
        if any(0 <= f.phrase_start - m.end() <= 8 for f in figures)
    ]
    if not found:
        return None
    found = [
        f
        for f in found
        if not text[f[1] + len(f[2]) :].startswith(("的", "总")) and text[f[1] - 1] not in "度按比原"
    ]
    if not found:
        return None
    code, at, old, new = random_.choice(found)
    near = next(f for f in figures if 0 <= f.phrase_start - at - len(old) <= 8)
    return Wrong(
        code, text[:at] + new + text[at + len(old) :], (new, near.phrase(text)), f"{old} => {new} @{at}"
    )


def _insertion(text: str, figures: list[Figure], random_: random.Random) -> Wrong | None:
    sentence = random_.choice(_INSERTED)
    ends = [m.end() for m in re.finditer("。", text)]
    at = random_.choice(ends or [len(text)])
    words = tuple(f.text for f in find_figures(sentence))
    return Wrong("unsupported-figure", text[:at] + sentence + text[at:], words, f"+ {sentence}")


def _deletion(text: str, figures: list[Figure], random_: random.Random) -> Wrong | None:
    spans = [m.span() for m in re.finditer(r"[^。；]+[。；]", text)]
    spans = [s for s in spans if any(s[0] <= f.start < s[1] and f.kind != "date" for f in figures)]
    if len(spans) < 2:
        return None
    start, end = random_.choice(spans)
    return Wrong("missing-figure", text[:start] + text[end:], (), f"- {text[start:end]}")


def _name(text: str, figures: list[Figure], random_: random.Random) -> Wrong | None:
    found = list(re.finditer(r"[“《]([^“”《》]{3,20})[”》]", text))
    if not found:
        return None
    match = random_.choice(found)
    at = match.start(1) + random_.randrange(len(match[1]))
    new = random_.choice([c for c in "春和新阳" if c != text[at]])
    changed = text[:at] + new + text[at + 1 :]
    return Wrong(
        "unsupported-name", changed, (changed[match.start(1) : match.end(1)],), f"{match.group()} {new}"
    )


_MAKERS: dict[str, Callable[[str, list[Figure], random.Random], Wrong | None]] = {
    "digit": _digit, "decimal": _decimal, "wan": _wan, "unit": _unit, "bound": _bound,
    "swap": _swap, "copy": _copy, "stray": _stray, "date": _date, "rank": _rank, "word": _word,
    "insertion": _insertion, "deletion": _deletion, "name": _name,
}  # fmt: skip
