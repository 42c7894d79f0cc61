"""What holds of every text: no crash, purity, faithful joins, suggestions that settle their finding."""

from __future__ import annotations

import random

from checking_items import items
from checking_mutations import mutations
from hypothesis import given, settings
from hypothesis import strategies as st

from summarywriter.checking import check, check_document, check_facts, check_whole
from summarywriter.model import Fact, Policy, Section, Sheet

ITEMS = list(items())
SIGNS = st.text(
    alphabet="慰问困难职工户人次名万元百分之一二三十12345.%％〔〕《》“”，。；：、（）"
    "\n#*{}- 年月日同比增长X第近余以上约其中共\ud800\x00é😀",
    max_size=80,
)


@settings(max_examples=60, deadline=None)
@given(SIGNS, st.lists(SIGNS, max_size=4))
def test_no_text_makes_the_checker_raise(text: str, facts: list[str]):
    sheet = Sheet(period="2024年上半年", sections=[Section(heading="一", facts=tuple(facts))])
    result = check(text, sheet)
    for finding in result.findings:
        if finding.start is not None and finding.end is not None:
            assert 0 <= finding.start <= finding.end <= len(text)
    check_document(text, sheet)
    check_facts(sheet)
    check_whole(sheet, {sheet.sections[0].id: text})


@settings(max_examples=12, deadline=None)
@given(st.sampled_from(ITEMS), st.randoms(use_true_random=False), st.sampled_from(["。", "；", "\n"]))
def test_facts_joined_in_any_order_are_a_faithful_text(item, shuffle: random.Random, mark: str):
    facts = [fact.text for fact in item.sheet.section(item.heading).all_facts]
    shuffle.shuffle(facts)
    assert item.check(mark.join(facts) + "。").ok


@settings(max_examples=12, deadline=None)
@given(st.sampled_from(ITEMS), st.randoms(use_true_random=False))
def test_the_order_of_the_facts_does_not_matter(item, shuffle: random.Random):
    section = item.sheet.section(item.heading)
    facts = list(section.all_facts)
    shuffle.shuffle(facts)
    turned = item.sheet.model_copy(update={"parts": ()})
    turned = Sheet(
        organization=turned.organization,
        period=turned.period,
        guidance=turned.guidance,
        sections=[
            Section(heading=item.heading, facts=tuple(Fact(text=f.text, optional=f.optional) for f in facts))
        ],
    )
    for wrong in item.wrong[:4]:
        one = {(f.code, f.start, f.end) for f in item.check(wrong.text).findings}
        other = {(f.code, f.start, f.end) for f in check(wrong.text, turned, section=item.heading).findings}
        if len(item.sheet.sections) == 1:
            assert one == other


@settings(max_examples=10, deadline=None)
@given(st.sampled_from(ITEMS), st.integers(0, 10**6))
def test_a_suggestion_settles_its_finding(item, seed: int):
    for text in item.faithful.values():
        for _, wrong in mutations(text, random.Random(seed)):
            for finding in item.check(wrong.text).findings:
                edit = finding.suggestion
                if edit is None:
                    continue
                mended = edit.apply(wrong.text)
                shift = len(mended) - len(wrong.text)
                again = [
                    f for f in item.check(mended).findings
                    if f.code == finding.code and f.start is not None
                    and edit.start <= f.start <= edit.end + shift
                ]  # fmt: skip
                assert not again, (wrong.source, finding.message, mended, again)


def test_checking_again_after_many_others_gives_the_same_result():
    item = next(i for i in ITEMS if i.wrong)
    text = item.wrong[0].text
    first = item.check(text)
    for n in range(_REMEMBERED):
        item.check(f"{text}第{n}段。")
    assert item.check(text) == first


_REMEMBERED = 70
"""Other texts after which nothing that was judged before is remembered any more."""


def test_a_policy_turns_codes_off_and_down():
    item = next(i for i in ITEMS if any(w.code == "value-changed" for w in i.wrong))
    wrong = next(w for w in item.wrong if w.code == "value-changed")
    section = item.sheet.section(item.heading)
    assert not check(wrong.text, section).ok
    assert check(wrong.text, section, policy=Policy({"value-changed": "warning"})).ok
    silent = check(wrong.text, section, policy=Policy({"value-changed": "off"}))
    assert all(f.code != "value-changed" for f in silent.findings)
