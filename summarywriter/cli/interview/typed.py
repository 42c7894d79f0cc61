"""What was typed or pasted: a command, or one fact a line."""

from __future__ import annotations

from typing import NamedTuple

from summarywriter.markup.facts import bullet_content, is_rule, read_fact
from summarywriter.model import Fact

COMMANDS = ("back", "list", "edit", "del", "undo", "skip", "help", "quit")


class Command(NamedTuple):
    """``:edit 2 新内容``: the name, the number and the text after it."""

    name: str
    number: int | None = None
    text: str = ""


def read_command(typed: str) -> Command | None:
    """Read a line that starts with a colon, half- or full-width; ``None`` for anything else."""
    line = typed.strip()
    if not line.startswith((":", "：")):
        return None
    name, _, rest = line[1:].strip().partition(" ")
    first, _, text = rest.strip().partition(" ")
    if first.isascii() and first.isdigit():
        return Command(name.lower(), int(first[:6]), text.strip())
    return Command(name.lower(), None, rest.strip())


def read_facts(typed: str) -> list[Fact]:
    """Read one fact a line, bullets and list numbers taken off; blank lines count for nothing."""
    facts = []
    for line in typed.splitlines():
        if line.strip() and not is_rule(line):
            content = bullet_content(line)
            fact = read_fact(line.strip() if content is None else content)
            if fact.text:
                facts.append(fact)
    return facts


def one_line(typed: str) -> str:
    """Return what was typed as one line without spaces around."""
    return " ".join(typed.split())
