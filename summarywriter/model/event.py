"""What a run reports while it goes on."""

from __future__ import annotations

from typing import Literal

from summarywriter.model.base import Frozen


class Event(Frozen):
    """One step of a run, for terminals and programs alike.

    ``section`` is the heading it concerns, empty for the whole run. ``text`` is the streamed
    piece of a ``delta``, the ``126户→131户`` of an ``exchanged``, otherwise a Chinese sentence for
    people. A ``restart`` says that the deltas shown so far are void: the answer begins anew. A
    ``notice`` is something to know that stops nothing. A ``section-waiting`` says that the
    answer comes another day, with a batch. ``done``/``total`` count sections.
    """

    kind: Literal[
        "start", "notice", "exchanged", "section-start", "delta", "restart", "checking", "repair",
        "section-done", "section-kept", "section-failed", "section-waiting", "done",
    ]  # fmt: skip
    section: str = ""
    text: str = ""
    done: int = 0
    total: int = 0
