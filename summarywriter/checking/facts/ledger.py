"""The facts of a sheet in one list, with the way messages call each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from summarywriter.checking.common.calendar import Period, period_of
from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.layout.layout import Layout, lay_out
from summarywriter.figures import find_figures, spelt_out
from summarywriter.model import Fact, Finding, Section, Sheet


@dataclass(frozen=True)
class Entry:
    """A fact, its section and its number there (from 1)."""

    section: Section
    number: int
    fact: Fact

    @cached_property
    def layout(self) -> Layout:
        """The fact's figures and where they stand."""
        return lay_out(self.fact.text)

    @property
    def label(self) -> str:
        """How messages call the fact: section and number."""
        place = f"“{self.section.heading}”" if self.section.heading else ""
        return f"{place}第{self.number}条事实"

    def says(
        self, code: str, words: str, advice: str, *others: Entry, severity: str | None = None
    ) -> Finding:
        """Return a finding about this fact: ``words`` say what is wrong, ``advice`` what to do.

        It has its code's usual severity unless another is given.
        """
        return finding(
            code, f"{self.label}：{words}。{advice}（{short(self.fact.text)}）",
            section=self.section.heading or None, severity=severity,
            facts=(self.fact.id, *(other.fact.id for other in others)),
        )  # fmt: skip

    def conflicts(self, words: str, *others: Entry) -> Finding:
        """Return the finding that this fact tells something in another way than ``others`` do."""
        return self.says("fact-conflict", words, "请核对后统一，或把不同之处写清楚。", *others)


@dataclass(frozen=True, slots=True)
class Ledger:
    """All facts in order, and the period they belong to."""

    entries: tuple[Entry, ...]
    period: Period | None


def ledger_of(sheet: Sheet) -> Ledger:
    """Return the facts of ``sheet`` in order, rows of tables spelt out."""
    entries = tuple(
        Entry(section, number, fact.model_copy(update={"text": spelt_out(fact.text)}))
        for section, number, fact in sheet.facts()
    )
    return Ledger(entries, period_of(tuple(find_figures(sheet.period or sheet.title))))


def short(text: str, most: int = 60) -> str:
    """Return the text in quotation marks, cut short where it is long; unprintable signs become “?”."""
    cut = text if len(text) <= most else text[: most - 1] + "…"
    return quoted("".join(c if c.isprintable() else "?" for c in cut))
