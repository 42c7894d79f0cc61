"""What the checker says: findings, links, results, and the policy that weighs them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, TypeAlias, get_args

from pydantic import model_validator

from summarywriter.errors import SettingsError
from summarywriter.model.base import Frozen

Severity: TypeAlias = Literal["error", "warning", "info"]
Weight: TypeAlias = Literal["error", "warning", "info", "off"]

WEIGHTS: frozenset[str] = frozenset(get_args(Weight))

SEVERITIES: Mapping[str, Severity] = MappingProxyType(
    {
        **dict.fromkeys(
            (
                "value-changed", "unit-changed", "bound-changed", "misattributed",
                "direction-changed", "base-changed", "status-changed", "unsupported-figure",
                "derived-figure", "missing-figure", "inconsistent", "unsupported-name",
                "example-leak", "placeholder", "model-talk",
                "fact-empty", "fact-placeholder", "fact-impossible", "fact-conflict",
                "fact-sum", "fact-control",
            ),
            "error",
        ),
        **dict.fromkeys(
            (
                "rounded", "scope-changed", "missing-fact", "unsupported-claim",
                "unsupported-formula", "announced-count", "repetition",
                "fact-duplicate", "fact-period", "fact-personal", "fact-instruction", "fact-long",
            ),
            "warning",
        ),
        **dict.fromkeys(("composed", "hand-edited", "repaired"), "info"),
    }
)  # fmt: skip
"""The usual severity of every code; ``style-…`` codes are warnings."""


class Edit(Frozen):
    """Replace ``text[start:end]`` by ``text``; where both are the same, put it in there."""

    start: int
    end: int
    text: str

    @model_validator(mode="after")
    def _in_order(self) -> Edit:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"an edit ends before it starts: {self.start}, {self.end}")
        return self

    def apply(self, source: str) -> str:
        """Return ``source`` with the edit made."""
        return source[: self.start] + self.text + source[self.end :]


class Finding(Frozen):
    """One thing the checker has to say.

    ``start``/``end`` are code points in the section's text, ``None`` for what is missing.
    ``facts`` are the ids of the facts concerned. ``suggestion`` is given only where certain.
    ``section`` is the section's heading, or ``None`` where the finding has no section.
    """

    code: str
    severity: Severity
    message: str
    section: str | None = None
    start: int | None = None
    end: int | None = None
    facts: tuple[str, ...] = ()
    suggestion: Edit | None = None


class Link(Frozen):
    """A figure of a text and the figure of a fact on which it rests.

    ``start``/``end`` and ``phrase_start``/``phrase_end`` are the figure's spans in the text.
    ``fact`` is the fact's id, or ``title``, ``organization``, ``period``, ``date``, ``heading``
    where the sheet's particulars carry the figure; ``index`` counts the figures of that fact
    from 0, so that ``find_figures(fact.text)[index]`` is the other end of the link.
    """

    start: int
    end: int
    phrase_start: int
    phrase_end: int
    fact: str
    index: int
    relation: Literal["equal", "rounded", "part", "derived"] = "equal"


class CheckResult(Frozen):
    """The outcome of one check: findings in order of place, and the links found."""

    findings: tuple[Finding, ...] = ()
    links: tuple[Link, ...] = ()

    @property
    def ok(self) -> bool:
        """True when no finding is an error."""
        return all(f.severity != "error" for f in self.findings)


@dataclass(frozen=True)
class Policy:
    """Which codes weigh how: maps a code to a severity or ``"off"``; other codes keep theirs.

    Raises:
        SettingsError: a weight is none of ``error``, ``warning``, ``info``, ``off``, or a code
            is none that the checker has.
    """

    severities: Mapping[str, Weight] = field(default_factory=dict)

    def __post_init__(self) -> None:
        wrong = {code: weight for code, weight in self.severities.items() if weight not in WEIGHTS}
        if wrong:
            listed = "、".join(f"{code}={weight}" for code, weight in wrong.items())
            raise SettingsError(f"规则轻重只能是 error、warning、info 或 off，写错的有：{listed}。")
        unknown = [c for c in self.severities if c not in SEVERITIES and not c.startswith("style-")]
        if unknown:
            raise SettingsError(f"没有这样的规则编号：{'、'.join(unknown)}。")

    def weigh(self, finding: Finding) -> Finding | None:
        """Return the finding with the severity this policy gives it, ``None`` when off."""
        weight = self.severities.get(finding.code, finding.severity)
        if weight == "off":
            return None
        return finding if weight == finding.severity else finding.model_copy(update={"severity": weight})
