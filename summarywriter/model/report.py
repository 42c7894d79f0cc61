"""What was written: :class:`Draft`, :class:`WrittenSection`, :class:`Report`."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal, TypeAlias

from pydantic import Field, model_validator

from summarywriter.errors import InputError
from summarywriter.model.base import Frozen
from summarywriter.model.finding import Finding, Link
from summarywriter.model.sheet import Fact, Role, Sheet

FORMAT_VERSION = 1
"""Version of the stored form of a report; a reader refuses versions it does not know."""

_MOST = 10**15
"""Beyond any count of calls and tokens and any sum paid for them."""

Origin: TypeAlias = Literal["model", "composer", "hand"]
Rung: TypeAlias = Literal["substitute", "sentence", "section", "compose"]


class Usage(Frozen):
    """Calls and tokens, all attempts counted. ``cost`` is in the currency of the price settings."""

    calls: int = Field(default=0, ge=0, le=_MOST)
    prompt_tokens: int = Field(default=0, ge=0, le=_MOST)
    completion_tokens: int = Field(default=0, ge=0, le=_MOST)
    estimated: bool = False
    cost: Decimal | None = Field(default=None, ge=0, le=_MOST)

    def __add__(self, other: Usage) -> Usage:
        costs = [cost for cost in (self.cost, other.cost) if cost is not None]
        return Usage(
            calls=self.calls + other.calls,
            prompt_tokens=self.prompt_tokens + other.prompt_tokens,
            completion_tokens=self.completion_tokens + other.completion_tokens,
            estimated=self.estimated or other.estimated,
            cost=sum(costs, Decimal(0)) if costs else None,
        )

    def __sub__(self, before: Usage) -> Usage:
        """Return what was used since ``before``, an earlier total of the same count."""
        return Usage(
            calls=self.calls - before.calls,
            prompt_tokens=self.prompt_tokens - before.prompt_tokens,
            completion_tokens=self.completion_tokens - before.completion_tokens,
            estimated=self.estimated,
            cost=None if self.cost is None else self.cost - (before.cost or 0),
        )


class Repair(Frozen):
    """One rung of the repair ladder that was taken: what was wrong, what was done, its cost."""

    rung: Rung
    problems: tuple[str, ...]
    before: str
    after: str
    usage: Usage = Usage()


class Recipe(Frozen):
    """What a draft was asked for with, besides its facts: the model's name as it was asked for, and
    digests of the prompts and of the examples shown."""

    model: str = ""
    prompts: str = ""
    examples: str = ""


class Draft(Frozen):
    """One attempt at a section.

    ``slots`` is the text in slot form (``{2b}``), ``text`` the same filled. ``facts`` are the
    facts as they were then, numbered from 1 in this order by the slots. ``basis`` is a digest of
    all that calls for a new draft when it changes (facts' words, heading, role, particulars).
    ``reasons`` say why each of ``examples`` was chosen, in the same order; ``recipe`` is ``None``
    where no model was asked, ``offline`` true where that was wanted so.
    """

    text: str
    slots: str
    origin: Origin
    facts: tuple[Fact, ...] = ()
    links: tuple[Link, ...] = ()
    findings: tuple[Finding, ...] = ()
    repairs: tuple[Repair, ...] = ()
    examples: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    recipe: Recipe | None = None
    offline: bool = False
    usage: Usage = Usage()
    basis: str = ""
    model: str = ""
    hint: str = ""
    length: int | None = None
    created: str = ""


class WrittenSection(Frozen):
    """A section of a report and every version of it, oldest first.

    ``current`` is the index of the version in force; undo steps back without losing any.
    ``pending`` is a draft that was received and still being mended when the run ended; the next run
    goes on with it. ``spent`` is the usage of attempts that gave no version.
    """

    id: str
    heading: str
    role: Role
    history: tuple[Draft, ...] = ()
    current: int = Field(default=-1, ge=-1)
    pending: Draft | None = None
    spent: Usage = Usage()

    @model_validator(mode="after")
    def _in_history(self) -> WrittenSection:
        if self.current >= len(self.history):
            raise ValueError("current")
        return self

    @property
    def usage(self) -> Usage:
        """Calls and tokens over every version, failed attempts too."""
        versions = (*self.history, *(() if self.pending is None else (self.pending,)))
        return sum((draft.usage for draft in versions), self.spent)

    @property
    def draft(self) -> Draft | None:
        """The version in force, ``None`` while the section is unwritten."""
        return self.history[self.current] if self.current >= 0 else None

    @property
    def text(self) -> str:
        """The text in force, empty while the section is unwritten."""
        return self.draft.text if self.draft else ""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the checker says of the version in force."""
        return self.draft.findings if self.draft else ()

    def with_draft(self, draft: Draft) -> WrittenSection:
        """Return the section with ``draft`` added to the history and in force."""
        return self.model_copy(
            update={"history": (*self.history, draft), "current": len(self.history), "pending": None}
        )

    def undone(self) -> WrittenSection:
        """Return the section with the version before the one in force in force again.

        Raises:
            InputError: there is no earlier version.
        """
        if self.current < 1:
            raise InputError(f"“{self.heading}”没有更早的版本，无法撤回。")
        return self.model_copy(update={"current": self.current - 1})


class Report(Frozen):
    """A sheet with its drafts and their history: what is saved, exported and taken up again.

    ``whole`` holds the findings that concern several sections together. ``exports`` maps the
    name of an exported file to the SHA-256 of what was written, to see edits made since;
    ``announced`` does so for files that are just being written, empty once they are on record.
    ``profile`` is what an office's settings file says of the printed form (part → field → value),
    empty for the national form.
    """

    format_version: int = FORMAT_VERSION
    sheet: Sheet
    sections: tuple[WrittenSection, ...] = ()
    whole: tuple[Finding, ...] = ()
    exports: Mapping[str, str] = Field(default_factory=dict)
    announced: Mapping[str, str] = Field(default_factory=dict)
    profile: Mapping[str, Mapping[str, str]] = Field(default_factory=dict)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings: section by section, then those of the whole."""
        return tuple(f for section in self.sections for f in section.findings) + self.whole

    @property
    def ok(self) -> bool:
        """True when every section that has facts is written and no finding is an error."""
        return not self.unwritten and all(f.severity != "error" for f in self.findings)

    @property
    def unwritten(self) -> tuple[str, ...]:
        """Headings of the sections that have facts and no text yet."""
        facts = {section.id: section.all_facts for section in self.sheet.sections}
        return tuple(s.heading for s in self.sections if not s.text and facts.get(s.id))

    @property
    def usage(self) -> Usage:
        """Calls and tokens over every version of every section, failed attempts too."""
        return sum((section.usage for section in self.sections), Usage())

    def section(self, key: str | int) -> WrittenSection:
        """Return a section by heading, number or id, as ``Sheet.section`` does."""
        wanted = self.sheet.section(key).id
        return next(section for section in self.sections if section.id == wanted)

    def with_section(self, section: WrittenSection) -> Report:
        """Return the report with the section of that id replaced."""
        return self.model_copy(
            update={"sections": tuple(section if s.id == section.id else s for s in self.sections)}
        )
