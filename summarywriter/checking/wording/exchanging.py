"""The edit that puts a fact's word in the place of a text's, so that the sentence still reads.

Facts are jotted down, texts are prose: 拟 of a fact cannot stand where the text has 建成 (拟建成 can), nor
正在公示 before an object. What does not read is not suggested.
"""

from __future__ import annotations

from summarywriter.checking.common.say import quoted
from summarywriter.checking.layout.layout import Layout
from summarywriter.checking.layout.marker_words import Marker
from summarywriter.checking.layout.progress import PLAIN
from summarywriter.model import Edit
from summarywriter.patterns import regex

_MODAL = regex("(?:计划|拟|将|预计|打算|准备|争取|力争|定|正|即将|尚|仍|待|已|已经|均已|也已|都已)(?:在|于|)")
"""Words that need a verb behind them."""
_TAKING = frozenset(
    {
        "won", "nominated", "entered", "applied", "obtained", "granted",
        "accepted", "filed", "adopted", "closed", "signed",
    }
)  # fmt: skip
"""States whose words take an object: 申报 stands where 获评 does."""
_STEPS = frozenset({"begun", "mostly", "done", "producing"})
_NOUN = regex("(?:名单|人|候选|意向|协议|[前月日试])$")
"""Ends of words of state that are no verbs: 候选人 cannot stand where 获评 does."""
_DONE = regex("^(?:已经|均已|也已|都已|已)?")
_FINISHED = regex("(?:已经|已)?完成")
_RESULT = regex("[成工结毕产用好评获]$")
"""Verbs that tell an end cannot be under way: 正在建成."""
_ENDED = regex("到位|完毕|完成|结束")
_BARE = frozenset({"完毕", "到位", "获", ""})
"""Ends of verbs that stand before the word: 修复完毕."""
_STOP = regex(r"[，。；、：,;\n]|$")
_START = regex(r"(?:^|[，。；、：,;\n]|\d[日月])$")
_FIGURE = regex("[\0\\d一二三四五六七八九十百千万两零]")
_LONG = 3
_FULL = {"减": "减少", "增": "增加", "降": "下降", "升": "上升"}
"""Verbs that facts write with one character."""
_COMPARING = regex("[较比与同和跟由从对环在]")
_STOCK = regex("(?:总[量数额]|截至|^的|在[库册]|存量|过去)$")
"""Words of all there is that are no verbs: 总数 cannot stand where 新增 does."""
_REACHED = "到至"
MARKS = ",;:/"
"""Marks that a fact sets before a word of one character: the 收 of 提案：收36件."""


def state_edit(layout: Layout, start: int, said: Marker, meant: Marker) -> Edit | None:
    """Return the edit of a word of state, from the 已 before it at ``start``; ``None`` where none reads."""
    word = meant.word.lstrip(MARKS)
    behind = layout.flat[said.end :]
    told = _DONE.sub("", layout.flat[start : said.end])
    modal = not told or _MODAL.fullmatch(said.word) is not None
    if _NOUN.search(word) or (word in PLAIN and not modal):
        return None
    if _MODAL.fullmatch(word):
        if modal:
            return None if _STOP.match(behind) else trimmed(layout, start, said.end, word)
        return _led(layout, start, said.end, told, word)
    if modal:
        # 正在开工 for 已开工: only where the verb follows already.
        overlap = trimmed(layout, start, said.end, word)
        return overlap if len(overlap.text) < len(word) else None
    if {said.kind, meant.kind} <= _TAKING and len(word) <= _LONG:
        return _taking(layout, start, said, word)
    if {said.kind, meant.kind} <= _STEPS or (_STOP.match(behind) and said.kind != "planned"):
        edit = trimmed(layout, start, said.end, word)
        return edit if edit.text else None
    return None


def _led(layout: Layout, start: int, end: int, told: str, modal: str) -> Edit | None:
    """A verb that is only planned or under way: 拟建成, 正在整改."""
    if not modal.endswith(("正在", "正", "尚在", "仍在")):
        verb = told.removesuffix("了")
        return None if verb in _BARE else Edit(start=start, end=end, text=modal.removesuffix("于") + verb)
    behind = layout.flat[end:]
    if told == "完成":
        return None if _STOP.match(behind) else Edit(start=start, end=end, text=modal + "进行")
    verb = _FINISHED.sub("", told)
    if (verb == told and _RESULT.search(verb)) or _ENDED.match(behind):
        return None
    return Edit(start=start, end=end, text=modal + verb)


def _taking(layout: Layout, start: int, said: Marker, word: str) -> Edit | None:
    """A word of award or of dealing with a matter for another."""
    before, behind = layout.flat[:start], layout.flat[said.end :]
    if said.kind == "won" and word in ("推荐", "推选", "推报", "提名") and not _START.search(before):
        if _FIGURE.match(behind):
            return None
        role = "为" if said.word.endswith("为") or behind.startswith("为") else "参评"
        return trimmed(layout, start, said.end, f"被{word}{role}")
    edit = trimmed(layout, start, said.end, word)
    if not edit.text or (before.endswith("被") and not behind.startswith("为")):
        return None  # 被推荐参评
    return edit


def direction_edit(layout: Layout, said: Marker, meant: Marker) -> Edit | None:
    """Return the edit of a word of direction: 升到8.9% becomes 下降到8.9%; 降幅 is no verb."""
    word = _FULL.get(meant.word, meant.word)
    if said.word.endswith(("幅", "额")) != word.endswith(("幅", "额")):
        return None
    if said.word[-1] in _REACHED and word[-1] not in _REACHED:
        word += said.word[-1]
    edit = trimmed(layout, said.start, said.end, word)
    return edit if len(edit.text) <= _LONG + 1 else None  # 高于全市平均水平


def base_edit(layout: Layout, said: Marker, meant: Marker) -> Edit | None:
    """Return the edit of a base of comparison or of what is new and what is all there is."""
    if _COMPARING.match(said.word) and not _COMPARING.match(meant.word):
        return None  # 去年同期为50家
    if _STOCK.search(said.word) or _STOCK.search(meant.word):
        return None
    return trimmed(layout, said.start, said.end, meant.word)


def trimmed(layout: Layout, start: int, end: int, word: str) -> Edit:
    """The edit without what stands around it already: 计划开工5个 for 开工 loses only 计划."""
    before, behind = layout.flat[:start], layout.flat[end:]
    lead = next((n for n in range(len(word), 0, -1) if before.endswith(word[:n])), 0)
    word = word[lead:]
    tail = next((n for n in range(len(word), 0, -1) if behind.startswith(word[-n:])), 0)
    return Edit(start=start, end=end, text=word[: len(word) - tail])


def advice(edit: Edit | None) -> str:
    """Say what to do: to write what the edit puts in, or where there is none to follow the fact."""
    if edit is None:
        return "请按事实写。"
    return f"请改为{quoted(edit.text)}。" if edit.text else "请删去这个词。"
