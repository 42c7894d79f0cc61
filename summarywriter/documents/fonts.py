"""Fonts of official documents and what stands in for them where they are not installed."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable
from functools import cache

from summarywriter.resources import word_rows

_SECONDS = 60


def substitutes(font: str) -> tuple[str, ...]:
    """Return the fonts that may stand in for one, the most alike first (words/font-substitutes.tsv)."""
    return _substitutes().get(font, ())


def installed_fonts() -> frozenset[str]:
    """Return the names of the fonts installed here, empty where that cannot be told."""
    program = shutil.which("fc-list")
    try:
        return frozenset() if program is None else _listed(program)
    except (OSError, subprocess.SubprocessError):
        return frozenset()


@cache
def _listed(program: str) -> frozenset[str]:
    """Return what ``fc-list`` lists; a failure, as of a busy machine, is not kept for later calls."""
    listed = subprocess.run(
        [program, ":", "family"], capture_output=True, check=True, timeout=_SECONDS
    ).stdout.decode("utf-8", "replace")
    return frozenset(name.strip() for line in listed.splitlines() for name in line.split(","))


def replacements(fonts: Iterable[str], installed: frozenset[str]) -> dict[str, str]:
    """Return what to take for those of ``fonts`` that are not ``installed``, where something is."""
    found = {}
    for font in fonts:
        if font not in installed:
            other = next((name for name in substitutes(font) if name in installed), None)
            if other is not None:
                found[font] = other
    return found


@cache
def _substitutes() -> dict[str, tuple[str, ...]]:
    return {row[0]: tuple(row[1].split("；")) for row in word_rows("font-substitutes")}
