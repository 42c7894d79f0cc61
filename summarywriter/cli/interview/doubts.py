"""What is still to be asked about facts just given: doubtful bounds, rates that can be computed."""

from __future__ import annotations

from collections.abc import Iterable

from summarywriter.cli.interview import offers
from summarywriter.model import Fact, Section


class Doubts:
    """The open questions, the first asked next; what was settled is not asked again in its section."""

    def __init__(self) -> None:
        self._open: list[tuple[Fact, offers.Ask]] = []
        self._settled: set[tuple[str, str]] = set()

    def __bool__(self) -> bool:
        return bool(self._open)

    @property
    def prompt(self) -> str:
        """The first open question."""
        return self._open[0][1].prompt

    def clear(self) -> None:
        """Drop every open question, unsettled."""
        self._open.clear()

    def about(self, section: Section, facts: Iterable[Fact]) -> list[tuple[Fact, offers.Ask]]:
        """Return what there is to ask about facts and has not been settled."""
        found = [(fact, ask) for fact in facts for ask in offers.asks(fact.text)]
        return [(fact, ask) for fact, ask in found if _key(section, ask) not in self._settled]

    def add(self, asks: Iterable[tuple[Fact, offers.Ask]]) -> None:
        """Ask these after the ones that are open."""
        self._open += asks

    def settle(self, section: Section, typed: str) -> tuple[Fact, str] | None:
        """Settle the first question; return its fact and the words it has now.

        ``None`` when a fact was typed in place of an answer, or the fact in question is gone.
        """
        fact, ask = self._open.pop(0)
        if section.fact(fact.id) is None:
            return None
        self._settled.add(_key(section, ask))
        text = offers.answered(fact.text, ask, typed)
        if text is None:
            self.clear()
            return None
        if text != fact.text:
            # What else was asked about the fact is asked anew, of its new words.
            self._open = [(other, more) for other, more in self._open if other.id != fact.id]
        return fact, text


def _key(section: Section, ask: offers.Ask) -> tuple[str, str]:
    return section.id, f"{ask.kind} {ask.words} {ask.told}"
