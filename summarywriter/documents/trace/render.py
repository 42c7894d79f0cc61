"""Trace → one HTML file that loads nothing: style and script inside, allowed by their digests alone."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from summarywriter.documents.passages import Traced, of_report, of_text
from summarywriter.documents.trace.view import view
from summarywriter.model import Finding, Link, Report, Sheet
from summarywriter.patterns import regex

if TYPE_CHECKING:
    from jinja2 import Template

_ILLEGAL = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Characters that HTML or UTF-8 cannot hold."""

_OVERRIDES = regex("[\u202a-\u202e\u2066-\u2069]")
"""Marks that make text read in another order than it is written."""


def render_trace(report: Report) -> str:
    """Return the trace of a report: its text and its facts side by side, as one HTML file."""
    return _page(of_report(report))


def render_text_trace(
    text: str, sheet: Sheet, findings: Sequence[Finding], links: Sequence[Link], *, section: str = ""
) -> str:
    """Return the trace of any text that was checked against a sheet.

    ``findings`` and ``links`` are those of the check, with offsets in ``text``. ``section`` is the
    id of the section that the text was checked against, empty for a whole document.
    """
    return _page(of_text(text, sheet, findings, links, section=section))


def _page(traced: Traced) -> str:
    style, script = _asset("trace.css"), _asset("trace.js")
    html = _template().render(
        view=view(traced),
        style=style, style_digest=_digest(style),
        script=script, script_digest=_digest(script),
    )  # fmt: skip
    return _OVERRIDES.sub("", _ILLEGAL.sub("\ufffd", html))


def _digest(text: str) -> str:
    """Return the digest by which a content security policy names an inline style or script."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def _asset(name: str) -> str:
    # A checkout may have turned the line ends; a browser turns them back before it takes the digest.
    return (files(__package__) / name).read_text("utf-8").replace("\r\n", "\n")


@cache
def _template() -> Template:
    # Imported when it is wanted: most runs write no trace.
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    environment = Environment(
        loader=FunctionLoader(_asset), undefined=StrictUndefined, autoescape=True,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    return environment.get_template("trace.html.j2")
