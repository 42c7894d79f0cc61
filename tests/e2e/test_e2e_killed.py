"""The program killed at every single write: nothing whole is lost, and the next run ends where it would have.

What is promised, and held here at each point: inputs stay as they are; every file is the old one or a
new one as a whole; an answer that is in the report is never asked for again, and at most the one that
was on its way (with more calls side by side, one for each) is; what is left half-written is hidden
and swept by the next run; the next run ends in the files that an undisturbed one makes.
"""

from __future__ import annotations

import re
import shutil
import signal
import sys
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import count
from pathlib import Path

import pytest
from support.drafter import Drafter, mending
from support.server import Reply, Request, ScriptedServer

from summarywriter import read_report, read_sheet

if sys.platform == "win32":
    pytest.skip("needs fork and SIGKILL", allow_module_level=True)

from support.killed import End, Mortal

FACTS = """\
---
title: 2024年上半年工作总结
organization: 清河区总工会
period: 2024年上半年
date: 2024-07-05
---

## 组织建设
- 新建工会12家，发展会员3400人

## 维权服务
- 走访慰问困难职工126户，发放慰问金37.8万元
"""
LEDGER = "小节,事实\n组织建设,新建工会12家\n维权服务,走访慰问困难职工126户\n"
ANSWERS = (
    "清河区总工会", "2024年上半年", "", "2024-07-05", "1", "",
    "", "新建工会12家", "", "走访慰问困难职工126户", "", ":skip", "计划三季度培训600人", "", "",
)  # fmt: skip
BEGUN = 8
"""So many answers were given before."""
LEFT = re.compile(r"\..+\.(lock|[a-z0-9_]{8}\.tmp)")
"""Names of what a killed run may leave besides whole files."""
JOURNAL = "facts.report.json"
WRITE = ("write", "facts.md", "--offline", "--formats", "md")
MODEL = {
    "OPENAI_API_KEY": "sk-loopback-only", "SUMMARYWRITER_MODEL": "scripted",
    "SUMMARYWRITER_CONCURRENCY": "1", "SUMMARYWRITER_RETRIES": "0",
}  # fmt: skip


@pytest.fixture(scope="module")
def program() -> Iterator[Mortal]:
    with Mortal() as program:
        yield program


@dataclass(frozen=True)
class Work:
    """A command that is killed, what stands there before it, and how it is run again.

    ``again`` is given the folder and tells the next command; ``whole`` is what the program may
    say instead of doing all over again what was finished before the blow fell.
    """

    command: tuple[str, ...]
    prepare: Callable[[Mortal, Path], None]
    again: Callable[[Path], tuple[str, ...]] | None = None
    whole: str = ""


def _sheet(program: Mortal, folder: Path) -> None:
    (folder / "facts.md").write_text(FACTS, "utf-8")


def _report(program: Mortal, folder: Path) -> None:
    _sheet(program, folder)
    assert program.run(*WRITE, cwd=folder).code == 0


def _changed(program: Mortal, folder: Path) -> None:
    _report(program, folder)
    (folder / "facts.md").write_text(FACTS.replace("12家", "15家"), "utf-8")


def _two_sheets(program: Mortal, folder: Path) -> None:
    """Two reports on file; of one the figures have changed since."""
    (folder / "二.md").write_text(FACTS, "utf-8")
    assert program.run("write", "二.md", *WRITE[2:], cwd=folder).code == 0
    _changed(program, folder)


def _edited(program: Mortal, folder: Path) -> None:
    _report(program, folder)
    export = folder / "facts.report.md"
    export.write_text(export.read_text("utf-8").replace("走访慰问", "先后走访慰问"), "utf-8")


def _accepted(program: Mortal, folder: Path) -> None:
    _edited(program, folder)
    assert program.run("accept", "facts.report.md", cwd=folder).code == 0


def _ledger(program: Mortal, folder: Path) -> None:
    (folder / "台账.csv").write_text(LEDGER, "utf-8")


def _old_reports(program: Mortal, folder: Path) -> None:
    one = (
        "工会{}年工作总结\n一、组织建设不断夯实\n"
        "新建工会{}家，发展会员{}人。举办工会干部培训班2期，培训工会干部86人，组织建设不断夯实。\n"
        "二、维权服务更加有力\n"
        "走访慰问困难职工{}户，发放慰问金37.8万元。受理劳动争议案件42件，调解成功39件。举办法律讲座9场。\n"
    )
    both = one.format(2022, 12, 3400, 126) + "\n" + one.format(2023, 15, 3600, 131)
    (folder / "旧稿.txt").write_text(both, "utf-8")


ALL_FORMATS = ("write", "facts.md", "--offline", "--formats", "docx,md,txt,html")
IN_A_LOCKED_FOLDER = {
    "write": WRITE,
    "rewrite": ("rewrite", "facts.md", "1", "--offline", "--overwrite"),
    "accept": ("accept", "facts.report.md"),
    "facts -o": ("facts", "台账.csv", "-o", "新.md"),
    "examples add": ("examples", "add", "旧稿.txt", "-o", "范例"),
}


