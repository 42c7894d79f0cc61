"""A worked section: facts and the text written from them."""

from __future__ import annotations

from summarywriter.model.base import Frozen
from summarywriter.model.sheet import Section


class Example(Frozen):
    """A worked section of the few-shot library.

    ``source`` is the stem of the file it comes from (``district-union``), ``id`` is
    ``source/section id``; ``section.text`` is the text written from ``section.facts``.
    ``organization``, ``title`` and ``period`` are those of the report it stands in.
    """

    id: str
    source: str
    genre: str
    organization: str
    section: Section
    title: str = ""
    period: str = ""
