"""How often the chosen example has the topic of the section wanted, and how long choosing takes.

Usage: ``python benchmarks/bench_choice.py [--show]``. The topics are labelled in
``tests/library/choice_topics*.txt``; an example has the topic when its heading holds a word of the
label. Only the shipped examples are chosen from. Compared are the library's choice, plain keyword
match (most words of the section in common) and a random example of the same role (the expected
share, computed, not drawn).
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from summarywriter.library import choose, load_examples
from summarywriter.library.catalogue import catalogue, plain_words
from summarywriter.library.likeness import bigrams
from summarywriter.library.store import shipped_sources
from summarywriter.model import Example, Section, Sheet

TOPICS = Path(__file__).parent.parent / "tests" / "library"
SIZE = 5000


@dataclass(frozen=True)
class Topic:
    """A section wanted, and the words of which a fitting example's heading holds one."""

    sheet: Sheet
    words: tuple[str, ...]

    @property
    def section(self) -> Section:
        return self.sheet.sections[0]

    def fits(self, example: Example) -> bool:
        return any(word in example.section.heading for word in self.words)


def topics(path: Path) -> list[Topic]:
    """Return the topics of a file."""
    found = []
    for line in path.read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            genre, heading, facts, words = (cell.strip() for cell in line.split("|"))
            section = Section(heading=heading, facts=facts.split("；"))
            found.append(Topic(Sheet(genre=genre, sections=[section]), tuple(words.split("、"))))
    return found


def chosen(topic: Topic, examples: Sequence[Example]) -> Example | None:
    """The library's first choice."""
    found = choose(topic.section, topic.sheet, examples, count=1, budget=10**6, count_tokens=len)
    return found[0].example if found else None


def keyword(topic: Topic, examples: Sequence[Example]) -> Example | None:
    """The example of the same role that has most words of the section in common, none weighing more."""
    wanted = set(bigrams(plain_words(topic.section)))
    pool = [e for e in examples if e.section.role == topic.section.role]
    return max(pool, key=lambda e: len(wanted & set(bigrams(plain_words(e.section)))), default=None)


def random_share(found: Sequence[Topic], units: Sequence[Example]) -> float:
    """The share of topics that a random example of the same role would fit."""
    shares = []
    for topic in found:
        pool = [unit for unit in units if unit.section.role == topic.section.role]
        shares.append(sum(map(topic.fits, pool)) / max(1, len(pool)))
    return sum(shares) / len(shares)


def share(found: Sequence[Topic], pick: Callable[[Topic], Example | None], *, show: str = "") -> float:
    """The share of topics that the picked example fits."""
    hits = 0
    for topic in found:
        example = pick(topic)
        hit = example is not None and topic.fits(example)
        hits += hit
        if show and not hit:
            got = example.section.heading if example is not None else "-"
            print(f"  {show}: {topic.section.heading} -> {got}")
    return hits / len(found)


def timing(topic: Topic, examples: Sequence[Example]) -> tuple[float, float]:
    """Seconds of the first query and of the ones after it (the median), on :data:`SIZE` sections."""
    facts = [fact.text for one in examples for fact in one.section.all_facts]
    many = []
    for n in range(SIZE):
        told = [f"{facts[(n * 7 + k * 31) % len(facts)]}（{n}项）" for k in range(5)]
        section = Section(heading=f"小节{n}", facts=told, text="正文。")
        many.append(
            Example(id=f"s{n % 200}/{n}", source=f"s{n % 200}", genre="", organization="甲", section=section)
        )
    taken = []
    for _ in range(9):
        start = time.perf_counter()
        chosen(topic, many)
        taken.append(time.perf_counter() - start)
    return taken[0], sorted(taken[1:])[len(taken) // 2]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true", help="print every topic that was missed")
    options = parser.parse_args()
    examples = [one for one in load_examples() if one.source in shipped_sources()]
    units = [unit.example for unit in catalogue(examples).units if not unit.grouped]
    print(f"{'topics':<28}{'n':>4}{'choice':>9}{'keyword':>9}{'random':>9}")
    for path in sorted(TOPICS.glob("choice_topics*.txt")):
        found = topics(path)
        ours = share(found, lambda t: chosen(t, examples), show="choice" if options.show else "")
        plain = share(found, lambda t: keyword(t, units))
        print(f"{path.stem:<28}{len(found):>4}{ours:>9.0%}{plain:>9.0%}{random_share(found, units):>9.0%}")
    first, then = timing(found[0], examples)
    print(f"{SIZE} sections: first query {first:.2f} s, then {then * 1000:.1f} ms")


if __name__ == "__main__":
    main()
