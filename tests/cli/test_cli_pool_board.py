"""The board of many reports on a screen: what was printed above it stays."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("there are no pseudo-terminals", allow_module_level=True)

from rich.console import Console
from support.terminal import Terminal

from summarywriter.cli.pool_board import Counts, drawn

GOOD = "---\norganization: 清河区总工会\nperiod: 2024年上半年\n---\n\n## 组织建设\n- 新建工会12家\n"
BROKEN = "---\norganization: [清河区\n---\n\n## 组织建设\n- 新建工会12家\n"


@pytest.mark.parametrize("columns", [100, 44])
def test_every_line_about_a_report_stays_on_the_screen(tmp_path: Path, columns: int):
    names = [f"{n}.md" for n in range(6)]
    for name in names:
        (tmp_path / name).write_text(BROKEN if name == "2.md" else GOOD, "utf-8")
    terminal = Terminal("write", *names, "--offline", "-o", "out", cwd=tmp_path, columns=columns)
    assert terminal.end() == 2, terminal.shown
    for name in names:
        assert f"{name}：" in terminal.shown, terminal.shown
    assert "【错误】2.md" in terminal.shown
    assert "共6个文件，顺利写成5个。" in terminal.joined
    assert "在写" not in terminal.shown, "the board itself is gone at the end"


def test_a_narrow_window_has_the_numbers_in_a_line():
    console = Console(width=40, record=True, force_terminal=True)
    console.print(drawn(Counts(total=9, fine=3, needed=1, at_work=2), console))
    shown = console.export_text()
    assert "写成3份，需要处理1份，在写2份，等待3份" in shown.replace("\n", "")
