"""How severities are written: a GBK console has no ticks and crosses."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

MARKS: Mapping[str, str] = MappingProxyType({"error": "【错误】", "warning": "【提醒】", "info": "【说明】"})
