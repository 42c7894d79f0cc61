"""The words beside a figure whose amount is right: what they say of it must be the fact's too."""

from __future__ import annotations

from collections.abc import Iterator

from summarywriter.checking.layout.layout import Layout, Place
from summarywriter.checking.layout.scope import Scope
from summarywriter.checking.matching.groups import other_people
from summarywriter.checking.matching.matcher import FactFigure
from summarywriter.checking.matching.values import Tie
from summarywriter.checking.names.listed_names import other_item
from summarywriter.checking.names.strange_names import strange_name
from summarywriter.checking.wording.bound_findings import bound_findings
from summarywriter.checking.wording.chains import other_steps_of_chains
from summarywriter.checking.wording.contrasts import contrasted
from summarywriter.checking.wording.lost_items import and_others, lost_items
from summarywriter.checking.wording.marker_findings import marker_findings
from summarywriter.checking.wording.measure_names import other_measure
from summarywriter.checking.wording.recipients import other_recipient
from summarywriter.checking.wording.scope_findings import scope_findings
from summarywriter.checking.wording.share_whole import overall, share_whole
from summarywriter.checking.wording.time_of_amount import short_time, time_of_amount
from summarywriter.model import Finding

_RULES = (
    marker_findings, scope_findings, share_whole, overall, other_steps_of_chains, time_of_amount, short_time,
    lost_items, and_others, other_item, other_recipient, other_measure,
)  # fmt: skip


def words_beside(layout: Layout, place: Place, fact: FactFigure, tie: Tie, scope: Scope) -> Iterator[Finding]:
    """Yield what the words beside a figure say otherwise than those of the fact's figure that it tells."""
    yield from bound_findings(layout, place, fact, tie, scope)
    for rule in _RULES:
        yield from rule(layout, place, fact, scope)
    people = list(other_people(layout, place, fact, scope))
    people = people or list(contrasted(layout, place, fact, scope))
    yield from people or strange_name(layout, place, fact, scope)
