"""The facts of one report: :class:`Fact`, :class:`Group`, :class:`Section`, :class:`Part`, :class:`Sheet`."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from typing import Any, Literal, TypeAlias

from pydantic import Field, field_validator, model_validator

from summarywriter.errors import UnknownSectionError
from summarywriter.model.base import Frozen
from summarywriter.resources import word_rows

Role: TypeAlias = Literal["lead", "body", "problems", "plan", "closing"]

FRAME_ROLES: frozenset[Role] = frozenset({"lead", "closing"})
"""Roles without a printed heading; they need no facts and may use every section's facts."""


class Fact(Frozen):
    """One bullet as the person wrote it.

    ``id`` is derived from section and text (given by the section it stands in) and does not
    change when other facts come or go. ``optional`` facts need not be told. ``source`` is the
    department that gave it, ``as_of`` its cut-off date, both as written.
    """

    text: str
    id: str = ""
    optional: bool = False
    source: str | None = None
    as_of: str | None = None


class Group(Frozen):
    """A sub-heading within a section, with facts of its own."""

    heading: str
    facts: tuple[Fact, ...] = ()

    @field_validator("facts", mode="before")
    @classmethod
    def _read_facts(cls, value: Any) -> Any:
        return _facts(value)


class Section(Frozen):
    """One section: heading, role, facts of its own and in groups, and once written its text.

    ``id`` and the facts' ids follow from the part's title, the heading and the facts' texts.
    In ``text`` paragraphs are lines; a group's heading is a line that starts with ``### ``.
    """

    heading: str
    role: Role = "body"
    facts: tuple[Fact, ...] = ()
    groups: tuple[Group, ...] = ()
    text: str = ""
    id: str = ""

    @field_validator("facts", mode="before")
    @classmethod
    def _read_facts(cls, value: Any) -> Any:
        return _facts(value)

    @model_validator(mode="after")
    def _derive(self) -> Section:
        # Also called with a section made earlier, when another model takes it in as a field: that
        # one is shared, and has its place and id already.
        if self.id:
            return self
        # The instance is being made and nobody holds it yet, so its own fields may be set.
        if "role" not in self.model_fields_set:
            self.__dict__["role"] = infer_role(self.heading)
        self.__dict__.update(_identified(self, part=""))
        return self

    @property
    def all_facts(self) -> tuple[Fact, ...]:
        """The section's own facts, then those of its groups: fact number n is ``[n - 1]``."""
        return self.facts + tuple(fact for group in self.groups for fact in group.facts)

    @property
    def writable(self) -> bool:
        """True when there is something to write: facts, or the frame of a report."""
        return bool(self.all_facts) or self.role in FRAME_ROLES

    def fact(self, fact_id: str) -> Fact | None:
        """Return the fact with that id, ``None`` when the section has none."""
        return next((fact for fact in self.all_facts if fact.id == fact_id), None)


class Part(Frozen):
    """A stretch of sections numbered on their own; the first part of a report has no title."""

    title: str = ""
    sections: tuple[Section, ...] = ()

    @model_validator(mode="after")
    def _place(self) -> Part:
        self.__dict__["sections"] = tuple(_placed(section, self.title) for section in self.sections)
        return self