def _current(folder: Path, section: int = 0) -> int:
    return read_report(folder / JOURNAL).sections[section].current


REWRITE = ("rewrite", "facts.md", "1", "--offline", "--yes")
UNDO = ("rewrite", "facts.md", "2", "--undo")
WORKS = {
    "write": Work(("write", "facts.md", "--offline"), _sheet),
    "write again, figures changed": Work(WRITE, _changed),
    "write two sheets": Work((*WRITE, "二.md"), _two_sheets),
    "rewrite": Work(REWRITE, _report, lambda folder: WRITE if _current(folder) else REWRITE),
    "undo": Work(UNDO, _accepted, lambda folder: UNDO if _current(folder, 1) else WRITE),
    "accept": Work(("accept", "facts.report.md"), _edited),
    "examples add": Work(("examples", "add", "旧稿.txt", "-o", "范例"), _old_reports, whole="已有"),
    "facts -o": Work(("facts", "台账.csv", "-o", "facts.md"), _ledger, whole="已经存在"),
}


def killed(
    program: Mortal, start: Path, into: Path, *command: str, **environment: str
) -> Iterator[tuple[Path, End]]:
    """Run a command killed at the first, second, third … point, until one comes through."""
    for at in count(1):
        folder = into / f"{at}"
        shutil.copytree(start, folder)
        end = program.run(*command, cwd=folder, at=at, **environment)
        if end.code != -signal.SIGKILL:
            assert end.code == 0, end.said
            return
        assert len(end.points) == at
        yield folder, end


