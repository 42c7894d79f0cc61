"""Names of organisations by their endings: each must stand in the facts."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from summarywriter.checking.common.flat import flatten, pairs_of
from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.layout.offices import suffixes
from summarywriter.checking.layout.place import remembered
from summarywriter.checking.layout.scope import Scope, standing_before
from summarywriter.checking.matching.reworded import telling
from summarywriter.checking.names.places import LIGHT, one_other
from summarywriter.figures import find_figures
from summarywriter.model import Finding
from summarywriter.patterns import regex
from summarywriter.text import narrow

_REGION = frozenset("省市区县镇乡州")
_STATE = ("国家", "全国")
_GENERIC_BEFORE = regex(
    r"(?:其中|^|[，。；：、（）“”《》\s的是和与及各等个家所在对向从为到由把被将让使给或并于全本该基层级属下"
    r"设强化促抓入进访助导织合动建立赴驻底末送察查报评上了予座处条请办创型性化业用内外间点老大小多年月日度括含])$"
)


def offices(text: str, scope: Scope) -> Iterator[Finding]:
    """Organisations by their endings: a strange one of a named kind, or one in a known one's place."""
    known, flat = scope.flat_corpus, narrow(text)
    flattened = flatten(text)
    for match in suffixes().finditer(flat):
        suffix, core = match.group(), ""
        start = match.start()
        # The characters right before the ending belong to the name: 区司法局, 苍岭项目部.
        while start > 0 and len(core) < 2 and _hanzi(flat[start - 1]):
            start -= 1
            core = flat[start] + core
        if len(core) == 2 and (flat.endswith(_TOGETHER, 0, start + 1) or core[0] in _FUNCTION):
            start, core = start + 1, core[1:]  # 联合市人社局, 由市教育局
        alone = len(core) == 1 and core in _REGION  # …、县司法局
        if core + suffix in known:
            yield from _misspelt_before(flat, start, core + suffix, scope)
            yield from _widened(flat, start, match.end(), scope)
            continue
        if len(core) < 2 and not alone:
            continue
        if core[-1] in _REGION and ("人民" + suffix in known or (not alone and core[-1] + suffix in known)):
            continue  # 县法院, 送市总工会: what stands before the region is no part of the name
        mistaken = _mistaken(flat, start, suffix, scope)
        if telling(core) != core and not core.startswith("第") and mistaken is None:
            continue  # 成立工会, 派往社区: a verb before what names a kind only
        meant = _displaced(core, suffix, scope, flattened) or mistaken
        strange = core in _STATE or (core[-1] in _REGION and core[-1] + suffix not in known)
        strange = strange and len(suffix) >= 3
        firm = suffix.endswith(_FIRMS) and len(suffix) >= 3 and core not in known
        if meant or ((strange or firm) and (core in _STATE or not _GENERIC_BEFORE.search(core))):
            advice = f"事实里写的是{quoted(meant)}，请核对。" if meant else "请核对单位名称。"
            yield finding(
                "unsupported-name",
                f"{quoted(core + suffix)}在事实里找不到。{advice}",
                section=scope.heading, severity="warning", start=start, end=match.end(),
            )  # fmt: skip


_FUNCTION = frozenset("含自由为与和被给是在了获名位次个到经向从对将把让受及并")
_TOGETHER = ("联合", "会同", "协同", "陪同", "配合")


def _misspelt_before(text: str, start: int, name: str, scope: Scope) -> Iterator[Finding]:
    """恒跃物流公司 for 恒越物流公司: one other character right before what the facts know."""
    known, head = scope.flat_corpus, text[max(0, start - 2) : start]
    if head + name in known or not _may_name(head):
        return
    others = sorted(_name_heads(scope, name))
    meant = [other for other in others if one_other(head, other)]
    if meant:
        yield finding(
            "unsupported-name",
            f"{quoted(head + name)}在事实里找不到。事实里写的是{quoted(meant[0] + name)}，请核对。",
            section=scope.heading, severity="warning", start=start - 2, end=start + len(name),
        )  # fmt: skip


