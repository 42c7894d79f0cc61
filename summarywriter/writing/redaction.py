"""Keeps people's names and private numbers on this machine: marks go out in their place.

``{P1}`` stands for the first of them. What a model answers is given its names back before anything
else looks at it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from summarywriter.checking.facts.private import private_numbers
from summarywriter.checking.layout.people import people
from summarywriter.model import Sheet, Usage
from summarywriter.patterns import regex
from summarywriter.resources import alternatives, listed_words
from summarywriter.settings import Settings
from summarywriter.writing.client import Completes, OnDelta, OnUsage
from summarywriter.writing.message import Completion, Message
from summarywriter.writing.prompt import redaction_note
from summarywriter.writing.slots import MARK

_SECRET_MARK = regex(r"[{｛﹛]{1,2}\s*[PpＰｐ]\s*([0-9０-９]{1,3})\s*[}｝﹜]{1,2}")
_HELD = 12
"""Longest beginning of a mark that is held back while an answer streams."""

_SPLIT = regex(r"[\s、，,；;]+")
_IN_A_ROW = "、和与及，"


class Redactor:
    """The names and private numbers of a report and the marks put in their place.

    ``hidden`` lists what is kept back, in the order of the marks.
    """

    def __init__(self, secrets: Sequence[str]) -> None:
        self.hidden = tuple(dict.fromkeys(secret for secret in secrets if secret))
        self._marks = {secret: f"{{P{n}}}" for n, secret in enumerate(self.hidden, 1)}
        self._pattern = re.compile(alternatives(self.hidden)) if self.hidden else None

    @classmethod
    def of(cls, sheet: Sheet, settings: Settings, *more: str) -> Redactor:
        """Return the redactor of all that may leave of ``sheet``, and of ``more`` texts.

        It keeps back what ``settings.redact_names`` lists and, where ``settings.redact`` asks for
        it, the names and private numbers that are found.
        """
        secrets = [name for name in _SPLIT.split(settings.redact_names) if name]
        if not settings.redact and not secrets:
            return cls(())
        for text in (*_texts(sheet), *more):
            secrets += private_numbers(text)
        for text in (*_texts(sheet), *more):
            secrets += _names(text)
        return cls(secrets)

    def hide(self, messages: Sequence[Message]) -> list[Message]:
        """Return the messages with marks in the place of names, and a word on them for the model."""
        hidden: list[Message] = [{"role": m["role"], "content": self._hidden(m["content"])} for m in messages]
        touched = any(
            after["content"] != before["content"] for after, before in zip(hidden, messages, strict=True)
        )
        if touched and hidden[0]["role"] == "system":
            content = f"{hidden[0]['content']}\n\n{redaction_note()}"
            hidden[0] = {"role": "system", "content": content}
        return hidden

    def reveal(self, text: str) -> str:
        """Return an answer with the names back in their places; unknown marks stay as they are."""

        def name(match: re.Match[str]) -> str:
            number = int(match[1])
            return self.hidden[number - 1] if 1 <= number <= len(self.hidden) else match.group()

        return _SECRET_MARK.sub(name, text) if self.hidden else text

    def _hidden(self, text: str) -> str:
        pattern = self._pattern
        if pattern is None:
            return text

        def mark(match: re.Match[str]) -> str:
            return self._marks[match.group()]

        out = []
        done = 0
        for slot in MARK.finditer(text):
            # A mark within a mark would confuse: what a slot stands for the model need not know.
            out += [pattern.sub(mark, text[done : slot.start()]), pattern.sub("某某", slot.group())]
            done = slot.end()
        return "".join([*out, pattern.sub(mark, text[done:])])


class RedactingClient:
    """A client that lets no secret of ``redactor`` out, and puts them back into what comes in."""

    def __init__(self, inner: Completes, redactor: Redactor) -> None:
        self._inner = inner
        self._redactor = redactor

    async def complete(
        self, messages: list[Message], *, on_delta: OnDelta | None = None, on_usage: OnUsage | None = None
    ) -> Completion:
        """Do what :meth:`ModelClient.complete` does."""
        shown = None if on_delta is None else _Revealing(self._redactor, on_delta)

        def used(usage: Usage) -> None:
            if shown is not None:
                shown.end()
            if on_usage is not None:
                on_usage(usage)

        done = await self._inner.complete(
            self._redactor.hide(messages), on_delta=None if shown is None else shown.feed, on_usage=used
        )
        return done._replace(text=self._redactor.reveal(done.text))


class _Revealing:
    """Puts names back into an answer that comes in pieces."""

    def __init__(self, redactor: Redactor, on_delta: Callable[[str], object]) -> None:
        self._redactor = redactor
        self._on_delta = on_delta
        self._held = ""

    def feed(self, piece: str) -> None:
        held = self._held + piece
        opening = max(held.rfind(brace) for brace in "{｛﹛")
        cut = opening if opening >= 0 and len(held) - opening < _HELD and not _closed(held, opening) else None
        ready, self._held = (held, "") if cut is None else (held[:cut], held[cut:])
        if ready:
            self._on_delta(self._redactor.reveal(ready))

    def end(self) -> None:
        """Pass on what was held back: the attempt is over."""
        rest, self._held = self._held, ""
        if rest:
            self._on_delta(rest)


def _closed(text: str, opening: int) -> bool:
    return any(brace in text[opening:] for brace in "}｝﹜")


def _texts(sheet: Sheet) -> Iterator[str]:
    yield from (sheet.title, sheet.organization, *sheet.guidance)
    for section in sheet.sections:
        yield section.heading
        yield from (group.heading for group in section.groups)
        yield from (fact.text for fact in section.all_facts)


def _names(text: str) -> list[str]:
    """Return the people's names of a text: those in a strong frame, and their neighbours in a row."""
    found = [person.name for person in people(text)]
    for name in found:
        for start in (match.start() for match in re.finditer(re.escape(name), text)):
            found += (n for n in _neighbours(text, start + len(name)) if n not in found)
    return found


def _neighbours(text: str, end: int) -> Iterator[str]:
    """Yield the names that follow in a row: 张伟、李明华和王芳."""
    while True:
        match = _next_in_row().match(text, end)
        if match is None:
            return
        yield match["name"]
        end = match.end()


@cache
def _next_in_row() -> re.Pattern[str]:
    family = alternatives(listed_words("surnames"))
    name = rf"(?P<name>(?:{family})[㐀-鿿]{{1,2}})"
    return re.compile(rf"[{_IN_A_ROW}]{name}(?=[{_IN_A_ROW}。；）)\s等]|同志|$)")