def files(folder: Path) -> dict[str, object]:
    """Return all whole files; of a report and of Word files all but the moments they were written at."""
    return {
        str(path.relative_to(folder)): _content(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not LEFT.fullmatch(path.name)
    }


def _content(path: Path) -> object:
    if path.name.endswith(".report.json"):
        read_report(path)
        return re.sub(r'"created": *"[^"]*"|"[0-9a-f]{64}"', "", path.read_text("utf-8"))
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as parts:
            assert parts.testzip() is None
            return {name: parts.read(name) for name in parts.namelist() if name != "docProps/core.xml"}
    return path.read_bytes()


def on_record(folder: Path) -> bool:
    """Tell whether every export is there as the report has it on record."""
    journal = folder / JOURNAL
    exports = read_report(journal).exports if journal.exists() else {}
    return all(sha256((folder / name).read_bytes()).hexdigest() == digest for name, digest in exports.items())


def kinds_left(folder: Path) -> set[str]:
    return {re.sub(r"\w{8}\.tmp", "tmp", name) for name in left(folder)}


def left(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*") if LEFT.fullmatch(path.name)]


@pytest.mark.parametrize("name", WORKS)
def test_killed_at_every_write(name: str, program: Mortal, tmp_path: Path):
    work = WORKS[name]
    start, undisturbed = tmp_path / "start", tmp_path / "undisturbed"
    start.mkdir()
    work.prepare(program, start)
    shutil.copytree(start, undisturbed)
    end = program.run(*work.command, cwd=undisturbed)
    assert end.code == 0, end.said
    before, after = files(start), files(undisturbed)
    assert before != after
    assert not left(undisturbed)
    seen: list[object] = []
    for folder, end in killed(program, start, tmp_path, *work.command):
        found = files(folder)
        where = f"{name} at {len(end.points)}: {end.points[-1]}"
        for file, content in found.items():
            if not file.endswith(".json"):
                assert content in (before.get(file), after.get(file)), f"{where}: {file}"
        assert before.keys() <= found.keys(), where
        state = (found, kinds_left(folder))
        if state in seen:
            continue
        seen.append(state)
        again = program.run(*(work.again(folder) if work.again else work.command), cwd=folder)
        finished = work.whole and found == after and work.whole in again.said
        assert again.code == 0 or finished, f"{where}\n{again.said}"
        assert files(folder) == after, where
        assert on_record(folder), where
        assert not left(folder), where
    assert len(seen) > 3


def answer(request: Request) -> Reply:
    """Tell too much of the first section, so that it is asked about again."""
    task = request.messages[1]["content"].split("# 现在要写")[-1]
    return (mending if "组织建设" in task else Drafter("slots"))(request)


def test_no_answer_is_paid_for_twice_wherever_the_blow_falls(program: Mortal, tmp_path: Path):
    """The first section takes two answers, the second one; the model counts what it is asked."""
    start = tmp_path / "start"
    start.mkdir()
    _sheet(program, start)
    with ScriptedServer(answer) as server:
        command = ("write", "facts.md", "--formats", "md")
        model = MODEL | {"OPENAI_BASE_URL": server.base_url}
        undisturbed = tmp_path / "undisturbed"
        shutil.copytree(start, undisturbed)
        assert program.run(*command, cwd=undisturbed, **model).code == 0
        after = files(undisturbed)
        asked = [request.messages for request in server.history]
        assert len(asked) == 3
        seen: list[object] = []
        lost_ever = 0
        server.history.clear()
        for folder, end in killed(program, start, tmp_path, *command, **model):
            where = f"at {len(end.points)}: {end.points[-1]}"
            if "report.md" in end.points[-1]:
                # All answers are in; exports are written as without a model.
                break
            served = len(server.history)
            journal = folder / JOURNAL
            stored = read_report(journal).usage.calls if journal.exists() else 0
            lost = served - stored
            # One call at a time: only the answer that was just being written can be lost.
            assert lost in (0, 1), where
            assert not lost or f" .{journal.name}." in end.points[-1] or end.points[-1].startswith("rename")
            lost_ever += lost
            state = (files(folder), kinds_left(folder), lost)
            if state not in seen:
                seen.append(state)
                again = program.run(*command, cwd=folder, **model)
                assert again.code == 0, f"{where}\n{again.said}"
                assert files(folder) == after, where
                assert on_record(folder), where
                assert not left(folder), where
                paid = [request.messages for request in server.history]
                assert paid == asked[:served] + asked[stored:], where
            server.history.clear()
    assert lost_ever > 3


def test_the_interview_keeps_every_answer_that_was_saved(program: Mortal, tmp_path: Path):
    """The sheet is the one after the last answer saved, and ``new --resume`` goes on with the next.

    (An answer that adds nothing to the sheet, Return to go on to the next section, has to be given again.)
    """
    start, undisturbed = tmp_path / "start", tmp_path / "undisturbed"
    start.mkdir()
    interview = ("new", "总结.md", "--offline", "--answers", "答案.txt")
    _answers(start, ANSWERS[:BEGUN])
    assert "还有问题没有答" in program.run(*interview, cwd=start).said
    _answers(start, ANSWERS[BEGUN:])
    shutil.copytree(start, undisturbed)
    interview += ("--resume",)
    end = program.run(*interview, cwd=undisturbed)
    assert end.code == 0, end.said
    after = files(undisturbed)
    versions = {BEGUN: (start / "总结.md").read_bytes()}
    seen: list[object] = []
    for folder, end in killed(program, start, tmp_path, *interview):
        where = f"at {len(end.points)}: {end.points[-1]}"
        saved = BEGUN + end.points[:-1].count("rename 总结.md")
        sheet = folder / "总结.md"
        read_sheet(sheet)
        assert versions.setdefault(saved, sheet.read_bytes()) == sheet.read_bytes(), where
        asking = saved < len(ANSWERS)
        state = (files(folder), kinds_left(folder))
        if state in seen or (asking and ANSWERS[saved - 1] in ("", ":skip")):
            continue
        seen.append(state)
        _answers(folder, ANSWERS[saved:])
        again = program.run(*(interview if asking else ("write", "总结.md", "--offline")), cwd=folder)
        _answers(folder, ANSWERS[BEGUN:])
        assert again.code == 0, f"{where}\n{again.said}"
        assert files(folder) == after, where
        assert not left(folder), where
        if not asking:
            # From here on it writes as ``write`` does.
            break
    assert list(versions) == list(range(BEGUN, len(ANSWERS) + 1))


def _answers(folder: Path, answers: Sequence[str]) -> None:
    (folder / "答案.txt").write_text("\n".join(("# 答案", *answers)) + "\n", "utf-8")


@pytest.mark.parametrize("limit", [1, 300, 3000, 9000, 12000])
def test_where_no_more_fits_on_the_disk_the_old_files_stay(limit: int, program: Mortal, tmp_path: Path):
    """A limit on the size of files stands for the full disk: writing fails in the middle of a file."""
    _report(program, tmp_path)
    (tmp_path / "facts.md").write_text(FACTS.replace("新建工会", "新成立工会"), "utf-8")
    before = files(tmp_path)
    end = program.run(*ALL_FORMATS, cwd=tmp_path, limit=limit)
    assert end.code == 2, end.said
    assert "写不了" in end.said
    assert "文件超过了系统允许的大小" in end.said
    found = files(tmp_path)
    for name in before.keys() - {JOURNAL}:
        assert found[name] == before[name], name
    assert not left(tmp_path)
    again = program.run(*ALL_FORMATS, cwd=tmp_path)
    assert again.code == 0, again.said
    assert all("新成立工会" in s.text for s in read_report(tmp_path / JOURNAL).sections[:1])
    assert on_record(tmp_path)


@pytest.mark.parametrize("command", ["write", "rewrite", "accept", "facts -o", "examples add"])
def test_a_folder_that_may_not_be_written_is_told_and_left_alone(
    command: str, program: Mortal, tmp_path: Path
):
    for prepare in (_edited, _ledger, _old_reports):
        prepare(program, tmp_path)
    (tmp_path / "范例").mkdir()
    before = files(tmp_path)
    for folder in (tmp_path / "范例", tmp_path):
        folder.chmod(0o555)
    try:
        end = program.run(*IN_A_LOCKED_FOLDER[command], cwd=tmp_path, humble=True)
    finally:
        tmp_path.chmod(0o755)
    assert end.code == 2, end.said
    assert "没有写入权限" in end.said
    assert files(tmp_path) == before
    assert not left(tmp_path)
