"""Drafts without a model: composed, compared with changed facts, filled anew."""

from __future__ import annotations

import pytest

from summarywriter.markup import parse_sheet
from summarywriter.model import Sheet
from summarywriter.writing import basis, compose_section, fill, hand_section, recheck, refill, slot_table

FACTS = """\
- 走访慰问困难职工126户，发放慰问金近37.8万元
- 举办读书活动12场，女职工1860人次参与
- 开展“尊法守法·携手筑梦”宣传
"""
TEXT = (
    "走访慰问困难职工126户，发放慰问金近37.8万元。举办读书活动12场，女职工1860人次参与；"
    "开展“尊法守法·携手筑梦”宣传。"
)


def sheet(facts=FACTS, *, head="period: 2024年上半年", heading="推进维权服务", lead="## 导语\n") -> Sheet:
    return parse_sheet(
        f"---\ntitle: 工作总结\norganization: 清河区总工会\n{head}\n---\n\n{lead}\n## {heading}\n{facts}\n"
    )


def section(one: Sheet):
    return one.numbered[0]


def hand(one: Sheet, text: str = TEXT):
    return hand_section(one, section(one), text)


def test_a_composed_section_says_so_and_passes():
    one = sheet()
    draft = compose_section(one, section(one), reason="连不上模型服务。")
    assert draft.origin == "composer"
    assert [(f.code, f.severity) for f in draft.findings] == [("composed", "info")]
    assert "连不上模型服务。" in draft.findings[0].message
    assert fill(draft.slots, slot_table(draft.facts), exact=True).text == draft.text
    assert "{1a}" in draft.slots
    assert (draft.usage.calls, draft.model) == (0, "")


def test_a_lead_is_composed_from_every_section():
    one = sheet()
    draft = compose_section(one, one.sections[0])
    assert draft.text
    assert draft.facts == section(one).all_facts


def test_a_text_written_by_hand_is_checked_like_any_other():
    one = sheet()
    draft = hand(one, TEXT.replace("126户", "128户"))
    assert [f.code for f in draft.findings] == ["value-changed", "hand-edited"]
    assert draft.origin == "hand"


@pytest.mark.parametrize(
    ("change", "same"),
    [
        ({"facts": FACTS.replace("126户", "131户").replace("近37.8万元", "39万余元")}, True),
        ({"head": "period: 2024年上半年\ndate: 2024-07-05"}, True),
        ({"head": "period: 2024年上半年\nnumbering: 1./（1）"}, True),
        ({"facts": FACTS.replace("126户", "126人")}, False),
        ({"facts": FACTS.replace("困难职工", "劳模")}, False),
        ({"facts": FACTS.replace("- 举办", "- （可选）举办")}, False),
        ({"facts": FACTS + "- 新建站点6个\n"}, False),
        ({"facts": FACTS.replace("- 举办", "### 活动\n- 举办")}, False),
        ({"facts": "\n".join(reversed(FACTS.splitlines()))}, False),
        ({"head": "period: 2024年"}, False),
        ({"head": "period: 2024年上半年\nguidance:\n  - 在区委领导下"}, False),
        ({"heading": "维权服务"}, False),
        ({"heading": "推进维权服务 {role=plan}"}, False),
        ({"lead": "## 导语\n\n## 另一节\n- 开会9次\n"}, None),
    ],
)
def test_the_basis_changes_with_words_and_not_with_figures(change, same):
    old, new = sheet(), sheet(**change)
    if same is None:
        assert basis(old, old.numbered[0]) == basis(new, new.numbered[1])
    else:
        assert (basis(old, section(old)) == basis(new, section(new))) is same


def test_changed_figures_are_exchanged_and_all_else_stays():
    old = sheet()
    new = sheet(FACTS.replace("126户", "131户").replace("近37.8万元", "39万余元"))
    draft = refill(new, section(new), hand(old))
    assert draft is not None
    assert draft.text == TEXT.replace("126户", "131户").replace("近37.8万元", "39万余元")
    assert draft.facts == section(new).all_facts
    assert [f.code for f in draft.findings] == ["hand-edited", "repaired"]
    assert draft.findings[-1].message == "只有数字改动，已换入新数字：126户→131户，近37.8万元→39万余元。"
    assert draft.repairs[-1].problems == ("126户→131户", "近37.8万元→39万余元")
    assert draft.usage.calls == 0
    assert {link.fact for link in draft.links} == {fact.id for fact in section(new).all_facts[:2]}
    back = refill(old, section(old), draft)
    assert back is not None
    assert back.text == TEXT


def test_facts_that_change_places_are_not_taken_for_one_another():
    old = sheet("- 新建站点6个\n- 新建站点9个\n- 培训180人\n")
    draft = hand(old, "新建站点6个，又新建站点9个。培训180人。")
    new = sheet("- 新建站点7个\n- 新建站点9个\n- 培训180人\n")
    got = refill(new, section(new), draft)
    assert got is not None
    assert got.text == "新建站点7个，又新建站点9个。培训180人。"


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        (FACTS.replace("困难职工", "劳模"), TEXT),
        (FACTS.replace("126户", "131户"), TEXT.replace("126户", "一百二十六户")),
        (FACTS.replace("126户", "131户、劳模3名"), TEXT),
    ],
    ids=["other-words", "figure-in-other-words", "more-figures"],
)
def test_what_cannot_be_exchanged_is_left_to_a_new_draft(facts, text):
    old, new = sheet(), sheet(facts)
    assert refill(new, section(new), hand(old, text)) is None


def test_an_exchange_that_makes_a_text_wrong_is_not_made():
    old = sheet("- 共培训180人，其中女职工60人\n")
    draft = hand(old, "共培训180人，其中女职工60人，占三分之一。")
    new = sheet("- 共培训180人，其中女职工90人\n")
    got = refill(new, section(new), draft)
    assert got is None or sum(f.severity == "error" for f in got.findings) <= 1


def test_a_lead_is_filled_anew_with_any_section_s_figures():
    old = sheet()
    lead = old.sections[0]
    draft = hand_section(old, lead, "2024年上半年，清河区总工会走访慰问困难职工126户。现将工作总结如下。")
    new = sheet(FACTS.replace("126户", "131户") + "- 新建站点6个\n")
    got = refill(new, new.sections[0], draft)
    assert got is not None
    assert "131户" in got.text
    gone = sheet("- 新建站点6个\n")
    assert refill(gone, gone.sections[0], draft) is None


def test_checking_again_changes_nothing_while_nothing_changed():
    one = sheet()
    draft = compose_section(one, section(one))
    assert recheck(one, section(one), draft) == draft
    new = sheet(FACTS.replace("126户", "131户"))
    judged = recheck(new, section(new), draft)
    assert judged.text == draft.text
    assert [f.code for f in judged.findings] == ["value-changed", "composed"]
