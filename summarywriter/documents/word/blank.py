"""An empty document in the form a profile asks for: the same for every report, so made once."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.coreprops import CoreProperties
from docx.opc.oxml import serialize_part_xml
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from summarywriter.documents.profile import Profile
from summarywriter.documents.word.packing import drop_leftovers, packed, zipped
from summarywriter.documents.word.page import apply_page
from summarywriter.documents.word.styles import STYLE_NAMES, apply_styles

_KEPT_TABLES = frozenset({"Normal Table", "Table Grid"})
_TEXT, _CORE = "word/document.xml", "docProps/core.xml"


@dataclass(frozen=True)
class Blank:
    """The files of an empty document, and its styles' names with the ids by which paragraphs name them.

    The default style has no id: a paragraph that names no style has that one.
    """

    files: Mapping[str, bytes]
    styles: Mapping[str, str | None]


class WordFile:
    """A report on its way into a Word file: text and properties of its own, all else the blank's."""

    def __init__(self, blank: Blank) -> None:
        self._blank = blank
        text: Any = parse_xml(blank.files[_TEXT])
        core: Any = parse_xml(blank.files[_CORE])
        self._parts = {_TEXT: text, _CORE: core}
        # Without the part that belongs to it: that would be a whole package, read anew for every report.
        package: Any = None
        self.document = Document(text, package)
        self.properties = CoreProperties(core)

    def packed(self) -> bytes:
        """Return the Word file."""
        own = {name: serialize_part_xml(part) for name, part in self._parts.items()}
        return zipped({**self._blank.files, **own})


def blank_of(profile: Profile) -> Blank:
    """Return the empty document with the page and the styles of ``profile``."""
    return _blank(profile.model_dump_json())


@lru_cache(maxsize=4)
def _blank(profile: str) -> Blank:
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
    # Read again, so that the parts stand in the order of a document that was opened.
    document = docx.Document(written)
    part: Any = document.part
    ids = {name: part.get_style_id(name, WD_STYLE_TYPE.PARAGRAPH) for name in STYLE_NAMES}
    with zipfile.ZipFile(io.BytesIO(packed(document))) as package:
        files = {name: package.read(name) for name in package.namelist()}
    return Blank(MappingProxyType(files), MappingProxyType(ids))
