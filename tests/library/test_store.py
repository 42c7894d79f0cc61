"""Where examples come from: the shipped files and the user's folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from summarywriter.errors import InputError
from summarywriter.library import EXAMPLES_VARIABLE, examples_folder, load_examples
from summarywriter.settings import Settings

OWN = """---
title: 2023年上半年工作总结
organization: 乙区总工会
period: 2023年上半年
genre: district-union
---

## 困难帮扶
- 慰问困难职工12户

走访慰问困难职工12户。

## 没有写的
- 慰问劳模3名
"""


def own_folder(tmp_path: Path, **files: str) -> Path:
    folder = tmp_path / "own"
    folder.mkdir()
    for name, text in files.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return folder


def test_shipped_examples_are_five_reports() -> None:
    examples = load_examples()
    assert {one.source for one in examples} == {
        "construction-company", "county-union", "district-union", "hospital-union", "school-union",
    }  # fmt: skip
    assert all(one.id == f"{one.source}/{one.section.id}" for one in examples)
    assert all(one.section.text and one.organization and one.period and one.title for one in examples)
    assert len({one.id for one in examples}) == len(examples)


def test_own_examples_come_after_the_shipped(tmp_path: Path) -> None:
    examples = load_examples(own_folder(tmp_path, old=OWN))
    assert examples[:-1] == load_examples()
    last = examples[-1]
    assert (last.source, last.genre, last.organization) == ("old", "district-union", "乙区总工会")
    assert (last.title, last.period) == ("2023年上半年工作总结", "2023年上半年")
    assert last.section.heading == "困难帮扶"
    assert last.section.text == "走访慰问困难职工12户。"


def test_own_file_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    examples = load_examples(own_folder(tmp_path, **{"school-union": OWN}))
    assert [one.organization for one in examples if one.source == "school-union"] == ["乙区总工会"]


def test_folder_is_named_by_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(EXAMPLES_VARIABLE, str(own_folder(tmp_path, old=OWN)))
    assert load_examples()[-1].source == "old"
    monkeypatch.setenv(EXAMPLES_VARIABLE, str(tmp_path / "missing"))
    with pytest.raises(InputError, match="不存在"):
        load_examples()


def test_folder_in_the_user_data_is_found(tmp_path: Path) -> None:
    assert examples_folder() is None
    folder = tmp_path / "data" / "summarywriter" / "examples"
    folder.mkdir(parents=True)
    (folder / "old.md").write_text(OWN, encoding="utf-8")
    if os.name == "posix" and Path(os.environ["XDG_DATA_HOME"]) == tmp_path / "data":
        assert examples_folder() == folder
        assert load_examples()[-1].source == "old"


def test_files_that_are_no_examples_are_passed_over(tmp_path: Path) -> None:
    folder = own_folder(tmp_path)
    for name in (".hidden.md", "~$old.md", "notes.docx", "old.report.json"):
        (folder / name).write_text("不是范例", encoding="utf-8")
    assert load_examples(folder) == load_examples()


def test_changed_file_is_read_again(tmp_path: Path) -> None:
    folder = own_folder(tmp_path, old=OWN)
    assert load_examples(folder) is load_examples(folder)
    (folder / "old.md").write_text(OWN.replace("12户", "112户"), encoding="utf-8")
    assert load_examples(folder)[-1].section.text == "走访慰问困难职工112户。"
    (folder / "old.md").unlink()
    assert load_examples(folder) == load_examples()


def test_broken_file_is_named(tmp_path: Path) -> None:
    folder = own_folder(tmp_path)
    (folder / "broken.md").write_bytes(b"\xff\xfe\x00\x01")
    with pytest.raises(InputError, match=r"范例读不进来.*broken"):
        load_examples(folder)


def test_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="范例文件夹不存在"):
        load_examples(tmp_path / "none")


def test_folder_and_number_of_examples_are_set_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(EXAMPLES_VARIABLE, str(own_folder(tmp_path, old=OWN)))
    assert Settings().examples == Settings.model_fields["examples"].default
    assert load_examples()[-1].source == "old"


def test_examples_are_the_sections_with_a_text(tmp_path: Path) -> None:
    (tmp_path / "own-file.md").write_text(
        "---\norganization: 清河区总工会\ngenre: district-union\ninvented:\n  - 12家\n---\n\n"
        "## 导语\n\n上半年，区总工会扎实工作。\n\n## 组织建设\n- 新建12家\n\n新建12家。\n\n"
        "## 维权\n- 受理42件\n",
        "utf-8",
    )
    lead, body = (example for example in load_examples(tmp_path) if example.source == "own-file")
    assert (body.genre, body.organization) == ("district-union", "清河区总工会")
    assert body.id == f"own-file/{body.section.id}"
    assert body.section.text == "新建12家。"
    assert [fact.text for fact in body.section.facts] == ["新建12家"]
    assert lead.section.role == "lead"


def test_a_broken_example_file_names_itself(tmp_path: Path) -> None:
    (tmp_path / "own-file.md").write_text("## 组织建设\n", "utf-8")
    with pytest.raises(InputError, match=r"own-file\.md：第1行：小节“组织建设”没有事实"):
        load_examples(tmp_path)
