"""``accept``: what was edited in Word or Markdown comes back as edited by hand, and stays."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from support.program import ROOT

from summarywriter import Writer, read_sheet, save
from summarywriter.cli import main
from summarywriter.documents import read_lines, read_report
from summarywriter.writer.accept import accept

SHEET = """\
---
title: 2024年上半年工作总结
organization: 清河区总工会
period: 2024年上半年
date: 2024-07-05
guidance:
  - 在区委和市总工会的正确领导下
---

## 导语

## 组织建设
- 新建工会12家，发展会员1.5万人

## 维权服务
- 走访慰问困难职工9户，发放慰问金2.4万元
"""


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "facts.md").write_text(SHEET, "utf-8")
    assert main(["write", "facts.md"]) == 0
    return tmp_path


def edit(file: Path, old: str, new: str) -> None:
    if file.suffix == ".docx":
        document = docx.Document(str(file))
        for paragraph in document.paragraphs:
            if old in paragraph.text:
                paragraph.runs[0].text = paragraph.text.replace(old, new)
                for run in paragraph.runs[1:]:
                    run.text = ""
        document.save(str(file))
    else:
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), "utf-8")


@pytest.mark.parametrize("named", ["facts.md", "facts.report.json", "edited"])
@pytest.mark.parametrize("form", ["docx", "md"])
def test_an_edited_section_comes_back_and_the_others_stay(form, named, here, capsys):
    file = here / f"facts.report.{form}"
    edit(file, "慰问金2.4万元", "慰问金共计2.4万元")
    before = file.read_bytes()
    old = read_report("facts.report.json")
    assert main(["accept", file.name if named == "edited" else named]) == 0
    assert "收入人工修改的小节：维权服务。" in capsys.readouterr().out
    new = read_report("facts.report.json")
    assert new.section("维权服务").draft.origin == "hand"
    assert "慰问金共计2.4万元" in new.section("维权服务").text
    assert len(new.section("维权服务").history) == 2
    assert new.section("组织建设") == old.section("组织建设")
    assert new.section("导语") == old.section("导语")
    assert file.read_bytes() == before
    assert "慰问金共计2.4万元" in (here / "facts.report.md").read_text("utf-8")


def test_what_was_accepted_survives_the_next_writing(here):
    edit(here / "facts.report.md", "慰问金2.4万元", "慰问金共计2.4万元")
    main(["accept", "facts.md"])
    (here / "facts.md").write_text(SHEET.replace("12家", "13家"), "utf-8")
    assert main(["write", "facts.md"]) == 0
    text = (here / "facts.report.md").read_text("utf-8")
    assert "慰问金共计2.4万元" in text
    assert "13家" in text
    assert main(["write", "facts.md", "--overwrite"]) == 0
    assert "共计" not in (here / "facts.report.md").read_text("utf-8")


def test_a_wrong_figure_written_by_hand_is_found(here, capsys):
    edit(here / "facts.report.md", "2.4万元", "2.6万元")
    assert main(["accept", "facts.md"]) == 1
    assert "〔2.6万元〕" in capsys.readouterr().out
    assert "2.6万元【待核实】" in "".join(p.text for p in docx.Document("facts.report.docx").paragraphs)
    assert "待核实" not in read_report("facts.report.json").section("维权服务").text


def test_new_groups_and_paragraphs_are_taken_in(here):
    file = here / "facts.report.md"
    file.write_text(
        file.read_text("utf-8").replace("## 二、维权服务\n", "## 二、维权服务\n\n### （一）送温暖\n"), "utf-8"
    )
    assert main(["accept", "facts.md"]) == 0
    assert read_report("facts.report.json").section("维权服务").text.startswith("### 送温暖\n")


def test_titles_and_headings_are_told_but_not_taken_in(here, capsys):
    edit(here / "facts.report.md", "二、维权服务", "二、权益维护")
    edit(here / "facts.report.md", "2024年7月5日", "2024年7月8日")
    assert main(["accept", "facts.md"]) == 0
    shown = capsys.readouterr().out
    assert "“维权服务”改成了“权益维护”" in shown
    assert "落款以事实文件为准" in shown
    assert read_report("facts.report.json").section("维权服务").draft.origin == "composer"


def test_a_section_that_was_deleted_keeps_its_text(here, capsys):
    file = here / "facts.report.md"
    text = file.read_text("utf-8")
    start, end = text.index("## 一、"), text.index("## 二、")
    file.write_text(text[:start] + text[end:], "utf-8")
    assert main(["accept", "facts.md"]) == 0
    assert "仍用原来的文字：组织建设" in capsys.readouterr().out
    assert "12家" in read_report("facts.report.json").section("组织建设").text


@pytest.mark.parametrize(
    ("added", "said"),
    [("\n## 三、新的一节\n\n新建阵地3个。\n", "新的一节"), ("\n## 一、组织建设\n\n再说一遍。\n", "组织建设")],
)
def test_what_belongs_to_no_section_stops_everything(added, said, here, capsys):
    file = here / "facts.report.md"
    file.write_text(file.read_text("utf-8") + added, "utf-8")
    before = (here / "facts.report.json").read_bytes()
    assert main(["accept", "facts.md"]) == 2
    assert said in capsys.readouterr().err
    assert (here / "facts.report.json").read_bytes() == before


def test_without_edits_there_is_nothing_to_accept(here, capsys):
    assert main(["accept", "facts.md"]) == 2
    assert "没有改动过" in capsys.readouterr().err


def test_two_edited_exports_must_be_told_apart(here, capsys):
    edit(here / "facts.report.md", "2.4万元", "2.4万元。")
    edit(here / "facts.report.docx", "2.4万元", "2.4万元。")
    assert main(["accept", "facts.md"]) == 2
    assert "不止一个" in capsys.readouterr().err
    assert main(["accept", "facts.report.md"]) == 0
    assert "facts.report.docx 也改动过" in capsys.readouterr().out


@pytest.mark.parametrize("form", ["docx", "md", "txt"])
@pytest.mark.parametrize("name", ["district-union", "school-union", "hospital-union"])
def test_an_export_that_was_not_edited_changes_nothing(name, form, tmp_path):
    report = Writer.offline().write(read_sheet(ROOT / "fewshot" / f"{name}.md"))
    taken = accept(report, read_lines(save(report, tmp_path / f"x.report.{form}")))
    assert (taken.edited, taken.notes) == ((), ())
    assert taken.report.sections == report.sections


@pytest.mark.parametrize("facts", ["facts.md", "facts.report.json"])
def test_a_document_sent_back_under_another_name_belongs_to_the_facts_named(facts, here, capsys):
    (here / "发回").mkdir()
    sent = here / "发回" / "总结（李主席改）.docx"
    sent.write_bytes((here / "facts.report.docx").read_bytes())
    edit(sent, "走访慰问", "上门走访慰问")
    before = sent.read_bytes()
    assert main(["accept", str(sent), "--facts", facts]) == 0
    assert "收入人工修改的小节：维权服务。" in capsys.readouterr().out
    assert sent.read_bytes() == before
    assert "上门走访慰问" in (here / "facts.report.md").read_text("utf-8")
    assert any("上门走访慰问" in line.text for line in read_lines(here / "facts.report.docx"))
    assert set(read_report("facts.report.json").exports) == {"facts.report.docx", "facts.report.md"}
    assert main(["write", "facts.md"]) == 0


def test_what_stands_behind_the_sign_off_is_no_part_of_the_report(here, capsys):
    document = docx.Document("facts.report.docx")
    for text in ("（联系人：李四，联系电话：0538-2834567）", "抄送：区委办公室。", "附件1", "工会组建统计表"):
        document.add_paragraph(text)
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("街道", "新建工会（家）", "城东街道", "7"), strict=True):
        cell.text = text
    document.save("facts.report.docx")
    edit(here / "facts.report.docx", "发展会员1.5万人", "发展会员共1.5万人")
    capsys.readouterr()
    assert main(["check", "facts.report.docx", "--facts", "facts.md"]) == 0
    told = "【说明】落款之后的5行（从“（联系人：李四，联系电话：0538-28…”起）不是正文，没有读入。"
    assert told in capsys.readouterr().err
    assert main(["accept", "facts.report.docx"]) == 0
    assert told in capsys.readouterr().err
    texts = "".join(section.text for section in read_report("facts.report.json").sections)
    assert "会员共1.5万人" in texts
    assert not any(word in texts for word in ("联系人", "抄送", "附件", "街道"))


def test_a_list_of_annexes_before_the_sign_off_stays(here):
    document = docx.Document("facts.report.docx")
    signed = next(p for p in document.paragraphs if p.text == "清河区总工会")
    signed.insert_paragraph_before("附件：1. 工会组建统计表")
    document.save("facts.report.docx")
    assert main(["accept", "facts.report.docx"]) == 0
    assert "附件：1. 工会组建统计表\n\n清河区总工会" in Path("facts.report.md").read_text("utf-8")


def test_text_behind_the_sign_off_of_markdown_is_left_out_too(here, capsys):
    file = here / "facts.report.md"
    behind = "2024年7月5日\n\n抄送：区委办公室。\n\n附件1\n\n1. 张一，救助3000元。"
    edit(file, "2024年7月5日", behind)
    capsys.readouterr()
    assert main(["check", "facts.report.md", "--facts", "facts.md"]) == 0
    assert "【说明】落款之后的3行（从“抄送：区委办公室。”起）" in capsys.readouterr().err
    assert main(["accept", "facts.report.md"]) == 0
    assert "没有要收入的修改" in capsys.readouterr().out
