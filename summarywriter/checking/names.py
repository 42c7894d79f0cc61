"""Names in a text: 《titles》, “quoted names”, people, organisations: each must stand in the facts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from summarywriter.checking.doers import doers
from summarywriter.checking.flat import flatten, pairs_of
from summarywriter.checking.leaks import Leaks
from summarywriter.checking.listed_names import people_beside
from summarywriter.checking.offices import endings, suffixes
from summarywriter.checking.other_heads import other_heads
from summarywriter.checking.people import people, persons, staff
from summarywriter.checking.places import LIGHT, misspelt_places, one_other, turned_places
from summarywriter.checking.reworded import telling
from summarywriter.checking.say import finding, quoted
from summarywriter.checking.told import Scope
from summarywriter.figures import find_figures
from summarywriter.model import Edit, Finding
from summarywriter.resources import alternatives, bad_row, word_rows
from summarywriter.text import narrow

_MARKED = re.compile(r"《([^《》\n]{1,60})》|“([^“”\n]{1,60})”|「([^「」\n]{1,60})」|\"([^\"\n]{1,60})\"")
_REGION = frozenset("省市区县镇乡州")


def names(text: str, scope: Scope, leaks: Leaks | None = None) -> list[Finding]:
    """Return findings about names that neither facts, sheet nor phrase lists hold.

    A name that an example tells is an ``example-leak``.
    """
    found = [
        *_quoted_names(text, scope), *_people(text, scope), *_organizations(text, scope),
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
        if len(row) != _COLUMNS or row[0] not in words:
            raise bad_row("figures-of-speech", row, "要有两栏：say 或 named、词")
        words[row[0]].update(row[1].split())
    return frozenset(words["say"]), re.compile(alternatives(words["named"]))


_COLUMNS = 2


def _figure_of_speech(text: str, match: re.Match[str], flat: str) -> bool:
    """True for 地下“血管”换新颜, not for the name of “港湾”驿站."""
    said, named = _spoken()
    return flat in said and not named.match(text, match.end())


def _quoted_names(text: str, scope: Scope) -> Iterator[Finding]:
    known = scope.flat_corpus
    marked = [next(g for g in m.groups() if g) for m in _MARKED.finditer(scope.corpus)]
    for match in _MARKED.finditer(text):
        name = next(g for g in match.groups() if g)
        flat = flatten(name)
        if not flat or flat in known or flat in _phrases() or flat.strip("0123456789.·") == "":
            continue
        if match.group()[0] != "《" and (_amount_only(name) or _figure_of_speech(text, match, flat)):
            continue
        nearest = _nearest(flat, marked, text)
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


def _nearest(flat: str, marked: list[str], text: str) -> str | None:
    """The one name of the facts that this seems to be a slip of, if the text lacks it otherwise."""
    close = []
    own, written = pairs_of(flat), flatten(text)
    for name in dict.fromkeys(marked):
        other = flatten(name)
        pairs = pairs_of(other)
        shared = len(own & pairs)
        if shared and shared * 2 >= max(len(own), len(pairs)) and other not in written:
            close.append(name)
    return close[0] if len(close) == 1 else None


def _people(text: str, scope: Scope) -> Iterator[Finding]:
    known = scope.flat_corpus
    named = {person.name for person in people(scope.corpus)}
    yield from _misspelt(text, {name for name in persons(scope.corpus) if name not in text}, scope)
    yield from _misspelt_staff(text, named, scope)
    found = {person.start: person for person in (*people_beside(text, named), *people(text))}
    for _, person in sorted(found.items()):
        # 刘敏等 may be read as a name of three characters; a known shorter name settles it.
        if person.name in known or person.name[:-1] in named:
            continue
        yield finding(
            "unsupported-name",
            f"人名{quoted(person.name)}在事实里找不到。请核对，或删去这一处。",
            section=scope.heading, severity="error", start=person.start, end=person.end,
        )  # fmt: skip


def _misspelt(text: str, absent: set[str], scope: Scope) -> Iterator[Finding]:
    """Yield 王海滔 for 王海涛: a name of the facts that the text writes with one other character."""
    for name in sorted(absent):
        if len(name) < 3:
            continue
        for wrong in (rf"{name[:-1]}[\u4e00-\u9fff]", rf"{name[0]}[\u4e00-\u9fff]{name[2:]}"):
            for match in re.finditer(wrong, text):
                if match.group() in scope.flat_corpus or name[:-1] in scope.flat_corpus.replace(name, ""):
                    continue
                yield _wrong_name(match.span(), match.group(), name, scope)


def _wrong_name(span: tuple[int, int], said: str, name: str, scope: Scope) -> Finding:
    start, end = span
    return finding(
        "unsupported-name", f"人名{quoted(said)}与事实不符：事实里写的是{quoted(name)}，请照改。",
        section=scope.heading, severity="error", start=start, end=end,
        suggestion=Edit(start=start, end=end, text=name),
    )  # fmt: skip


def _misspelt_staff(text: str, named: set[str], scope: Scope) -> Iterator[Finding]:
    """Yield 县医院宋岩 for 县医院宋岚: the same office and surname, and no such name in the facts."""
    for name, office in staff(scope.flat_corpus).items():
        if name in text or name in named:
            continue
        for match in re.finditer(rf"{re.escape(office)}({name[0]}[\u4e00-\u9fff]{{{len(name) - 1}}})", text):
            if match.group() not in scope.flat_corpus:
                yield _wrong_name(match.span(1), match[1], name, scope)


_GENERIC_BEFORE = re.compile(
    r"(?:其中|^|[，。；：、（）“”《》\s的是和与及各等个家所在对向从为到由把被将让使给或并于全本该基层级属下"
    r"设强化促抓入进访助导织合动建立赴驻送察查报评上了予座处条请办创型性化业用内外间点老大小多年月日度括含])$"
)


def _organizations(text: str, scope: Scope) -> Iterator[Finding]:
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
        if telling(core) != core and not core.startswith("第"):
            continue  # 成立工会, 派往社区: a verb before what names a kind only
        meant = _displaced(core, suffix, known, flattened) or _mistaken(flat, start, suffix, known)
        strange = core[-1] in _REGION and len(suffix) >= 3 and core[-1] + suffix not in known
        firm = suffix.endswith(_FIRMS) and len(suffix) >= 3 and core not in known
        if meant or ((strange or firm) and not _GENERIC_BEFORE.search(core)):
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
    others = {known[max(0, m.start() - 2) : m.start()] for m in re.finditer(re.escape(name), known)}
    others = {other for other in others if _may_name(other)}
    meant = [other for other in sorted(others) if one_other(head, other)]
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
    for match in re.finditer(re.escape(name), known):
        head = known[max(0, match.start() - 2) : match.start()]
        at = text.rfind(head, max(0, start - _PUT_IN - 2), start - 1) if _may_name(head) else -1
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


def _may_name(core: str) -> bool:
    """True for two characters that may be part of a name."""
    return len(core) == 2 and all(map(_hanzi, core)) and not _GENERIC_BEFORE.search(core)


def _displaced(core: str, suffix: str, known: str, text: str) -> str | None:
    """The facts' one name with this ending that the text lacks, where the text's own is unknown to them."""
    if suffix in _COMMON:
        return None
    names = {known[m.start() - 2 : m.end()] for m in re.finditer(re.escape(suffix), known) if m.start() >= 2}
    absent = [
        name for name in sorted(names)
        if name not in text and "\n" not in name and not _GENERIC_BEFORE.search(name[:2])
    ]  # fmt: skip
    if len(absent) != 1 or _GENERIC_BEFORE.search(core):
        return None
    return absent[0]


def _mistaken(text: str, start: int, suffix: str, known: str) -> str | None:
    """The facts' name that differs in one of the four characters before the ending: 农机公司, 农资公司."""
    core = text[start - 2 : start + 2]
    if len(core) < 4 or core[1] == "元" or not all(map(_hanzi, core)) or core + suffix in known:
        return None
    for match in re.finditer(re.escape(suffix), known):
        name = known[match.start() - 4 : match.start()] if match.start() >= 4 else ""
        wrong = [a + b for a, b in zip(name, core, strict=False) if a != b]
        if len(name) == 4 and len(wrong) == 1 and all(map(_hanzi, name)) and not LIGHT & {*wrong[0]}:
            return name + suffix
    return None


_MODEL = re.compile(
    r"(?<![A-Za-z0-9.])(?=[A-Za-z.\-]*[0-9])(?=[0-9.\-]*[A-Za-z])[A-Za-z0-9][A-Za-z0-9.\-]*[A-Za-z0-9]"
)
_MEASURED = re.compile(
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


_FIRMS = (
    "有限公司", "事务所", "大学", "学院", "医院", "融媒体中心", "大剧院", "大会堂", "大礼堂", "大酒店",
    "体育场", "体育中心", "会展中心", "会议中心", "展览馆", "纪念馆", "度假村",
)  # fmt: skip
"""Endings of names that stand alone: whatever is called so has a name of its own."""
_COMMON = frozenset({"公司", "集团公司", "集团", "分公司", "工会", "学校", "医院"})
"""Endings before which any verb may stand: 捧回集团公司三等奖 names nobody."""


def _hanzi(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff" and unicodedata.category(char) == "Lo"
