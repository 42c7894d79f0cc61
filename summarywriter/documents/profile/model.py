"""The printed form of a report as typed data. Every field's meaning is told in ``national.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, Literal, cast

from pydantic import Field, StringConstraints, model_validator

from summarywriter.documents.profile.measures import Characters, Count, Lines, Millimetres, Points, Size
from summarywriter.model.base import Frozen

TWIPS = 20
"""Twentieths of a point, the unit of a Word file, in a point."""

_INCH = Fraction("25.4")
_NARROWEST, _WIDEST = Fraction(9, 10), Fraction(3, 2)
"""How much of its own width a character may be given in a line without looking squeezed or spaced out."""

FontName = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=31, pattern=r"^[^\x00-\x1f<>&\"]+$")
]
OtherFontName = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=31, pattern=r"^[^\x00-\x1f<>&\"]*$")
]


class Page(Frozen):
    """Paper, margins and the grid; millimetres, ``line_spacing`` in points."""

    width: Millimetres = Field(ge=90, le=600)
    height: Millimetres = Field(ge=90, le=900)
    top: Millimetres = Field(ge=0, le=150)
    bottom: Millimetres = Field(ge=0, le=150)
    left: Millimetres = Field(ge=0, le=150)
    right: Millimetres = Field(ge=0, le=150)
    footer: Millimetres = Field(ge=0, le=150)
    lines: Count = Field(ge=0, le=100)
    characters: Count = Field(ge=0, le=100)
    line_spacing: Points = Field(ge=0, le=100)

    @property
    def across(self) -> Fraction:
        """Width of the type area in twentieths of a point."""
        return _twips(self.width - self.left - self.right)

    @property
    def down(self) -> Fraction:
        """Height of the type area in twentieths of a point."""
        return _twips(self.height - self.top - self.bottom)

    @property
    def line(self) -> int:
        """Height of a line in twentieths of a point: as much as lets ``lines`` fill the type area."""
        if self.line_spacing:
            return round(self.line_spacing * TWIPS)
        return int(self.down / self.lines)


class Look(Frozen):
    """Fonts and size, what all text has; ``latin`` is for Western letters and digits, empty: ``font``."""

    font: FontName
    latin: OtherFontName = ""
    size: Size = Field(ge=5, le=72)
    bold: bool


class SignOff(Look):
    """Organisation and date; where they stand the standard fixes.

    ``before`` is the space above, in lines; ``line`` of 0 is the page's.
    """

    before: Lines = Field(ge=0, le=10)
    line: Points = Field(ge=0, le=100)


class TextLook(SignOff):
    """A kind of paragraph. ``indent`` of its first line is in characters of its own size."""

    after: Lines = Field(ge=0, le=10)
    align: Literal["left", "center", "right", "both"]
    indent: Characters = Field(ge=0, le=10)


class PageNumber(Look):
    """The page number: ``sample`` shows page 1; ``outer`` is right on odd pages and left on even ones."""

    sample: Annotated[str, StringConstraints(max_length=20, pattern=r"^[^1\x00-\x1f]*1[^1\x00-\x1f]*$")]
    align: Literal["outer", "left", "center", "right", "none"]
    indent: Characters = Field(ge=0, le=10)


class Profile(Frozen):
    """The whole printed form: the page, every kind of text, and the page number."""

    page: Page
    title: TextLook
    part: TextLook
    section: TextLook
    group: TextLook
    item: TextLook
    subitem: TextLook
    body: TextLook
    signoff: SignOff
    number: PageNumber

    @property
    def pitch(self) -> int:
        """Width that a character of the body has in a line, in twentieths of a point."""
        own = int(self.body.size * TWIPS)
        return int(self.page.across / self.page.characters) if self.page.characters else own

    @property
    def signoff_as_body(self) -> bool:
        """Tell whether the sign-off looks like the body, one blank line below it."""
        alike = all(getattr(self.body, name) == getattr(self.signoff, name) for name in Look.model_fields)
        return alike and self.signoff.before == 1 and self.signoff.line == self.body.line

    @property
    def title_width(self) -> int:
        """Characters of the title in a line, with a little room for wide digits and gaps."""
        return int(self.page.across / Fraction(self.title.size * TWIPS)) - 1

    @property
    def fonts(self) -> tuple[str, ...]:
        """The fonts used, each once."""
        looks = [self.look(part) for part in type(self).model_fields if part != "page"]
        return tuple(dict.fromkeys(name for look in looks for name in (look.font, look.latin) if name))

    def with_fonts(self, instead: Mapping[str, str]) -> Profile:
        """Return the form with other fonts in place of those named."""
        changed = {
            part: look.model_copy(
                update={
                    "font": instead.get(look.font, look.font),
                    "latin": instead.get(look.latin, look.latin),
                }
            )
            for part in type(self).model_fields
            if part != "page"
            for look in [self.look(part)]
        }
        return self.model_copy(update=changed)

    def look(self, part: str) -> Look:
        """Return how a kind of text looks."""
        return cast("Look", getattr(self, part))

    @model_validator(mode="after")
    def _fits(self) -> Profile:
        """Refuse what cannot be set: one problem at a time, for each rests on the one before."""
        page = self.page
        if page.across < _twips(50) or page.down < _twips(50):
            raise ValueError("页面去掉边距后剩下的版心太小，请改小边距或改大纸张")
        if not page.lines and not page.line_spacing:
            raise ValueError("页面的每页行数和行距不能都是 0，请至少写一项")
        if page.lines and page.line * page.lines > page.down:
            most = int(page.down / page.line)
            raise ValueError(
                f"每页{page.lines}行放不下：行距{page.line_spacing}磅时最多{most}行，请改小其中一项"
            )
        if page.line < self.body.size * TWIPS:
            raise ValueError(f"正文字号{self.body.size}磅比行高还大，请改大行距，或减少每页行数")
        share = Fraction(self.pitch) / Fraction(self.body.size * TWIPS)
        if not _NARROWEST <= share <= _WIDEST:
            fits = int(page.across / Fraction(self.body.size * TWIPS))
            raise ValueError(
                f"每行{page.characters}字排不好：版心里正文每行约{fits}字，请写相近的字数，或写 0 由字号决定"
            )
        return self


def kind_of(part: str) -> type[Frozen]:
    """Return the type of a part of the form."""
    return cast("type[Frozen]", Profile.model_fields[part].annotation)


def fields(part: str) -> frozenset[str]:
    """Return the names of the fields that a part of the form has."""
    return frozenset(kind_of(part).model_fields)


def _twips(millimetres: object) -> Fraction:
    return Fraction(str(millimetres)) / _INCH * 72 * TWIPS
