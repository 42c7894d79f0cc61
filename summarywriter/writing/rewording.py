"""Facts taken out of an old report, reworded by a model: one line each, figures as they stand."""

from __future__ import annotations

from collections.abc import Sequence

from summarywriter.patterns import regex
from summarywriter.writing.client import Completes
from summarywriter.writing.prompt import rewording_messages

_LINE = regex(r"\s*【(\d{1,3})】\s*(.*?)[。；;]?\s*\Z")


async def reword_facts(client: Completes, heading: str, facts: Sequence[str]) -> list[str]:
    """Return the facts of a section as a model puts them, in order.

    A fact that the answer passes over stays as it is. Whether the figures are still the same is for
    the caller to check.

    Raises:
        ModelError: no usable answer could be had.
    """
    completion = await client.complete(rewording_messages(heading, facts))
    reworded = list(facts)
    for line in completion.text.splitlines():
        match = _LINE.match(line)
        if match and match[2] and 1 <= int(match[1]) <= len(reworded):
            reworded[int(match[1]) - 1] = match[2]
    return reworded
