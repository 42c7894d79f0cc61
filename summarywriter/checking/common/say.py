"""How findings are made: usual severities and the quoting of words in messages."""

from __future__ import annotations

from summarywriter.model import SEVERITIES, Edit, Finding, Severity
from summarywriter.patterns import regex


def finding(
    code: str,
    message: str,
    *,
    section: str | None = None,
    start: int | None = None,
    end: int | None = None,
    facts: tuple[str, ...] = (),
    severity: str | None = None,
    suggestion: Edit | None = None,
) -> Finding:
    """Return a finding with its code's usual severity unless another is given."""
    weight: Severity = severity or SEVERITIES.get(code, "warning")  # type: ignore[assignment]
    return Finding(
        code=code, severity=weight, message=message, section=section,
        start=start, end=end, facts=facts, suggestion=suggestion,
    )  # fmt: skip


def quoted(words: str) -> str:
    """Return ``words`` in Chinese quotation marks, with … for figures that were blotted out."""
    return f"“{_BLOTTED.sub('…', words)}”"


_BLOTTED = regex("\0+")
