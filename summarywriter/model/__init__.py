"""The typed data that every room shares. Frozen; no I/O; no rules beyond their own form."""

from summarywriter.model.event import Event
from summarywriter.model.example import Example
from summarywriter.model.figure import Bound, Figure, Kind, Moment, Value
from summarywriter.model.finding import SEVERITIES, CheckResult, Edit, Finding, Link, Policy, Severity
from summarywriter.model.report import (
    FORMAT_VERSION,
    Draft,
    Origin,
    Recipe,
    Repair,
    Report,
    Rung,
    Usage,
    WrittenSection,
)
from summarywriter.model.sheet import FRAME_ROLES, Fact, Group, Part, Role, Section, Sheet, infer_role

__all__ = [
    "FORMAT_VERSION", "FRAME_ROLES", "SEVERITIES", "Bound", "CheckResult", "Draft", "Edit", "Event",
    "Example", "Fact", "Figure", "Finding", "Group", "Kind", "Link", "Moment", "Origin", "Part",
    "Policy", "Recipe", "Repair", "Report", "Role", "Rung", "Section", "Severity", "Sheet", "Usage", "Value",
    "WrittenSection", "infer_role",
]  # fmt: skip
