"""Texts changed by hand: in an editor of their own, or paragraph by paragraph at the prompt."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from summarywriter.cli.asking import Asker
from summarywriter.documents import read_text
from summarywriter.errors import InputError
from summarywriter.model import Report
from summarywriter.writer.run import checked_whole
from summarywriter.writing import hand_section

_USUAL_EDITORS = ("sensible-editor", "nano", "vim", "vi")


def by_hand(report: Report, section_id: str, text: str) -> Report:
    """Return the report with ``text`` as the section's new version, checked like any other."""
    section = next(section for section in report.sheet.sections if section.id == section_id)
    written = report.section(section_id).with_draft(hand_section(report.sheet, section, text))
    return checked_whole(report.with_section(written), None)


def edited_outside(text: str) -> str:
    """Let the user's editor (``$VISUAL``, ``$EDITOR``) change a text and return it.

    Raises:
        InputError: there is no editor, it failed, or it left a file that is no text.
    """
    command = _editor()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "section.md"
        file.write_text(text + "\n", "utf-8")
        try:
            done = subprocess.run([*command, str(file)], check=False)
        except OSError as error:
            raise InputError(
                f"打不开编辑器“{command[0]}”，请检查环境变量 EDITOR；也可以用 :hand 就地改。"
            ) from error
        if done.returncode:
            raise InputError(f"编辑器“{command[0]}”没有正常结束（{done.returncode}），文字没有改动。")
        return _tidied(read_text(file))


def edited_in_place(text: str, ask: Asker) -> str | None:
    """Offer every paragraph at the prompt to be changed; ``None`` when it is broken off with Ctrl-D.

    A paragraph that is emptied goes; more may follow the last one.
    """
    kept = []
    paragraphs = text.split("\n")
    for number, paragraph in enumerate(paragraphs, 1):
        typed = ask(f"第{number}段（共{len(paragraphs)}段）> ", paragraph)
        if typed is None:
            return None
        kept.append(typed)
    return _tidied("\n".join(kept))


def _editor() -> list[str]:
    given = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if given:
        # Windows paths have backslashes, which a POSIX shell's rules would eat.
        return shlex.split(given, posix=sys.platform != "win32")
    usual = ("notepad",) if sys.platform == "win32" else _USUAL_EDITORS
    found = next((path for path in map(shutil.which, usual) if path), None)
    if found is None:
        raise InputError("没有找到编辑器：请设置环境变量 EDITOR，或用 :hand 就地改。")
    return [found]


def _tidied(text: str) -> str:
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())
