"""What goes to a model and what comes back."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypedDict

from summarywriter.model import Usage


class Message(TypedDict):
    """One message of a chat."""

    role: Literal["system", "user", "assistant"]
    content: str


class Completion(NamedTuple):
    """An answer: its text without thoughts, the tokens of every attempt it took, how it ended.

    ``notice`` is a Chinese sentence when something about the exchange looks wrong, else empty.
    """

    text: str
    usage: Usage
    finish: str
    model: str
    notice: str = ""
