"""How severities are written: a GBK console has no ticks and crosses, and colour alone says nothing."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, TypeAlias

Severity: TypeAlias = Literal["error", "warning", "info"]

MARKS: Mapping[str, str] = MappingProxyType({"error": "【错误】", "warning": "【提醒】", "info": "【说明】"})
STYLES: Mapping[str, str] = MappingProxyType({"error": "red", "warning": "yellow", "info": "cyan"})
"""Severity → its colour, always beside its mark."""
