"""check_document and check_whole: headings bound, offsets of the document, sections held together."""

from __future__ import annotations

import pytest

from summarywriter.checking import check_document, check_whole
from summarywriter.model import Fact, Group, Part, Section, Sheet

SHEET = Sheet(
    title="2024年上半年工作总结",
    organization="清河区总工会",
    period="2024年上半年",
    date="2024-07-05",
    guidance=("在区委和市总工会的正确领导下",),
    parts=(
        Part(
            sections=(
                Section(heading="导语"),
                Section(
                    heading="组织建设不断夯实",
                    facts=(Fact(text="新建基层工会45家，发展会员3260人"),),
                    groups=(Group(heading="换届工作", facts=(Fact(text="指导9个镇总工会完成换届"),)),),
                ),
                Section(heading="维权服务精准高效", facts=(Fact(text="受理劳动争议案件42件，调解成功39件"),)),
            )
        ),
        Part(
            title="下半年工作打算",
            sections=(Section(heading="坚持政治统领", facts=(Fact(text="三季度组织疗休养600人"),)),),
        ),
    ),
)

PLAIN = """清河区总工会2024年上半年工作总结
　　2024年上半年，在区委和市总工会的正确领导下，区总工会新建基层工会45家，受理劳动争议案件42件。
　　一、组织建设不断夯实
　　新建基层工会45家，发展会员3260人。
　　（一）换届工作
　　指导9个镇总工会完成换届。
　　二、维权服务精准高效
　　受理劳动争议案件42件，调解成功39件。
下半年工作打算
一、坚持政治统领
　　三季度组织疗休养600人。
清河区总工会
2024年7月5日
"""

MARKDOWN = """---
title: 2024年上半年工作总结
---

2024年上半年，新建基层工会**45家**。

## 组织建设不断夯实

新建基层工会45家【待核实】，发展会员**3260人**。

### 换届工作

> 指导9个镇总工会完成换届。

## 2. 维权服务精准高效

受理劳动争议案件42件，调解成功39件。

# 下半年工作打算

## 坚持政治统领

- 三季度组织疗休养600人。
"""


@pytest.mark.parametrize("document", [PLAIN, MARKDOWN, PLAIN.replace("\n", "\r\n"), "\ufeff" + PLAIN])
def test_a_faithful_document_has_no_finding(document: str):
    result = check_document(document, SHEET)
    assert [f.message for f in result.findings] == []
    for link in result.links:
        assert document[link.start : link.end].replace("*", "")


@pytest.mark.parametrize("document", [PLAIN, MARKDOWN])
@pytest.mark.parametrize(
    ("old", "new", "section"),
    [
        ("3260人", "3620人", "组织建设不断夯实"),
        ("调解成功39件", "调解成功93件", "维权服务精准高效"),
        ("600人", "800人", "坚持政治统领"),
        ("9个镇", "7个镇", "组织建设不断夯实"),
    ],
)
def test_a_wrong_figure_is_found_at_its_place_in_the_document(
    document: str, old: str, new: str, section: str
):
    wrong = document.replace(old, new)
    errors = [f for f in check_document(wrong, SHEET).findings if f.severity == "error"]
    assert [f.section for f in errors] == [section]
    (finding,) = errors
    assert finding.start is not None
    assert finding.end is not None
    assert wrong[finding.start : finding.end].strip("*") in new
    assert finding.suggestion is not None
    assert not [
        f for f in check_document(finding.suggestion.apply(wrong), SHEET).findings if f.severity == "error"
    ]


def test_a_run_in_heading_binds_its_section():
    document = (
        "一、组织建设不断夯实。新建基层工会45家，发展会员3260人。指导9个镇总工会完成换届。\n"
        "二、维权服务精准高效：受理劳动争议案件42件，调解成功38件。\n"
        "坚持政治统领\n三季度组织疗休养600人。"
    )
    errors = [f for f in check_document(document, SHEET).findings if f.severity == "error"]
    assert [(f.section, document[f.start : f.end]) for f in errors] == [("维权服务精准高效", "38件")]


def test_a_heading_in_other_words_binds_the_section_that_the_document_lacks():
    result = check_document(PLAIN.replace("维权服务精准高效", "维权服务更加精准高效"), SHEET)
    assert result.ok
    assert not [f for f in result.findings if f.code == "missing-figure"]


def test_a_heading_of_something_else_binds_nothing():
    result = check_document(PLAIN.replace("二、维权服务精准高效", "二、文体活动丰富多彩"), SHEET)
    assert "missing-figure" in {f.code for f in result.findings}


def test_the_period_in_a_lead_rests_on_the_period():
    sheet = SHEET.model_copy(update={"parts": (Part(sections=(
        Section(heading="导语"), Section(heading="组织建设", facts=(Fact(text="6月底新建工会45家"),)),
    )),)})  # fmt: skip
    result = check_document("2024年上半年，新建工会45家。\n一、组织建设\n6月底新建工会45家。", sheet)
    assert result.links[0].fact in ("period", "title")


def test_a_section_that_is_not_there_is_missing():
    document = PLAIN.replace("　　二、维权服务精准高效\n　　受理劳动争议案件42件，调解成功39件。\n", "")
    errors = [f for f in check_document(document, SHEET).findings if f.severity == "error"]
    assert [(f.code, f.section, f.start) for f in errors] == [("missing-figure", "维权服务精准高效", None)]


def test_a_figure_of_one_section_does_not_support_another():
    document = PLAIN.replace("调解成功39件", "调解成功39件，发展会员3260人")
    errors = [f for f in check_document(document, SHEET).findings if f.severity == "error"]
    assert [document[f.start : f.end] for f in errors] == ["3260人"]


