"""The checker forgets what it was asked: the same answer whatever was checked before, nothing hoarded."""

from __future__ import annotations

import gc
import weakref
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarywriter.checking import check, check_document
from summarywriter.checking.common.keeping import LAST, LONG
from summarywriter.checking.common.stretches import Stretches
from summarywriter.checking.layout.layout import lay_out
from summarywriter.checking.layout.scope import Scope, scope_of
from summarywriter.checking.matching.derived import Derivations
from summarywriter.checking.matching.line_index import LineIndex
from summarywriter.checking.matching.matcher import Matcher
from summarywriter.checking.matching.shared import matcher_of
from summarywriter.checking.support.figure_check import FigureCheck
from summarywriter.figures import find_figures
from summarywriter.model import Fact, Section, Sheet

FACTS = [
    "3月走访慰问困难职工126户，发放慰问金37.8万元",
    "举办电工培训班12期，培训职工860人次，其中女职工210人次",
    "指导9个镇总工会完成换届",
    "工会主席王海涛到企业宣讲",
    "参赛选手获一等奖2个、二等奖3个，总成绩位居第一",
    "截至6月底入会率达到95%，比年初提高3.2个百分点",
]
TEXTS = [
    "走访慰问困难职工126户，发放慰问金37.8万元。举办电工培训班12期，培训职工860人次，其中女职工210人次。",
    "走访慰问困难职工120户，发放慰问金12万元；举办电工培训班126期，培训职工37.8万人次。",
    "9个镇总工会换届正在进行，共135户，占95%，获三等奖4个，位居第二，首次举办。",
    "工会副主席王海滔到企业宣讲，“书香三八”活动5场，XX名职工参加。**入会率达到96%**，提高92.2%。",
    "",
]


def hoard(matcher: Matcher) -> dict[str, dict]:
    """What a matcher looks things up in, by name: that of its figures, of their likeness and of the lines."""
    places = {"": matcher, "alike": matcher.alike, "index": matcher.index}
    return {
        f"{where} {name}": value
        for where, holder in places.items()
        for name, value in vars(holder).items()
        if isinstance(value, dict) and name not in ("of_unit", "harmonies")
    }


def test_a_check_reads_what_a_matcher_holds_and_adds_nothing():
    matcher = Matcher(scope_of(FACTS, period="2024年上半年"))
    assert matcher.index.sharing_most(("培训",), least=1) == [1]  # made when it is first asked for
    before = {name: dict(held) for name, held in hoard(matcher).items()}
    assert "index _having" in before
    for text in TEXTS:
        FigureCheck(lay_out(text), matcher)
    assert hoard(matcher) == before
    assert {type(held) for held in hoard(matcher).values()} == {dict}


@pytest.mark.parametrize("text", TEXTS)
def test_what_is_checked_in_between_changes_nothing(text: str):
    matcher = Matcher(scope_of(FACTS, period="2024年上半年"))
    alone = FigureCheck(lay_out(text), matcher)
    for other in TEXTS:
        FigureCheck(lay_out(f"{other}另外，{other}"), matcher)
    again = FigureCheck(lay_out(text), matcher)
    assert (again.findings, again.links) == (alone.findings, alone.links)


def test_threads_answer_as_one_after_another():
    texts = [f"{text}第{n}次说明。" for n in range(6) for text in TEXTS]

    def judge(text: str) -> tuple:
        return tuple(check(text, FACTS, period="2024年上半年").findings)

    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(judge, texts * 2))
    fresh = Matcher(scope_of(FACTS, period="2024年上半年"))
    for text, found in zip(texts, together, strict=False):
        figures = [f for f in FigureCheck(lay_out(text), fresh).findings if f.code == "value-changed"]
        assert {f.start for f in figures} == {f.start for f in found if f.code == "value-changed"}
    assert together[: len(texts)] == together[len(texts) :]


