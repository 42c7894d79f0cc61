"""A worked example taken in → the file that people look over in an editor."""

from __future__ import annotations

from collections.abc import Iterator

from summarywriter.library.intake.taking import TakenIn
from summarywriter.library.intake.wording import Remark
from summarywriter.library.masks import mask_spans
from summarywriter.markup import dump_sheet
from summarywriter.patterns import regex

_AROUND = 6
_EDGES = regex("[，。；：、\\n]")


def example_text(taken: TakenIn) -> str:
    """Return the example in the document form, with comments for the person who looks it over.

    A comment below the front matter says what was found; one below every section's heading marks
    the blanked-out places. Comments are no part of the example: reading passes over them.
    """
    sections = iter(taken.sheet.sections)
    lines: list[str] = []
    fences = 0
    for line in dump_sheet(taken.sheet).split("\n"):
        lines.append(line)
        if line == "---" and fences < 2:
            fences += 1
            if fences == 2:
                lines += ["", *_comment(list(remarks(taken, names=False)))]
        elif line.startswith("## "):
            marked = _places(next(sections).text)
            if marked:
                lines += _comment(
                    [f"待补{len(marked)}处（补齐之前不会给模型看）：{' / '.join(dict.fromkeys(marked))}"]
                )
    return "\n".join(lines)


def remarks(taken: TakenIn, *, names: bool = True) -> Iterator[str]:
    """Yield what is to be said of an example, a plain Chinese sentence each.

    ``names`` tells which name was put for which; the file itself must not say so.
    """
    if taken.masked:
        count = sum(number for _, number in taken.masked)
        where = f"有{len(taken.masked)}节遮盖了数字或名称，共{count}处，已逐节标出"
        yield f"{where}；补齐之前，这些内容不会给模型看。"
    for remark in taken.misspelt:
        advice = f"应为“{remark.better}”" if remark.better else "请核对"
        yield f"错字或误用：{_quoted(remark.words)}{_times(remark)}，{advice}。"
    for remark in taken.dated:
        advice = f"现在的说法是“{remark.better}”" if remark.better else "请核对本级最新口径"
        yield f"过时的提法：{_quoted(remark.words)}{_times(remark)}，{advice}。"
    for words in taken.spoilt:
        yield f"“{words}”与年份相同，多半是转贴时替换坏的，请核对。"
    if taken.untitled:
        yield f"原稿没有标题，由程序拟为“{taken.sheet.title}”。"
    if taken.supplied:
        yield "原稿没有标题、由程序补上标题的小节：" + "、".join(taken.supplied) + "。"
    for name, other in taken.replaced if names else ():
        yield f"化名：“{name}”改作“{other}”。"
    if taken.phrased:
        yield f"模型改写了{taken.phrased}条要点，数字与原文一致。"
    if taken.refused:
        yield f"模型改写的{taken.refused}条要点改动了数字，或与正文对不上，没有采用，照原文摘出。"
    for words in taken.dropped:
        yield f"没有收入的话：{words}"
    for finding in taken.errors:
        yield f"核对：{finding.section or ''}：{finding.message}"


def _quoted(words: str) -> str:
    inner = words.removeprefix("“").removesuffix("”") if words[:1] + words[-1:] == "“”" else words
    return f"“{inner.replace('“', '‘').replace('”', '’')}”"


def _times(remark: Remark) -> str:
    return f"（{remark.count}处）" if remark.count > 1 else ""


def _places(text: str) -> list[str]:
    """Return the blanked-out places with the words around them, up to the next mark."""
    found = []
    for span in mask_spans(text):
        before = _EDGES.split(text[max(0, span.start - _AROUND) : span.start])[-1]
        found.append(before + span.of(text) + _EDGES.split(text[span.end : span.end + _AROUND])[0])
    return found


def _comment(lines: list[str]) -> list[str]:
    """Return lines as a comment; its end mark cannot stand within it."""
    if not lines:
        return []
    kept = [line.replace("--", "——") for line in lines]
    return ["<!-- " + kept[0] + " -->"] if len(kept) == 1 else ["<!-- 收入时的说明：", *kept, "-->"]
