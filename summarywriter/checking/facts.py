"""The facts alone, before anything is sent: every rule of the facts in one table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from summarywriter.checking.facts_agree import agreement
from summarywriter.checking.facts_averages import averages
from summarywriter.checking.facts_batches import batches
from summarywriter.checking.facts_campaigns import campaigns
from summarywriter.checking.facts_change import changes
from summarywriter.checking.facts_clauses import clauses
from summarywriter.checking.facts_daily import daily
from summarywriter.checking.facts_dates import dates
from summarywriter.checking.facts_events import events
from summarywriter.checking.facts_flow import flow
from summarywriter.checking.facts_form import form
from summarywriter.checking.facts_growth import growth, points
from summarywriter.checking.facts_honours import honours
from summarywriter.checking.facts_named import named
from summarywriter.checking.facts_numbered import numbered
from summarywriter.checking.facts_plans import plans
from summarywriter.checking.facts_private import private
from summarywriter.checking.facts_quarters import quarters
from summarywriter.checking.facts_ranks import ranks
from summarywriter.checking.facts_rates import rates
from summarywriter.checking.facts_rates_apart import rates_apart
from summarywriter.checking.facts_rests import rests
from summarywriter.checking.facts_shares import shares
from summarywriter.checking.facts_standing import standing
from summarywriter.checking.facts_states import states
from summarywriter.checking.facts_sums import sums
from summarywriter.checking.facts_told import told_again
from summarywriter.checking.facts_whole import wholes
from summarywriter.checking.ledger import Entry, Ledger, ledger_of
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
    # Two rules may find the same.
    found = {finding.message: finding for rule in rules for finding in rule(ledger)}.values()
    return sorted(found, key=lambda f: (order.get(f.facts[0], -1) if f.facts else -1, _WEIGHT[f.severity]))


__all__ = ["RULES", "Entry", "check_facts", "personal_data"]
