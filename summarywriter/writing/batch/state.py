"""What is out with the provider: the file that a folder's batches are kept in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from summarywriter.documents import read_text, write_atomically
from summarywriter.errors import InputError
from summarywriter.model import Usage
from summarywriter.model.base import Frozen
from summarywriter.writing.dialect import Dialect

STATE_FILE = "summarywriter.batch.json"
ANSWERS_FILE = "summarywriter.batch.{}.jsonl"
"""The answers of one batch, kept until every report has taken its own."""

ENDED = frozenset({"completed", "failed", "expired", "cancelled"})
"""States of a batch in which nothing more comes."""

LOST = "lost"
"""Our own word for the state of a batch that the server does not know (any more)."""


Name = Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]
"""The name of a batch; it is part of a file's name, so nothing else will do."""


class Ways(Frozen):
    """A server's ways, as learnt from what it refused."""

    dropped: tuple[str, ...] = ()
    renamed: dict[str, str] = Field(default_factory=dict)
    folds_system: bool = False

    @classmethod
    def of(cls, dialect: Dialect) -> Ways:
        """Return what a dialect has learnt."""
        dropped = tuple(sorted(dialect.dropped))
        return cls(dropped=dropped, renamed=dict(dialect.renamed), folds_system=dialect.folds_system)

    def dialect(self) -> Dialect:
        """Return a dialect that knows this much."""
        return Dialect(set(self.dropped), dict(self.renamed), self.folds_system)


class GivenUp(Frozen):
    """Why a request is not sent again: the kind of error by its class, and what it says."""

    kind: str
    message: str


class Asked(Frozen):
    """One request, known by the digest of its words.

    ``report`` is the stem of the report that asks. ``batch`` is the batch it went out with and
    ``line`` its place there; without one it is to be sent. ``tries`` and ``lessons`` count the
    attempts that failed, ``spent`` what they used.
    """

    report: str
    batch: str = ""
    line: int = 0
    tries: int = 0
    lessons: int = 0
    spent: Usage = Usage()
    given_up: GivenUp | None = None


class Batch(Frozen):
    """One batch.

    It is noted before anything is sent, so that it can be found again by ``file`` or by its name in
    the metadata when the program ends before its ``id`` is known. ``submitted`` and ``expires`` are
    times in seconds since 1970. ``ways`` are those its requests were worded in. ``collected``
    says that its answers lie beside this file.
    """

    file: str = ""
    id: str = ""
    status: str = ""
    submitted: int = 0
    expires: int | None = None
    done: int = 0
    failed: int = 0
    total: int = 0
    ways: Ways = Ways()
    collected: bool = False


class State(Frozen):
    """All of it; ``batches`` by name, ``requests`` by digest, ``ways`` by model."""

    version: Literal[1] = 1
    address: str = ""
    ways: dict[str, Ways] = Field(default_factory=dict)
    batches: dict[Name, Batch] = Field(default_factory=dict)
    requests: dict[str, Asked] = Field(default_factory=dict)

    @property
    def idle(self) -> bool:
        """True when nothing is out and nothing is remembered of a request."""
        return not self.batches and not self.requests


def read_state(folder: Path) -> State:
    """Return the state kept in ``folder``; an empty one where there is none.

    Raises:
        InputError: the file cannot be read. It is never written over: batches that are paid for
            are known from it alone.
    """
    path = folder / STATE_FILE
    if not path.exists():
        return State()
    try:
        return State.model_validate_json(read_text(path))
    except ValidationError:
        raise InputError(
            f"{path} 读不懂，可能被改坏了，或出自更新的版本，没有动它。"
            "已交出的批次记在里面：请恢复它的备份；确实不要了，请先把它移走。"
        ) from None


def write_state(folder: Path, state: State) -> None:
    """Write the state into ``folder``, or take the file away when there is nothing to keep.

    Raises:
        OutputError: it cannot be written.
    """
    path = folder / STATE_FILE
    if state.idle:
        path.unlink(missing_ok=True)
    else:
        # The version is said even where it is the usual one.
        said = {"version": state.version} | state.model_dump(mode="json", exclude_defaults=True)
        write_atomically(path, (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode())