class Sheet(Frozen):
    """The facts of one report, as given.

    ``guidance`` lines may be quoted word for word. ``numbering`` is written as its own sample,
    one mark a level (``一、/（一）/1.``); empty means the genre's usual one. ``decimals`` is the
    number of decimals to which the office rounds amounts in its reports, ``None`` when figures
    stand as they are. ``invented`` names figures that a worked example made up.

    ``Sheet(sections=[…])`` is short for a first part without a title.
    """

    title: str = ""
    organization: str = ""
    period: str = ""
    date: str = ""
    genre: str = ""
    numbering: str = ""
    guidance: tuple[str, ...] = ()
    decimals: int | None = Field(default=None, ge=0, le=6)
    invented: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _read(cls, data: Any) -> Any:
        if isinstance(data, dict) and "sections" in data:
            data = dict(data)
            sections = data.pop("sections")
            data["parts"] = ({"sections": sections}, *data.get("parts", ()))
        return data

    @property
    def sections(self) -> tuple[Section, ...]:
        """All sections in order."""
        return tuple(section for part in self.parts for section in part.sections)

    @property
    def numbered(self) -> tuple[Section, ...]:
        """The sections with a printed heading; section number n is ``[n - 1]``."""
        return tuple(section for section in self.sections if section.role not in FRAME_ROLES)

    def facts(self) -> Iterator[tuple[Section, int, Fact]]:
        """Yield every fact with its section and its number there (from 1)."""
        for section in self.sections:
            for number, fact in enumerate(section.all_facts, 1):
                yield section, number, fact

    def without(self, fact_ids: Collection[str]) -> Sheet:
        """Return the sheet less the facts of those ids."""
        if not fact_ids:
            return self

        def kept(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
            return tuple(fact for fact in facts if fact.id not in fact_ids)

        def thinned(section: Section) -> Section:
            groups = tuple(g.model_copy(update={"facts": kept(g.facts)}) for g in section.groups)
            return section.model_copy(update={"facts": kept(section.facts), "groups": groups})

        parts = tuple(
            part.model_copy(update={"sections": tuple(map(thinned, part.sections))}) for part in self.parts
        )
        return self.model_copy(update={"parts": parts})

    def section(self, key: str | int) -> Section:
        """Return the section with that heading, number (from 1, lead and closing aside) or id.

        A stretch of a heading will do where it occurs in one heading only.

        Raises:
            UnknownSectionError: none or several sections answer to ``key``.
        """
        wanted = str(key).strip()
        if wanted.isascii() and wanted.isdigit() and 1 <= int(wanted) <= len(self.numbered):
            return self.numbered[int(wanted) - 1]
        every = self.sections
        for found in (
            [s for s in every if wanted in (s.heading, s.id)],
            [s for s in every if wanted and wanted in s.heading],
        ):
            if len(found) == 1:
                return found[0]
            if found:
                names = "、".join(f"“{s.heading}”（{s.id}）" for s in found)
                raise UnknownSectionError(f"“{wanted}”对应不止一个小节：{names}。请写全标题或用编号。")
        known = "、".join(f"{n} {s.heading}" for n, s in enumerate(self.numbered, 1))
        frames = "、".join(s.heading for s in every if s.role in FRAME_ROLES)
        listed = "；".join(text for text in (known, frames) if text) or "（没有小节）"
        raise UnknownSectionError(f"没有叫“{wanted}”的小节。可选的小节：{listed}。")


def infer_role(heading: str, part: str = "") -> Role:
    """Tell a section's role from its heading, then from its part's title (words/roles.tsv)."""
    places = {"heading": heading.strip(), "part": part.strip()}
    for role, where, how, word in word_rows("roles"):
        text = places[where]
        hit = text == word if how == "is" else text.startswith(word) if how == "starts" else word in text
        if text and hit:
            return role  # type: ignore[return-value]  # the list holds roles only
    return "body"


def _facts(value: Any) -> Any:
    """Accept plain strings where facts are wanted."""
    if isinstance(value, (list, tuple)):
        return tuple({"text": item} if isinstance(item, str) else item for item in value)
    return value


def _placed(section: Section, part: str) -> Section:
    """Return the section as it stands in the part of that title: role and ids follow from it."""
    update = _identified(section, part)
    if "role" not in section.model_fields_set:
        update["role"] = infer_role(section.heading, part)
    return section.model_copy(update=update)


def _identified(section: Section, part: str) -> dict[str, Any]:
    """Return the fields that hold derived ids: the section's own and its facts'."""
    section_id = "s" + _digest(part, section.heading)
    seen: dict[str, int] = {}

    def named(fact: Fact) -> Fact:
        seen[fact.text] = again = seen.get(fact.text, 0) + 1
        fact_id = "f" + _digest(section_id, fact.text) + (f"-{again}" if again > 1 else "")
        return fact if fact.id == fact_id else fact.model_copy(update={"id": fact_id})

    return {
        "id": section_id,
        "facts": tuple(named(fact) for fact in section.facts),
        "groups": tuple(
            group.model_copy(update={"facts": tuple(named(fact) for fact in group.facts)})
            for group in section.groups
        ),
    }


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:8]
