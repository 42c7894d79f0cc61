"""``examples add`` and ``examples remove``: old reports into the library, and out of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.old_word import numbered_word
from support.server import ScriptedServer, fail, say

from summarywriter.cli import main

OWN = Path(__file__).resolve().parents[1] / "library" / "old_reports.txt"


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SUMMARYWRITER_EXAMPLES_FOLDER", str(tmp_path / "范例"))
    return tmp_path / "范例"


def ran(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main([*arguments])
    shown = capsys.readouterr()
    return code, shown.out, shown.err


def test_one_command_takes_in_five_reports(library: Path, capsys) -> None:
    code, out, _ = ran(capsys, "examples", "add", str(OWN))
    assert code == 0
    assert "认出5篇总结" in out
    assert sorted(path.name for path in library.iterdir()) == [f"old_reports-{n}.md" for n in range(1, 6)]
    assert "错字或误用：“部份”，应为“部分”" in out
    assert "过时的提法：“民工”" in out
    assert "补齐之前，这些内容不会给模型看" in out


def test_the_library_lists_shows_and_checks_what_was_added(library: Path, capsys) -> None:
    ran(capsys, "examples", "add", str(OWN))
    assert "生产竞赛方面" in ran(capsys, "examples", "list")[1]
    assert "云岭隧道项目部提前25天贯通" in ran(capsys, "examples", "show", "生产竞赛方面")[1]
    code, out, _ = ran(capsys, "examples", "check")
    assert code == 0
    assert "遮盖了数字或名称" in out


def test_added_examples_stand_in_the_prompt(library: Path, capsys) -> None:
    ran(capsys, "examples", "add", str(OWN))
    Path("facts.md").write_text(
        "---\norganization: 四分公司工会\nperiod: 2024年上半年\ngenre: construction-company\n---\n\n"
        "## 劳动竞赛和合理化建议\n- 收到合理化建议98条，采纳21条，节省费用40万元\n"
        "- 开展劳动竞赛，隧道提前12天贯通，获得业主奖励20万元\n",
        encoding="utf-8",
    )
    _, out, _ = ran(capsys, "prompt", "facts.md", "1")
    assert "高墩翻模施工工艺改进" in out


def test_word_files_and_several_files_at_once(library: Path, capsys) -> None:
    numbered_word(Path("去年.docx"))
    Path("坏.txt").write_text("工会上半年工作总结\n", encoding="utf-8")
    code, out, err = ran(capsys, "examples", "add", "去年.docx", "坏.txt")
    assert code == 2
    assert (library / "去年.md").exists()
    assert "认出1篇总结" in out
    assert "坏.txt 不像工作总结" in err


def test_a_second_time_asks_for_overwrite(library: Path, capsys) -> None:
    numbered_word(Path("去年.docx"))
    ran(capsys, "examples", "add", "去年.docx")
    code, _, err = ran(capsys, "examples", "add", "去年.docx")
    assert code == 2
    assert "--overwrite" in err
    assert ran(capsys, "examples", "add", "去年.docx", "--overwrite")[0] == 0


def test_another_folder_can_be_named(library: Path, capsys) -> None:
    numbered_word(Path("去年.docx"))
    assert ran(capsys, "examples", "add", "去年.docx", "-o", "别处")[0] == 0
    assert Path("别处/去年.md").exists()
    assert not library.exists()


def test_mend_and_anonymise(library: Path, capsys) -> None:
    code, out, _ = ran(capsys, "examples", "add", str(OWN), "--mend", "--anonymise")
    assert code == 0
    assert "已改正" in out
    assert "部份" not in (library / "old_reports-4.md").read_text("utf-8").rpartition("-->")[2]


def test_remove_keeps_a_copy(library: Path, capsys) -> None:
    numbered_word(Path("去年.docx"))
    ran(capsys, "examples", "add", "去年.docx")
    code, out, _ = ran(capsys, "examples", "remove", "去年")
    assert code == 0
    assert "去年.md.bak" in out
    assert not (library / "去年.md").exists()
    code, _, err = ran(capsys, "examples", "remove", "school-union")
    assert code == 2
    assert "随程序自带" in err


def test_a_model_rewords_facts_but_never_a_figure(library: Path, capsys, monkeypatch) -> None:
    numbered_word(Path("去年.docx"))
    with ScriptedServer() as server:
        server.handler = lambda request: say(
            "【1】新建工会18家，会员1240人\n【2】走访百人以上企业36家，推进建会"
            if "百人以上" in request.prompt
            else "好的"
        )
        monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
        monkeypatch.setenv("OPENAI_API_KEY", "sk-loopback")
        code, out, err = ran(capsys, "examples", "add", "去年.docx", "--phrase")
    assert (code, err) == (0, "")
    assert "模型改写了1条要点" in out
    assert "没有采用" in out
    text = (library / "去年.md").read_text("utf-8")
    assert "- 新建工会18家，会员1240人" in text
    assert "36家" not in text


def test_a_model_that_fails_leaves_the_facts_as_they_are(library: Path, capsys, monkeypatch) -> None:
    numbered_word(Path("去年.docx"))
    with ScriptedServer() as server:
        server.handler = lambda request: fail(401)
        monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
        monkeypatch.setenv("OPENAI_API_KEY", "sk-loopback")
        code, _, err = ran(capsys, "examples", "add", "去年.docx", "--phrase")
    assert code == 3
    assert "照原文摘出" in err
    assert "- 新建基层工会18家，发展会员1240人" in (library / "去年.md").read_text("utf-8")


def test_phrasing_without_a_model_is_refused(library: Path, capsys) -> None:
    numbered_word(Path("去年.docx"))
    code, _, err = ran(capsys, "examples", "add", "去年.docx", "--phrase")
    assert code == 2
    assert "没有设置模型" in err
