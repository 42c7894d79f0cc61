"""An empty document in the form a profile asks for: the same for every report, so made once."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn

from summarywriter.documents.profile import Profile
from summarywriter.documents.word.packing import drop_leftovers
from summarywriter.documents.word.page import apply_page
from summarywriter.documents.word.styles import STYLE_NAMES, apply_styles

_KEPT_TABLES = frozenset({"Normal Table", "Table Grid"})


def blank_document(profile: Profile) -> Document:
    """Return a new document with the page and the styles of ``profile``."""
    return docx.Document(io.BytesIO(_template(profile.model_dump_json())))


def style_ids(profile: Profile) -> Mapping[str, str | None]:
    """Return the names of the printed report's styles and the ids by which its paragraphs name them.

    The default style has none: a paragraph that names no style has that one.
    """
    return _style_ids(profile.model_dump_json())


@lru_cache(maxsize=4)
def _style_ids(profile: str) -> Mapping[str, str | None]:
    part: Any = docx.Document(io.BytesIO(_template(profile))).part
    return MappingProxyType({name: part.get_style_id(name, WD_STYLE_TYPE.PARAGRAPH) for name in STYLE_NAMES})


@lru_cache(maxsize=4)
def _template(profile: str) -> bytes:
    """Return the document as a file, so that each report's is its own."""
    document = docx.Document()
    # A hundred table designs in the template: every look-up of a style would go through them.
    styles: Any = document.styles.element
    for style in styles.findall(qn("w:style")):
        name = style.find(qn("w:name")).get(qn("w:val"))
        if style.get(qn("w:type")) == "table" and name not in _KEPT_TABLES:
            styles.remove(style)
    given = Profile.model_validate_json(profile)
    apply_styles(document, given)
    apply_page(document, given)
    drop_leftovers(document)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()
