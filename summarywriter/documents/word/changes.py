"""Tracked changes and comments of a Word file, listed; figures changed told apart from words changed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from summarywriter.documents.packages import open_package
from summarywriter.errors import InputError
from summarywriter.figures import find_figures

_GONE = frozenset(qn(tag) for tag in ("w:del", "w:moveFrom"))
_COME = frozenset(qn(tag) for tag in ("w:ins", "w:moveTo"))
_TEXTS = frozenset(qn(tag) for tag in ("w:t", "w:delText"))
_NO_TEXT = frozenset(qn(tag) for tag in ("w:pPr", "w:rPr", "w:instrText", "w:delInstrText"))


@dataclass(frozen=True, slots=True)
class Change:
    """A paragraph that was changed with tracking on, or a comment (``after`` is what it says).

    ``authors`` are named as the file names them, each once.
    """

    kind: Literal["figures", "words", "comment"]
    before: str
    after: str
    authors: tuple[str, ...] = ()


def read_word_changes(data: bytes, *, source: str) -> tuple[Change, ...]:
    """Return a Word file's tracked changes paragraph by paragraph, then its comments.

    Raises:
        InputError: it is no .docx file or cannot be opened.
    """
    data = open_package(data, "[Content_Types].xml", source=source, kind=".docx")
    try:
        document = docx.Document(io.BytesIO(data))
        paragraphs = document.element.body.iter(qn("w:p"))
        changed = [change for paragraph in paragraphs if (change := _change(paragraph))]
        return (*changed, *_comments(document))
    except Exception as error:  # whatever a damaged file makes the parser say
        raise InputError(
            f"{source} 打不开，可能已损坏，请用 Word 或 WPS 打开后另存为 .docx 再试。"
        ) from error


def _change(paragraph: Any) -> Change | None:
    before = "".join(_strings(paragraph, _COME)).strip()
    after = "".join(_strings(paragraph, _GONE)).strip()
    if before == after:
        return None
    marks = [element for element in paragraph.iter() if element.tag in _GONE | _COME]
    authors = dict.fromkeys(a for mark in marks if (a := mark.get(qn("w:author"))))
    old, new = ([figure.text for figure in find_figures(text)] for text in (before, after))
    return Change("words" if old == new else "figures", before, after, tuple(authors))


def _comments(document: Any) -> Iterator[Change]:
    part = next((r.target_part for r in document.part.rels.values() if r.reltype.endswith("/comments")), None)
    if part is None:
        return
    for comment in parse_xml(part.blob).iter(qn("w:comment")):
        told = "\n".join("".join(_strings(p, _GONE)) for p in comment.iter(qn("w:p"))).strip()
        about = _anchored(document.element.body, comment.get(qn("w:id")))
        author = comment.get(qn("w:author"))
        if told:
            yield Change("comment", about, told, (author,) if author else ())


def _anchored(body: Any, number: str) -> str:
    """Return the words that a comment is tied to, struck ones left out."""
    words: list[str] = []
    within = False
    for element in body.iter():
        if element.tag == qn("w:commentRangeStart") and element.get(qn("w:id")) == number:
            within = True
        elif element.tag == qn("w:commentRangeEnd") and element.get(qn("w:id")) == number:
            break
        elif within and element.tag == qn("w:t"):
            words.append(element.text or "")
    return "".join(words)


def _strings(element: Any, without: frozenset[str]) -> Iterator[str]:
    for child in element:
        if child.tag in without or child.tag in _NO_TEXT:
            continue
        if child.tag in _TEXTS:
            yield child.text or ""
        else:
            yield from _strings(child, without)
