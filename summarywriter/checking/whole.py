"""All sections together: one fact told differently in two of them, and sentences told twice."""

from __future__ import annotations

from collections.abc import Mapping

from summarywriter.checking.common.flat import flatten
from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.exchanges.reconcile import reconcile
from summarywriter.checking.layout.layout import lay_out
from summarywriter.checking.layout.scope import scope_of
from summarywriter.checking.matching.shared import matcher_of
from summarywriter.checking.matching.values import compare
from summarywriter.checking.prose.repetition import LEAST
from summarywriter.model import FRAME_ROLES, Figure, Finding, Sheet
from summarywriter.text import sentences

_CLEAR = 0.45


def check_whole(sheet: Sheet, texts: Mapping[str, str]) -> tuple[Finding, ...]:
    """Say what is wrong between sections; ``texts`` maps section ids to their texts.

    ``inconsistent``: a fact's figure told with another value than in an earlier section.
    ``repetition``: a sentence that stood in an earlier section; the lead may say again what
    sections say. ``start``/``end`` are those of the finding's own section.
    """
    return (*_inconsistent(sheet, texts), *_repeated(sheet, texts))


def _inconsistent(sheet: Sheet, texts: Mapping[str, str]) -> list[Finding]:
    matcher = matcher_of(scope_of(sheet))
    told: dict[int, list[tuple[str, Figure, str]]] = {}
    found = []
    for section in sheet.sections:
        text = texts.get(section.id, "")
        if not text.strip():
            continue
        layout = lay_out(text)
        matches = reconcile(layout, matcher, matcher.match(layout))
        own = [p.figure for fact in section.all_facts for p in lay_out(fact.text).places]
        for place, match in zip(layout.places, matches, strict=True):
            if (
                match is None
                or match.likeness < _CLEAR
                or place.figure.kind == "date"
                or place.figure.article
            ):
                continue
            # What the section's own facts say is theirs, however like another section's it sounds.
            mine = matcher.figures[match.fact].line.id in {f.id for f in section.all_facts}
            if not mine and any(compare(place.figure, f, matcher.scope.period) == "equal" for f in own):
                continue
            for heading, figure, phrase in told.setdefault(match.fact, []):
                if compare(place.figure, figure, matcher.scope.period) == "other":
                    here = place.figure.phrase(text)
                    found.append(
                        finding(
                            "inconsistent",
                            f"{quoted(here)}与“{heading}”里的{quoted(phrase)}说的是同一件事，数却不一样。"
                            f"请按{matcher.figures[match.fact].line.label}统一。",
                            section=section.heading,
                            start=place.figure.phrase_start,
                            end=place.figure.phrase_end,
                            facts=(matcher.figures[match.fact].line.id,),
                        )
                    )
                    break
            told[match.fact].append((section.heading, place.figure, place.figure.phrase(text)))
    return found


def _repeated(sheet: Sheet, texts: Mapping[str, str]) -> list[Finding]:
    seen: dict[str, str] = {}
    found = []
    for section in sheet.sections:
        text = texts.get(section.id, "")
        if section.role in FRAME_ROLES:
            continue
        own: dict[str, str] = {}
        for span in sentences(text):
            key = flatten(span.of(text)).strip("。！？!?;；,，")
            if len(key) < LEAST:
                continue
            if key in seen:
                found.append(
                    finding(
                        "repetition",
                        f"{quoted(span.of(text)[:30])}在“{seen[key]}”里已经写过。请留一处。",
                        section=section.heading,
                        start=span.start,
                        end=span.end,
                    )
                )
            own[key] = section.heading
        seen.update(own)
    return found