def _widened(text: str, start: int, end: int, scope: Scope) -> Iterator[Finding]:
    """县快递物流行业工会 for 县快递行业工会: words that no fact has put into a name."""
    known = scope.flat_corpus
    if suffixes().match(text, end):
        return  # 行业工会联合会 is told by its whole name
    while start > 0 and _hanzi(text[start - 1]) and text[start - 1 : end] in known:
        start -= 1
    name = text[start:end]
    for head in _name_heads(scope, name):
        at = text.rfind(head, max(0, start - _PUT_IN - 2), start - 1)
        put_in = text[at + 2 : start]
        if at < 0 or len(put_in) < 2 or head + name in text or pairs_of(put_in) & scope.pairs:
            continue
        if all(map(_hanzi, put_in)) and telling(put_in) == put_in and not find_figures(text[at:end]):
            yield finding(
                "unsupported-name",
                f"{quoted(text[at:end])}在事实里找不到。事实里写的是{quoted(head + name)}，请核对。",
                section=scope.heading, severity="warning", start=at, end=end,
            )  # fmt: skip
            return


_PUT_IN = 4
"""Characters that may have been put into a name."""


@remembered
def _name_heads(scope: Scope, name: str) -> Sequence[str]:
    """What stands before a name of the facts there and may be part of it."""
    return [head for head in standing_before(scope, name, 2) if _may_name(head)]


def _may_name(core: str) -> bool:
    """True for two characters that may be part of a name."""
    return len(core) == 2 and all(map(_hanzi, core)) and not _GENERIC_BEFORE.search(core)


def _displaced(core: str, suffix: str, scope: Scope, text: str) -> str | None:
    """The facts' one name with this ending that the text lacks, where the text's own is unknown to them."""
    if suffix in _COMMON or _GENERIC_BEFORE.search(core):
        return None
    if suffix in _OFTEN_COMMON and (len(core) < 2 or telling(core) != core):
        return None
    names = _names_with(scope, suffix)
    absent = [name for name in names if name not in text]
    if not absent and core not in scope.flat_corpus and len(names) > 1:
        absent = [name for name in names if one_other(name[:2], core)]
    return absent[0] if len(absent) == 1 else None


@remembered
def _names_with(scope: Scope, suffix: str) -> Sequence[str]:
    """The facts' names with an ending, by the two characters before it."""
    heads = (head for head in standing_before(scope, suffix, 2) if len(head) == 2 and "\n" not in head)
    return [head + suffix for head in heads if not _GENERIC_BEFORE.search(head)]


def _mistaken(text: str, start: int, suffix: str, scope: Scope) -> str | None:
    """The facts' name that differs in one of the four characters before the ending: 农机公司, 农资公司."""
    core = text[start - 2 : start + 2]
    if len(core) < 4 or core[1] == "元" or not all(map(_hanzi, core)) or core + suffix in scope.flat_corpus:
        return None
    for before in standing_before(scope, suffix, 6):
        head, name = before[:-4], before[-4:]
        wrong = [a + b for a, b in zip(name, core, strict=False) if a != b]
        if len(name) < 4 or len(wrong) != 1 or not all(map(_hanzi, name)):
            continue
        if not LIGHT & {*wrong[0]} or (_may_name(head) and text.endswith(head, 0, start - 2)):
            return name + suffix  # 东关街道综合为老服务中心: all before is the name's too
    return None


_FIRMS = (
    "有限公司", "事务所", "大学", "学院", "医院", "融媒体中心", "大剧院", "大会堂", "大礼堂", "大酒店",
    "体育场", "体育中心", "会展中心", "会议中心", "展览馆", "纪念馆", "度假村",
)  # fmt: skip
"""Endings of names that stand alone: whatever is called so has a name of its own."""
_OFTEN_COMMON = frozenset({"公司", "学校", "医院"})
"""Endings before which a verb may stand: of a name only where none does."""
_COMMON = frozenset({"集团公司", "集团", "分公司", "工会"})
"""Endings before which any verb may stand: 捧回集团公司三等奖 names nobody."""


def _hanzi(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff" and unicodedata.category(char) == "Lo"
