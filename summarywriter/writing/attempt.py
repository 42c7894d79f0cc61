"""One text of a section with what the checker says of it, and what can be done about that at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from summarywriter.checking import check
from summarywriter.model import Edit, Example, Fact, Finding, Link, Policy, Section, Sheet
from summarywriter.text import sentences
from summarywriter.writing.prompt import facts_of, table_of
from summarywriter.writing.slots import MARK, SlotTable, is_of_example, to_slots, verbatim

_UNTOLD = "missing-fact"
_CLAIMS = frozenset({"scope-changed", "unsupported-claim", "unsupported-formula", "unsupported-name"})
_OWN_WORDS = 0.35


@dataclass(frozen=True)
class Attempt:
    """A filled text, its findings and the links of its figures.

    ``groundless`` are those of its findings that warn of a claim in a sentence that rests on no fact
    at all: an invented honour, say. They are worth asking for again, as an error is.
    """

    text: str
    findings: tuple[Finding, ...] = ()
    links: tuple[Link, ...] = ()
    groundless: tuple[Finding, ...] = ()

    @property
    def wanting(self) -> tuple[Finding, ...]:
        """The findings that call for a change."""
        return (*self.errors, *self.untold, *self.groundless)

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that are errors."""
        return tuple(f for f in self.findings if f.severity == "error")

    @property
    def untold(self) -> tuple[Finding, ...]:
        """The findings that name a required fact as not told."""
        return tuple(f for f in self.findings if f.code == _UNTOLD and f.severity != "info")

    @property
    def score(self) -> tuple[int, int, int, int]:
        """How bad it is, for comparing: errors, untold facts, groundless claims, warnings.

        An empty text is worst.
        """
        warnings = sum(f.severity == "warning" for f in self.findings)
        errors = len(self.errors) if self.text.strip() else 1_000_000
        return (errors, len(self.untold), len(self.groundless), warnings)

    @property
    def passes(self) -> bool:
        """True when there is a text and no finding is an error."""
        return bool(self.text.strip()) and not self.errors

    def beats(self, other: Attempt) -> bool:
        """True when this one has fewer errors; or as many, and fewer facts untold or groundless claims."""
        return self.score[:3] < other.score[:3]


