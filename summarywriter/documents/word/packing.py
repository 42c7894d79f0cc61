"""A Word document → bytes that are the same whenever its content is."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Any

from docx.document import Document

from summarywriter.patterns import regex

_ILLEGAL = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML cannot hold."""

_STAMP = (1980, 1, 1, 0, 0, 0)
"""Time written for every file of the package, so that the same report gives the same bytes."""

_LEFTOVERS = ("/thumbnail", "/stylesWithEffects")
"""Relations of the template's that say nothing of a report: another document's picture, and a second
table of styles for Word 2007, eight times as large as all the rest."""


def clean(text: str) -> str:
    """Return the text without the characters that a Word file cannot hold."""
    return _ILLEGAL.sub("", text)


def packed(document: Document) -> bytes:
    """Return the file with fixed time stamps and without what the template brings of another document."""
    drop_leftovers(document)
    written = io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as source:
        return zipped({name: source.read(name) for name in source.namelist()})


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return the package of these files, in their order, with fixed time stamps."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in files.items():
            stamped = zipfile.ZipInfo(name, _STAMP)
            stamped.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(stamped, content)
    return written.getvalue()


def drop_leftovers(document: Document) -> None:
    """Take out of a document what the template brings and no report needs."""
    for holder in (document.part.package, document.part):
        relations: Any = holder.rels
        for key in [key for key, relation in relations.items() if relation.reltype.endswith(_LEFTOVERS)]:
            del relations[key]