def test_no_cache_keeps_a_huge_text():
    huge = [f"第{n}本：" + "走访困难职工126户，" * (LONG // 8) for n in range(LAST + 2)]
    check(huge[0], FACTS)
    first = weakref.ref(lay_out(huge[0]))
    for text in huge[1:]:
        check(text, FACTS)
    gc.collect()
    assert first() is None
    assert lay_out(huge[-1]) is lay_out(huge[-1])


def test_versions_of_a_sheet_are_let_go():
    for n in range(40):
        check(TEXTS[0], [*FACTS, f"慰问第{n}批职工{n + 500}人"])
    gc.collect()
    assert sum(isinstance(thing, LineIndex) for thing in gc.get_objects()) < 40


def test_what_was_read_in_long_sheets_is_let_go():
    for n in range(2 * LAST):
        check(TEXTS[0], [f"走访第{k}街道困难职工{n}{k:03}户，{'并发放慰问品，' * 5}" for k in range(401)])
    gc.collect()
    kept = [thing for thing in gc.get_objects() if isinstance(thing, Scope) and len(thing.facts) > 400]
    assert len(kept) <= LAST
    assert not any(scope.answers or "flat_corpus" in vars(scope) for scope in kept)


def test_the_matcher_of_a_long_sheet_lives_as_long_as_it_is_held():
    scope = scope_of([f"走访第{n}街道困难职工{n + 100}户" for n in range(401)])
    held = matcher_of(scope)
    assert matcher_of(scope) is held
    gone = weakref.ref(held)
    del held
    gc.collect()
    assert gone() is None


def test_stretches_that_belong_to_no_section_are_held_against_the_whole_sheet():
    sheet = Sheet(
        title="2024年工作总结",
        sections=[
            Section(heading="培训", facts=(Fact(text=FACTS[1]),)),
            Section(heading="帮扶", facts=(Fact(text=FACTS[0]),)),
        ],
        parts=(),
    )
    document = "举办培训班12期。\n# 培训\n举办电工培训班13期，培训职工860人次，其中女职工210人次。\n# 帮扶\n"
    result = check_document(document + "3月走访慰问困难职工126户，发放慰问金37.8万元。", sheet)
    assert [(f.code, document[f.start : f.end]) for f in result.findings if f.severity == "error"] == [
        ("value-changed", "13期")
    ]


@pytest.mark.parametrize("times", [3, 300])
def test_of_many_wrong_things_each_has_one_finding(times: int):
    for sign, code in (("XX，", "placeholder"), ("{2a}，", "model-talk"), ("“某某”，", "placeholder")):
        found = [f for f in check(sign * times, ["举办讲座"]).findings if f.start is not None]
        assert [f.code for f in found if f.code == code] == [code] * times
        assert all(a.end <= b.start for a, b in pairwise(f for f in found if f.code == code))


def test_figures_far_apart_in_a_long_row_are_seen_to_have_changed_places():
    names = [f"{chr(0x4E10 + 7 * n)}{chr(0x5010 + 5 * n)}街道" for n in range(100)]
    amounts = [7 * n + 103 for n in range(100)]
    facts = [f"{name}走访困难职工{told}户" for name, told in zip(names, amounts, strict=True)]
    assert check("，".join(facts) + "。", facts).ok
    amounts[5], amounts[90] = amounts[90], amounts[5]
    text = "，".join(f"{name}走访困难职工{told}户" for name, told in zip(names, amounts, strict=True)) + "。"
    found = [(f.code, text[f.start : f.end]) for f in check(text, facts).findings]
    assert found == [("misattributed", "733户"), ("misattributed", "138户")]


def test_a_long_list_tells_each_figure_by_what_stands_next_to_it():
    names = [f"{chr(0x4E10 + 7 * n)}{chr(0x5010 + 5 * n)}街道学习小组" for n in range(200)]
    facts = ["、".join(f"{name}{n + 100}人" for n, name in enumerate(names))]
    assert check(facts[0] + "。", facts).ok
    text = facts[0].replace("组150人", "组950人") + "。"
    assert [(f.code, text[f.start : f.end]) for f in check(text, facts).findings] == [
        ("value-changed", "950人")
    ]


AMOUNTS = st.lists(st.integers(1, 9), min_size=2, max_size=9)


@settings(max_examples=60, deadline=None)
@given(AMOUNTS, st.integers(1, 60))
def test_the_sum_of_a_fact_is_the_longest_run_that_makes_it(amounts: list[int], total: int):
    fact = "，".join(f"第{n}组有{amount}人" for n, amount in enumerate(amounts, 1))
    known = Derivations(Matcher(scope_of([fact])).figures).explain(find_figures(f"共{total}人")[0])
    runs = [
        amounts[a:b] for a in range(len(amounts)) for b in range(a + 2, len(amounts) + 1)
        if sum(amounts[a:b]) == total
    ]  # fmt: skip
    if runs:
        assert known is not None
        longest = max(runs, key=len)
        assert [int(f.place.figure.value) for f in known[1]] == longest


SPANS = st.lists(st.tuples(st.integers(0, 20), st.integers(1, 6)).map(lambda s: (s[0], s[0] + s[1])))


@given(SPANS, st.integers(0, 20), st.integers(1, 6))
def test_stretches_answer_as_if_every_one_were_looked_at(spans: list[tuple[int, int]], at: int, length: int):
    known, end = Stretches(spans), at + length
    assert known.cover(at, end) == any(a <= at and end <= b for a, b in spans)
    assert known.touch(at, end) == any(a < end and at < b for a, b in spans)
