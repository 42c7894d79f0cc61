"""What ``--json`` prints: for programs, stable, one object.

``check --json``::

    {"ok": bool,                     no error (with --strict: no warning either)
     "findings": [Finding, …],       in order of place
     "links": [Link, …]}             the figures of the text and the facts they rest on

``facts --json``::

    {"ok": bool,                     no error
     "title", "organization", "period", "date", "genre": str,
     "sections": [{"id", "heading", "role": str,
                   "facts": [{"id", "text": str, "optional": bool, "source", "as_of": str | null,
                              "group": str,              heading of its group, "" without one
                              "figures": [Figure, …]}, …]}, …],
     "findings": [Finding, …]}

    Finding  {"code", "severity", "message": str, "section": str | null, "start", "end": int | null,
              "facts": [fact id, …], "suggestion": {"start", "end": int, "text": str} | null}
    Link     {"start", "end", "phrase_start", "phrase_end": int, "fact": str, "index": int, "relation": str}
    Figure   {"text", "phrase": str, "start", "end": int, "kind": str, "value": str, "high": str | null,
              "unit": str | null, "bound": str}

Places count characters (Unicode code points) from 0, ``end`` behind the last. Values are exact
decimals or fractions (``"24000"``, ``"1/3"``) in the unit's base (2.4万元: 24000, 元); a date's value is as
written. Keys may be added; those here keep their meaning.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from summarywriter.figures import find_figures
from summarywriter.model import CheckResult, Fact, Figure, Finding, Section, Sheet


def print_json(told: Mapping[str, Any]) -> None:
    """Print an object on standard output; where that cannot hold Chinese, escapes keep it whole."""
    unicode = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    print(json.dumps(told, ensure_ascii=not unicode, indent=1))


def of_check(result: CheckResult, *, passed: bool) -> dict[str, Any]:
    """Return the object of ``check --json``."""
    return {"ok": passed, **result.model_dump(mode="json")}


def of_facts(sheet: Sheet, findings: Sequence[Finding]) -> dict[str, Any]:
    """Return the object of ``facts --json``."""
    return {
        "ok": all(finding.severity != "error" for finding in findings),
        **{key: getattr(sheet, key) for key in ("title", "organization", "period", "date", "genre")},
        "sections": [_section(section) for section in sheet.sections],
        "findings": [finding.model_dump(mode="json") for finding in findings],
    }


def _section(section: Section) -> dict[str, Any]:
    groups = [("", section.facts), *((group.heading, group.facts) for group in section.groups)]
    return {
        "id": section.id, "heading": section.heading, "role": section.role,
        "facts": [_fact(fact, heading) for heading, facts in groups for fact in facts],
    }  # fmt: skip


def _fact(fact: Fact, group: str) -> dict[str, Any]:
    figures = [_figure(figure, fact.text) for figure in find_figures(fact.text)]
    return {**fact.model_dump(mode="json"), "group": group, "figures": figures}


def _figure(figure: Figure, text: str) -> dict[str, Any]:
    return {
        "text": figure.text, "phrase": figure.phrase(text), "start": figure.start, "end": figure.end,
        "kind": figure.kind, "value": _value(figure.value) or figure.text, "high": _value(figure.high),
        "unit": figure.unit, "bound": figure.bound,
    }  # fmt: skip


def _value(value: object) -> str | None:
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value) if isinstance(value, (Fraction, str)) else None
