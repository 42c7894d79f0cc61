"""Chinese work summaries from bullet-point facts, with every figure checked against them.

The names below are the whole public surface; each is imported when it is first used, so that
``import summarywriter`` stays cheap.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from summarywriter.checking import check, check_document, check_facts
    from summarywriter.documents import read_report, save
    from summarywriter.errors import SummaryWriterError
    from summarywriter.figures import find_figures
    from summarywriter.model import (
        CheckResult,
        Fact,
        Figure,
        Finding,
        Moment,
        Policy,
        Report,
        Section,
        Sheet,
    )
    from summarywriter.settings import Settings
    from summarywriter.writer import Writer

__version__ = "0.1.0"

_ROOMS = {
    "model": (
        "Sheet", "Section", "Fact", "Report", "Finding", "Figure", "Moment", "Policy", "CheckResult",
    ),
    "settings": ("Settings",),
    "writer": ("Writer",),
    "documents": ("read_report", "save"),
    "library": ("read_sheet",),
    "checking": ("check", "check_facts", "check_document"),
    "figures": ("find_figures",),
    "errors": ("SummaryWriterError",),
}  # fmt: skip
_HOME = {name: room for room, names in _ROOMS.items() for name in names}

__all__ = [
    "CheckResult",
    "Fact",
    "Figure",
    "Finding",
    "Moment",
    "Policy",
    "Report",
    "Section",
    "Settings",
    "Sheet",
    "SummaryWriterError",
    "Writer",
    "check",
    "check_document",
    "check_facts",
    "find_figures",
    "read_report",
    "read_sheet",
    "save",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'summarywriter' has no attribute {name!r}")
    value = getattr(import_module(f"summarywriter.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
