"""Writing: whole files or none, and every way in which a target can be none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from support.printed_reports import report

from summarywriter.documents import files, read_report, save, save_sheet, write_atomically
from summarywriter.errors import OutputError


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("suffix", [".docx", ".md", ".txt", ".json", ".DOCX"])
def test_save_gives_the_path_and_leaves_nothing_else(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"报告{suffix}"
    assert save(report(), str(path)) == path
    assert names(tmp_path) == [path.name]
    assert path.stat().st_size > 0


def test_saving_again_replaces_only_when_allowed(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("旧", "utf-8")
    with pytest.raises(OutputError, match="已经存在，没有覆盖"):
        save(report(), path, overwrite=False)
    with pytest.raises(OutputError, match="已经存在，没有覆盖"):
        save_sheet(report().sheet, path, overwrite=False)
    assert path.read_text("utf-8") == "旧"
    save(report(), path)
    assert read_report(path) == report()


@pytest.mark.parametrize("name", ["a", "a.doc", "a.html5"])
def test_unknown_suffix(name: str, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"后缀之一结尾：\.docx \.pdf \.md"):
        save(report(), tmp_path / name)
    with pytest.raises(OutputError, match=r"后缀之一结尾：\.md"):
        save_sheet(report().sheet, tmp_path / name)
    assert not names(tmp_path)


def test_targets_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "夹.md").mkdir()
    with pytest.raises(OutputError, match="是文件夹"):
        save(report(), tmp_path / "夹.md")
    with pytest.raises(OutputError, match=r"文件夹 .*没有.* 不存在，请先建立它"):
        save(report(), tmp_path / "没有" / "a.md")
    with pytest.raises(OutputError, match="文件名太长"):
        write_atomically(tmp_path / ("长" * 200 + ".md"), b"x")
    with pytest.raises(OutputError, match="写不了"):
        write_atomically("a\0b", b"x")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions do not hold for this user")
def test_targets_without_permission(tmp_path: Path) -> None:
    locked = tmp_path / "只读"
    locked.mkdir()
    target = locked / "a.md"
    target.write_text("旧", "utf-8")
    target.chmod(0o444)
    with pytest.raises(OutputError, match="是只读文件"):
        write_atomically(target, b"x")
    locked.chmod(0o555)
    with pytest.raises(OutputError, match="没有写入权限"):
        write_atomically(locked / "b.md", b"x")
    locked.chmod(0o755)
    assert target.read_text("utf-8") == "旧"


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (PermissionError(13, "x"), "请关闭后再试"),
        (OSError(28, "x"), "磁盘已满"),
        (OSError(5, "Input/output error"), "写不了"),
    ],
)
def test_a_write_that_breaks_off_leaves_the_old_file(
    error: OSError, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.md"
    path.write_text("旧", "utf-8")

    def broken(handle: int) -> None:
        raise error

    monkeypatch.setattr(files.os, "fsync", broken)
    with pytest.raises(OutputError, match=told):
        write_atomically(path, b"new")
    assert path.read_text("utf-8") == "旧"
    assert names(tmp_path) == ["a.md"]


def test_permissions_and_links_stay(tmp_path: Path) -> None:
    real = tmp_path / "real.md"
    real.write_text("旧", "utf-8")
    real.chmod(0o640)
    link = tmp_path / "link.md"
    link.symlink_to(real)
    write_atomically(link, "新".encode())
    assert link.is_symlink()
    assert real.read_text("utf-8") == "新"
    assert real.stat().st_mode & 0o777 == 0o640
