"""Answers that are no text of a section: in another language, or the prompt said again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarywriter.patterns import regex
from summarywriter.writing.message import Message
from summarywriter.writing.slots import MARK

_FENCE = regex(r"<(事实|指导语|要求)>\n.*?\n</\1>", re.DOTALL)
_HANZI = regex(r"[㐀-鿿]")
_LETTER = regex(r"[A-Za-zĀ-ɏͰ-ӿ぀-ヿ가-힯]")
_LEAST_HANZI = 0.5
_SHORTEST_ECHO = 10
_MOST_ECHO = 0.3


def without_echo(answer: str, messages: Sequence[Message]) -> str:
    """Return the answer without lines that only say lines of the prompt again.

    Facts and guidance are no echo: a model may well write a fact as it stands.
    """
    lines = answer.split("\n")
    if not any(_stands_in(line.strip(), messages) for line in lines):
        return answer
    instructions = _instructions(messages)
    return "\n".join(line for line in lines if line.strip() not in instructions)


def _stands_in(line: str, messages: Sequence[Message]) -> bool:
    """Tell whether a line may be one of the prompt's own: most are not, and the prompt is long."""
    return len(line) >= _SHORTEST_ECHO and any(line in message["content"] for message in messages)


def unfit(answer: str, messages: Sequence[Message]) -> str:
    """Return in Chinese why an answer is no text of a section, empty for one that may be."""
    whole = len("".join(answer.split()))
    kept = len("".join(without_echo(answer, messages).split()))
    if whole and whole - kept > _MOST_ECHO * whole:
        return "把提示里的要求照抄了一遍，没有写正文。"
    words = MARK.sub("", answer)
    hanzi, letters = len(_HANZI.findall(words)), len(_LETTER.findall(words))
    if letters and hanzi < _LEAST_HANZI * (hanzi + letters):
        return "不是用中文写的。"
    return "" if hanzi or MARK.search(answer) else "没有写出正文。"


def _instructions(messages: Sequence[Message]) -> frozenset[str]:
    """Return the prompt's own lines that are long enough not to stand in a text by chance."""
    text = "\n".join(_FENCE.sub("", m["content"]) for m in messages if m["role"] != "assistant")
    return frozenset(line.strip() for line in text.split("\n") if len(line.strip()) >= _SHORTEST_ECHO)
