"""What ``--json`` prints: for programs, stable, one object.

The README's "For programs" names every key; a test holds the two together. Keys may be added; those
there keep their meaning.
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