def test_two_sections_that_tell_one_fact_differently_are_inconsistent():
    lead, first, second, _ = SHEET.sections
    texts = {
        lead.id: "上半年，新建基层工会54家。",
        first.id: "新建基层工会45家，发展会员3260人。指导9个镇总工会完成换届。",
        second.id: "受理劳动争议案件42件，调解成功39件。",
    }
    (finding,) = check_whole(SHEET, texts)
    assert (finding.code, finding.section) == ("inconsistent", "组织建设不断夯实")
    assert check_whole(SHEET, {**texts, lead.id: "上半年，新建基层工会45家。"}) == ()


def test_a_sentence_told_in_two_sections_is_a_repetition():
    _, first, second, _ = SHEET.sections
    sentence = "区总工会持续健全基层组织网络和服务体系。"
    (finding,) = check_whole(SHEET, {first.id: sentence, second.id: sentence})
    assert (finding.code, finding.severity, finding.section) == ("repetition", "warning", "维权服务精准高效")


def _one_section(heading: str) -> Sheet:
    facts = (Fact(text="新建工会36家"),)
    return Sheet(title="总结", period="2024年上半年", sections=[Section(heading=heading, facts=facts)])


@pytest.mark.parametrize("heading", ["组织建设", "组织建设工作", "组织建设（36家）"])
def test_a_marked_heading_put_otherwise_still_binds_its_section(heading: str):
    assert check_document(f"## {heading}\n新建工会36家。\n", _one_section("组织建设")).ok


def test_a_day_at_the_end_needs_no_fact_where_the_sheet_has_none():
    text = "## 组织建设\n新建工会36家。\n\n2024年7月5日\n"
    sheet = _one_section("组织建设")
    assert check_document(text, sheet).ok
    assert not check_document(text.replace("36家。", "36家。2024年7月5日启用。"), sheet).ok


def test_what_is_put_into_a_document_stands_at_its_place():
    sheet = Sheet(
        period="2024年上半年",
        sections=(Section(heading="组织建设", facts=(Fact(text="会员同比增长15.4%"),)),),
    )
    for before in ("增长15.4%，会员工作有进展。", "**增长15.4%**，会员工作有进展。"):
        document = f"总结\n\n## 组织建设\n{before}"
        for finding in check_document(document, sheet).findings:
            edit = finding.suggestion
            if edit is not None:
                assert edit.start <= edit.end
                assert edit.apply(document).startswith("总结\n\n## 组织建设\n")
                assert len(edit.apply(document)) == len(document) + len(edit.text) - (edit.end - edit.start)


def test_a_blank_to_be_filled_in_is_no_bold_face():
    sheet = Sheet(sections=(Section(heading="帮扶", facts=(Fact(text="走访困难职工12户"),)),))
    found = check_document("## 帮扶\n走访困难职工12户，发放____。", sheet).findings
    assert "placeholder" in {f.code for f in found}
    assert check_document("## 帮扶\n走访困难职工__12户__。", sheet).ok


def test_a_heading_that_stands_twice_is_one_section():
    facts = (Fact(text="新建工会12家"), Fact(text="发展会员300人"))
    sheet = Sheet(sections=(Section(heading="组织建设", facts=facts),))
    document = "## 组织建设\n新建工会12家。\n## 组织建设\n发展会员300人。"
    assert check_document(document, sheet).ok
    wrong = document.replace("300", "200")
    (finding,) = [f for f in check_document(wrong, sheet).findings if f.severity == "error"]
    assert wrong[finding.start : finding.end] == "200人"


def _twice(*facts: str) -> Sheet:
    return Sheet(sections=[Section(heading="组织建设", facts=(Fact(text=fact),)) for fact in facts])


def test_two_sections_of_one_heading_are_each_held_against_their_own_facts():
    sheet = _twice("新建工会12家", "发展会员300人")
    assert len({section.id for section in sheet.sections}) == 1
    document = "## 组织建设\n新建工会12家。\n## 组织建设\n发展会员300人。"
    assert check_document(document, sheet).ok
    wrong = document.replace("300", "200")
    (finding,) = [f for f in check_document(wrong, sheet).findings if f.severity == "error"]
    assert wrong[finding.start : finding.end] == "200人"


def test_the_second_section_of_one_heading_may_be_missing():
    for facts in (("新建工会12家", "发展会员300人"), ("新建工会12家", "新建工会12家")):
        found = check_document("## 组织建设\n新建工会12家。", _twice(*facts)).findings
        assert "missing-figure" in {f.code for f in found}


def test_two_leads_of_one_heading_need_their_own_facts_told():
    lead = [Section(heading="导语", facts=(Fact(text=fact),)) for fact in ("新建工会12家", "发展会员300人")]
    sheet = Sheet(sections=lead)
    assert check_document("新建工会12家，发展会员300人。", sheet).findings == ()


def test_a_closing_without_a_heading_may_use_the_facts_of_all_sections():
    sheet = Sheet(
        period="2024年上半年",
        sections=(
            Section(heading="组织建设", facts=(Fact(text="新建工会12家"),)),
            Section(heading="帮扶", facts=(Fact(text="走访困难职工35户"),)),
            Section(heading="结语", role="closing"),
        ),
    )
    body = "## 组织建设\n新建工会12家。\n## 帮扶\n走访困难职工35户。\n"
    assert check_document(body + "上半年共新建工会12家、走访困难职工35户。", sheet).ok
    wrong = body + "上半年共新建工会15家、走访困难职工35户。"
    (finding,) = [f for f in check_document(wrong, sheet).findings if f.severity == "error"]
    assert wrong[finding.start : finding.end] == "15家"
