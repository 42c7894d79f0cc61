"""The facts alone, before anything is sent: every rule of the facts in one table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from summarywriter.checking.facts.agree import agreement
from summarywriter.checking.facts.averages import averages
from summarywriter.checking.facts.batches import batches
from summarywriter.checking.facts.campaigns import campaigns
from summarywriter.checking.facts.change import changes
from summarywriter.checking.facts.clauses import clauses
from summarywriter.checking.facts.daily import daily
from summarywriter.checking.facts.dates import dates
from summarywriter.checking.facts.events import events
from summarywriter.checking.facts.flow import flow
from summarywriter.checking.facts.form import form
from summarywriter.checking.facts.growth import growth, points
from summarywriter.checking.facts.honours import honours
from summarywriter.checking.facts.ledger import Ledger, ledger_of
from summarywriter.checking.facts.named import named
from summarywriter.checking.facts.numbered import numbered
from summarywriter.checking.facts.plans import plans
from summarywriter.checking.facts.private import private
from summarywriter.checking.facts.quarters import quarters
from summarywriter.checking.facts.ranks import ranks
from summarywriter.checking.facts.rates import rates
from summarywriter.checking.facts.rates_apart import rates_apart
from summarywriter.checking.facts.rests import rests
from summarywriter.checking.facts.shares import shares
from summarywriter.checking.facts.standing import standing
from summarywriter.checking.facts.states import states
from summarywriter.checking.facts.sums import sums
from summarywriter.checking.facts.told import told_again
from summarywriter.checking.facts.whole import wholes
from summarywriter.model import Finding, Sheet

RULES: Sequence[Callable[[Ledger], Iterator[Finding]]] = (
    form, dates, sums, wholes, quarters, batches, shares, plans, rates, rates_apart, averages, daily,
    rests, flow, growth, points, changes, agreement, standing, states, named, clauses, told_again,
    ranks, honours, events, numbered, campaigns, private,
)  # fmt: skip
"""The rules in the order in which their findings come for one fact."""

_WEIGHT = {"error": 0, "warning": 1, "info": 2}


def check_facts(sheet: Sheet) -> list[Finding]:
    """Say what is wrong with the facts of ``sheet``, fact by fact, errors first.

    ``section`` is the heading of the fact's section and ``facts`` the ids concerned; ``start`` and
    ``end`` are ``None``, the message quotes the words.

    Raises:
        InputError: an office's own word list cannot be understood; no fact makes it raise.
    """
    return _found(sheet, RULES)


def personal_data(sheet: Sheet) -> list[Finding]:
    """Return of what :func:`check_facts` says that which concerns personal data."""
    return _found(sheet, (private,))


def _found(sheet: Sheet, rules: Sequence[Callable[[Ledger], Iterator[Finding]]]) -> list[Finding]:
    ledger = ledger_of(sheet)
    order = {entry.fact.id: n for n, entry in enumerate(ledger.entries)}
    # Two rules may find the same; facts of two parts may read alike.
    every = (finding for rule in rules for finding in rule(ledger))
    found = {(finding.code, finding.facts, finding.message): finding for finding in every}
    return sorted(
        found.values(), key=lambda f: (order.get(f.facts[0], -1) if f.facts else -1, _WEIGHT[f.severity])
    )