@dataclass(frozen=True)
class Bench:
    """What a section's texts are measured against."""

    sheet: Sheet
    section: Section
    facts: tuple[Fact, ...]
    table: SlotTable
    examples: tuple[Example, ...] = ()
    policy: Policy | None = None

    @classmethod
    def of(
        cls, sheet: Sheet, section: Section, examples: Sequence[Example] = (), policy: Policy | None = None
    ) -> Bench:
        """Return the bench of a section of ``sheet``."""
        facts = facts_of(sheet, section)
        return cls(sheet, section, facts, table_of(sheet, section), tuple(examples), policy)

    def judge(self, text: str) -> Attempt:
        """Check a filled text."""
        result = check(text, self.sheet, section=self.section.id, examples=self.examples, policy=self.policy)
        findings = self._with_leaks(text, result.findings)
        return Attempt(text, findings, result.links, self._groundless(text, findings, result.links))

    def slots(self, attempt: Attempt) -> str:
        """Return the attempt in canonical slot form."""
        return to_slots(attempt.text, attempt.links, self.table)

    def number(self, fact_id: str) -> int | None:
        """Return the number of a fact in the prompt, ``None`` for what is no fact of it."""
        return next((n for n, fact in enumerate(self.facts, 1) if fact.id == fact_id), None)

    def info(self, code: str, message: str) -> tuple[Finding, ...]:
        """Return a note of that code, unless the policy is against it."""
        note = Finding(code=code, severity="info", message=message, section=self.section.heading)
        weighed = note if self.policy is None else self.policy.weigh(note)
        return () if weighed is None else (weighed,)

    def _groundless(
        self, text: str, findings: Sequence[Finding], links: Sequence[Link]
    ) -> tuple[Finding, ...]:
        """Return the warnings of claims in sentences without a figure and without words of the facts."""
        claims = [
            f for f in findings if f.code in _CLAIMS and f.severity == "warning" and f.start is not None
        ]
        if not claims:
            return ()
        sheet = self.sheet
        headings = (one.heading for one in sheet.sections)
        known = "\n".join((*(f.text for f in self.facts), *headings, *sheet.guidance, sheet.organization))
        bare = [
            span
            for span in sentences(text)
            if not any(span.start <= link.start < span.end for link in links)
            and _share(span.of(text), known) < _OWN_WORDS
        ]
        return tuple(f for f in claims if any(s.start <= (f.start or 0) < s.end for s in bare))

    def _with_leaks(self, text: str, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
        """Name slots of examples for what they are; they are more than leftover marks."""
        leaks = [m for m in MARK.finditer(text) if is_of_example(m)]
        found = list(findings)
        for mark in leaks:
            start, end = mark.span()
            found = [f for f in found if f.start is None or f.end is None or f.end <= start or end <= f.start]
            leak = Finding(
                code="example-leak",
                severity="error",
                message=f"“{mark.group()}”是示例里的标记，不属于本节的事实，请删去或换成本节事实的数字。",
                section=self.section.heading,
                start=start,
                end=end,
            )
            weighed = leak if self.policy is None else self.policy.weigh(leak)
            if weighed is not None:
                found.append(weighed)
        return tuple(sorted(found, key=_place)) if leaks else findings


def substituted(bench: Bench, attempt: Attempt) -> Attempt:
    """Make the edits that the checker is certain of; each is kept only where it helps.

    A figure that the text tells already is not put in a second time: then the wrong one is no slip of
    the pen but an invention.
    """
    best = attempt
    for _ in range(3):
        edits = _apart([f.suggestion for f in best.errors if f.suggestion and not _told(bench, best, f)])
        if not edits:
            break
        before = best
        together = bench.judge(_edited(best.text, edits))
        if together.beats(best):
            best = together
        else:
            for edit in edits:
                alone = bench.judge(edit.apply(best.text))
                if alone.beats(best):
                    best = alone
                    break
        if best is before:
            break
    return best


def worded_as_facts(bench: Bench, attempt: Attempt) -> Attempt:
    """Word amounts as the facts word them, where the checker has nothing against it."""
    text = verbatim(attempt.text, attempt.links, bench.table)
    if text == attempt.text:
        return attempt
    candidate = bench.judge(text)
    return candidate if candidate.score <= attempt.score else attempt


def changed(before: str, after: str) -> tuple[str, str]:
    """Return the sentences of two texts that differ, each side in lines."""
    old = [span.of(before) for span in sentences(before)]
    new = [span.of(after) for span in sentences(after)]
    gone: list[str] = []
    come: list[str] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            gone += old[a:b]
            come += new[c:d]
    return "\n".join(gone), "\n".join(come)


def _told(bench: Bench, attempt: Attempt, finding: Finding) -> bool:
    """Tell whether the figure that a finding suggests is linked to the text elsewhere."""
    told = {(link.fact, link.index) for link in attempt.links}
    words = finding.suggestion.text if finding.suggestion else ""
    return any(
        (slot.fact, figure) in told
        for slot in bench.table.slots.values()
        if slot.fact in finding.facts and words and (words in slot.text or slot.text in words)
        for figure in slot.figures
    )


def _share(sentence: str, known: str) -> float:
    """Return the share of a sentence's neighbouring characters that stand together in ``known``."""
    pairs = [sentence[n : n + 2] for n in range(len(sentence) - 1)]
    return sum(pair in known for pair in pairs) / len(pairs) if pairs else 0.0


def _apart(edits: Sequence[Edit]) -> list[Edit]:
    """Return the edits from last to first, without those that overlap a later one."""
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda e: (e.start, e.end), reverse=True):
        if not kept or edit.end <= kept[-1].start:
            kept.append(edit)
    return kept


def _edited(text: str, edits: Sequence[Edit]) -> str:
    for edit in edits:
        text = edit.apply(text)
    return text


def _place(finding: Finding) -> tuple[float, int]:
    order = {"error": 0, "warning": 1, "info": 2}
    return (float("inf") if finding.start is None else finding.start, order[finding.severity])
