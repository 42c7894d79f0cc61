"""What a server accepts: parameters it wants named otherwise, or not at all.

Learnt from its answers of status 400 and remembered for each address and model while the program runs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from summarywriter.patterns import regex
from summarywriter.writing.message import Message

_RENAMES = {"max_tokens": "max_completion_tokens", "max_completion_tokens": "max_tokens"}
_NO_SYSTEM = regex(
    r"system\W{0,3}(?:role|message|prompt)s?\W.{0,40}(?:not|n't|unsupported|invalid)"
    r"|(?:not support|unsupported|invalid|unknown)\w*\W.{0,30}system",
    re.IGNORECASE,
)


@dataclass
class Dialect:
    """One server's ways. ``renamed`` maps a parameter to its other name."""

    dropped: set[str] = field(default_factory=set)
    renamed: dict[str, str] = field(default_factory=dict)
    folds_system: bool = False

    def request(self, parameters: dict[str, Any], messages: list[Message]) -> dict[str, Any]:
        """Return the request in this server's ways."""
        kept = {
            self.renamed.get(name, name): value
            for name, value in parameters.items()
            if name not in self.dropped
        }
        return {"messages": _folded(messages) if self.folds_system else messages, **kept}

    def learn(self, message: str, param: str | None, sent: dict[str, Any]) -> bool:
        """Learn from a 400 that names a parameter; false when there was nothing to learn."""
        if not self.folds_system and _NO_SYSTEM.search(message):
            self.folds_system = True
            return True
        for name in sorted(set(sent) - {"messages", "model"}, key=len, reverse=True):
            if param != name and not re.search(rf"(?<![a-z_]){re.escape(name)}(?![a-z_])", message):
                continue
            original = next((was for was, now in self.renamed.items() if now == name), name)
            other = _RENAMES.get(name)
            if other is not None and original not in self.renamed and other in message:
                self.renamed[original] = other
            elif name == "stream" and param != "stream":
                # “stream_options” and sentences about streams name it too: only a clear word counts.
                continue
            else:
                self.renamed.pop(original, None)
                self.dropped.add(original)
            return True
        return False


_KNOWN: dict[tuple[str, str], Dialect] = {}


def dialect_of(base_url: str, model: str) -> Dialect:
    """Return what is known of the server at ``base_url`` for ``model``."""
    return _KNOWN.setdefault((base_url, model), Dialect())


def _folded(messages: list[Message]) -> list[Message]:
    """Return the messages with the system message put before the first of the user."""
    system = "\n\n".join(m["content"] for m in messages if m["role"] == "system")
    rest = [m for m in messages if m["role"] != "system"]
    if not system or not rest:
        return messages
    first: Message = {"role": rest[0]["role"], "content": f"{system}\n\n{rest[0]['content']}"}
    return [first, *rest[1:]]
