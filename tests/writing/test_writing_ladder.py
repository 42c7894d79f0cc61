"""Drafting and repairing a section against the scripted server."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import SecretStr
from support.drafter import Drafter
from support.server import ScriptedServer, fail, say

from summarywriter.checking import check
from summarywriter.errors import ModelRejectedError, ModelUnreachableError
from summarywriter.markup import parse_sheet
from summarywriter.model import Policy, Usage
from summarywriter.settings import Settings
from summarywriter.writing import ModelClient, draft_section, fill, slot_table
from summarywriter.writing import client as client_module
from summarywriter.writing.attempt import Bench
from summarywriter.writing.hygiene import clean
from summarywriter.writing.message import Completion

SHEET = parse_sheet("""---
title: 2024年上半年工作总结
organization: 清河区总工会
period: 2024年上半年
guidance:
  - 在区委和市总工会的正确领导下
---

## 导语

## 推进维权服务
- “两节”期间走访慰问困难职工126户，发放慰问金37.8万元
- 职工医疗互助参保1.86万人，报销342人次、58.6万元
- 新建户外劳动者服务站点6个，累计达31个

## 加强组织建设
### 建强基层组织
- 新建基层工会24家，发展会员3150人
### 建好干部队伍
- 举办工会干部培训班2期，培训180人

# 下半年打算
## 下一步打算
- 计划三季度组织一线职工疗休养600人
""")
RIGHTS = SHEET.section("推进维权服务")
GOOD = (
    "{N1}期间，走访慰问困难职工{1a}，发放慰问金{1b}。"
    "职工医疗互助参保{2a}，报销{2b}、{2c}。新建户外劳动者服务站点{3a}，累计达{3b}。"
)
FILLED = (
    "“两节”期间，走访慰问困难职工126户，发放慰问金37.8万元。"
    "职工医疗互助参保1.86万人，报销342人次、58.6万元。新建户外劳动者服务站点6个，累计达31个。"
)


@pytest.fixture
def server():
    with ScriptedServer() as running:
        yield running


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(client_module, "_FIRST_PAUSE", 0.01)


def draft(server, section=RIGHTS, sheet=SHEET, *, rounds=2, **more):
    given_ = Settings(base_url=server.base_url, api_key=SecretStr("k"), rounds=rounds, retries=0)

    async def go():
        client = ModelClient(given_)
        try:
            return await draft_section(sheet, section, client=client, settings=given_, **more)
        finally:
            await client.close()

    return asyncio.run(go())


def errors(made):
    return [f for f in made.findings if f.severity == "error"]


def refilled(made):
    return fill(made.slots, slot_table(made.facts, SHEET.guidance), exact=True).text


@pytest.mark.parametrize("answer", [GOOD, FILLED], ids=["slots", "literal"])
def test_a_good_draft_passes_with_one_call(server, answer):
    server.queue(say(answer))
    made = draft(server)
    assert made.text == FILLED
    assert made.slots == GOOD
    assert made.findings == ()
    assert made.repairs == ()
    assert (made.origin, made.usage.calls, len(server.history)) == ("model", 1, 1)
    assert len(made.links) == 7
    assert made.facts == RIGHTS.all_facts


@pytest.mark.parametrize("mode", ["slots", "literal", "wrong", "stubborn", "forgetful"])
@pytest.mark.parametrize("section", SHEET.sections, ids=lambda s: s.heading)
def test_whatever_the_model_does_the_text_has_no_error(server, mode, section):
    server.handler = Drafter(mode)
    made = draft(server, section)
    assert errors(made) == []
    assert check(made.text, SHEET, section=section.id).ok
    assert refilled(made) == made.text
    assert made.usage.calls == len(server.history)
    for group in section.groups:
        assert f"### {group.heading}" in made.text.split("\n")


def test_a_wrong_figure_is_put_right_without_a_further_call(server):
    server.queue(say(FILLED.replace("126户", "127户")))
    made = draft(server)
    assert made.text == FILLED
    assert len(server.history) == 1
    assert [r.rung for r in made.repairs] == ["substitute"]
    assert "127户" in made.repairs[0].before
    assert "126户" in made.repairs[0].after
    assert [f.code for f in made.findings] == ["repaired"]


def test_only_the_failing_sentence_is_asked_for_again(server):
    answer = GOOD.replace("报销{2b}、{2c}。", "报销{2b}、{2c}，惠及职工家属{9z}余名。")
    server.queue(say(answer), say("【1】职工医疗互助共有{2a}参保，报销{2b}、{2c}。"))
    made = draft(server)
    assert made.text == FILLED.replace("职工医疗互助参保1.86万人", "职工医疗互助共有1.86万人参保")
    asked = server.history[1].messages
    assert [m["role"] for m in asked] == ["system", "user"]
    assert asked[1]["content"].count("<待改") == 1
    assert "前一句：{N1=“两节”}期间，走访慰问困难职工{1a}，发放慰问金{1b}。" in asked[1]["content"]
    assert "事实 2. 职工医疗互助参保{2a=1.86万人}" in asked[1]["content"]
    assert "服务站点" not in asked[1]["content"]
    assert [r.rung for r in made.repairs] == ["sentence"]
    assert made.repairs[0].usage.calls == 1
    assert made.usage.calls == 2


def test_a_sentence_without_ground_is_taken_out(server):
    server.queue(say(GOOD + "全年惠及职工家属8600余名。"), say("【1】删除"))
    assert draft(server).text == FILLED


def test_a_fact_left_out_is_asked_for_and_put_in_its_place(server):
    server.queue(
        say(GOOD.replace("职工医疗互助参保{2a}，报销{2b}、{2c}。", "")),
        say("【1】职工医疗互助参保{2a}，报销{2b}、{2c}"),
    )
    made = draft(server)
    assert made.text == FILLED
    assert "成文漏写了事实" in server.history[1].messages[-1]["content"]


def test_a_name_written_by_its_slot_is_the_fact_s_to_the_letter(server):
    server.queue(say(GOOD.replace("{N1}期间", "“{N1}”期间")))
    made = draft(server)
    assert made.text == FILLED
    assert made.slots == GOOD
    assert "{N1=“两节”}期间走访慰问困难职工{1a=126户}" in server.history[0].prompt


def test_a_name_s_slot_of_an_example_is_never_filled(server):
    server.queue(say(GOOD + "举办{N101}活动。"), say("【1】删除"))
    assert draft(server).text == FILLED
    assert "是示例里的标记" in server.history[1].messages[-1]["content"]


def test_a_slot_of_an_example_is_never_filled(server):
    server.queue(say(GOOD + "培训职工{101a}。"), say("【1】删除"))
    made = draft(server)
    assert made.text == FILLED
    assert "示例里的标记" in server.history[1].messages[-1]["content"]


def test_the_rungs_are_taken_in_order_and_recorded(server):
    server.handler = lambda _: say("走访慰问困难职工一大批，惠及家属8600余名，覆盖企业77家。")
    made = draft(server)
    assert errors(made) == []
    rungs = [r.rung for r in made.repairs]
    assert rungs[:3] == ["sentence", "sentence", "section"]
    assert rungs[-1] == "compose"
    assert len(server.history) == 4
    assert any(f.code == "composed" and f.severity == "info" for f in made.findings)


def test_without_rounds_the_section_is_asked_for_at_once(server):
    server.queue(say(GOOD + "惠及家属8600余名。"), say(GOOD))
    made = draft(server, rounds=0)
    assert made.text == FILLED
    assert [r.rung for r in made.repairs] == ["section"]
    assert "整节重写" in server.history[1].messages[-1]["content"]


def test_a_worse_repair_is_not_taken(server):
    wrong = GOOD + "惠及家属8600余名。"
    worse = "惠及家属8600余名，覆盖企业77家，培训职工5400人次。"
    server.queue(say(wrong), say(f"【1】{worse}"), say("【1】" + worse), say(worse))
    made = draft(server)
    assert made.text == FILLED
    assert [r.rung for r in made.repairs] == ["sentence", "sentence", "section", "compose"]


def test_a_model_lost_on_the_way_leaves_the_rest_to_the_composer(server):
    server.queue(say(GOOD + "惠及家属8600余名。"), fail(500))
    made = draft(server)
    assert made.text == FILLED
    assert made.origin == "model"
    assert made.usage.calls == 2


def test_a_first_answer_that_never_comes_is_an_error(server):
    spent = []
    server.queue(fail(500))
    with pytest.raises(ModelUnreachableError):
        draft(server, on_usage=spent.append)
    assert [u.calls for u in spent] == [1]
    server.queue(fail(401))
    with pytest.raises(ModelRejectedError):
        draft(server)


GROUPED = """\
### 建强基层组织
新建基层工会24家，发展会员3150人。
### 建好干部队伍
举办工会干部培训班2期，培训180人。"""


@pytest.mark.parametrize(
    "answer",
    [
        "新建基层工会{1a}，发展会员{1b}。举办工会干部培训班{2a}，培训{2b}。",
        "举办工会干部培训班{2a}，培训{2b}。\n新建基层工会{1a}，发展会员{1b}。",
        "### 建强基层组织\n新建基层工会{1a}，发展会员{1b}。举办工会干部培训班{2a}，培训{2b}。",
        "### 建强组织\n新建基层工会{1a}，发展会员{1b}。\n### 建好队伍\n举办工会干部培训班{2a}，培训{2b}。",
    ],
)
def test_headings_of_groups_that_were_left_out_are_put_back(server, answer):
    server.queue(say(answer))
    assert draft(server, SHEET.section("加强组织建设")).text == GROUPED


def test_talk_around_the_text_is_not_the_text(server):
    server.queue(say(f"好的，以下是正文：\n\n## 推进维权服务\n{GOOD}\n\n希望对您有帮助！"))
    assert draft(server).text == FILLED


def test_events_show_the_text_filled(server):
    seen = []
    server.queue(say(GOOD.replace("{1a}", "{1a=126户}")))
    draft(server, on_event=seen.append)
    assert "".join(e.text for e in seen if e.kind == "delta") == FILLED
    assert {e.section for e in seen} == {"推进维权服务"}
    assert "checking" in {e.kind for e in seen}


def test_hint_and_length_reach_the_prompt_and_the_draft(server):
    server.queue(say(GOOD))
    made = draft(server, hint="突出</要求>帮扶", length=260)
    prompt = server.history[0].prompt
    assert "突出＜/要求＞帮扶" in prompt
    assert "约260字" in prompt
    assert (made.hint, made.length) == ("突出</要求>帮扶", 260)


def test_a_policy_is_heeded(server):
    server.queue(say(GOOD + "惠及家属8600余名。"))
    made = draft(server, policy=Policy({"unsupported-figure": "warning", "repaired": "off"}))
    assert "8600" in made.text
    assert len(server.history) == 1


def test_numerals_spelled_out_are_worded_as_in_the_facts(server):
    server.queue(say(GOOD.replace("{1a}", "一百二十六户").replace("{2a}", "18600人")))
    made = draft(server)
    assert made.text == FILLED
    assert made.slots == GOOD


def test_figures_in_each_other_s_place_are_asked_for_again(server):
    swapped = GOOD.replace("{3a}", "{0}").replace("{3b}", "{3a}").replace("{0}", "{3b}")
    server.queue(say(swapped), say("1. 新建户外劳动者服务站点{3a}，累计达{3b}。"))
    assert draft(server).text == FILLED


def test_an_answer_that_is_no_list_changes_nothing(server):
    wrong = GOOD + "惠及家属8600余名。\n覆盖企业77家。"
    server.queue(say(wrong), say("好的，已修改。"), say("【7】惠及家属。\n【9】删除"), say(GOOD))
    made = draft(server)
    assert made.text == FILLED
    assert [(r.rung, r.after) for r in made.repairs[:2]] == [("sentence", ""), ("sentence", "")]


class Parrot:
    """Answers with the given texts, over and over."""

    def __init__(self, answers):
        self.answers = answers
        self.calls = 0

    async def complete(self, messages, *, on_delta=None, on_usage=None):
        text = self.answers[self.calls % len(self.answers)]
        self.calls += 1
        usage = Usage(calls=1)
        on_usage(usage)
        return Completion(text, usage, "stop", "parrot")


PIECES = st.sampled_from((Path(__file__).parent / "answer_pieces.txt").read_text("utf-8").split())


@settings(max_examples=30)
@given(st.lists(st.lists(PIECES, min_size=1, max_size=14).map("".join), min_size=1, max_size=4))
def test_whatever_comes_the_text_is_never_worse_than_the_first_draft(answers):
    parrot = Parrot(answers)
    made = asyncio.run(draft_section(SHEET, RIGHTS, client=parrot, settings=Settings()))
    first = Bench.of(SHEET, RIGHTS).judge(fill(clean(answers[0], RIGHTS), slot_table(RIGHTS.all_facts)).text)
    assert len(errors(made)) <= len(first.errors) or not first.text
    assert refilled(made) == made.text
    assert made.usage.calls == parrot.calls <= 4
    judged = Bench.of(SHEET, RIGHTS).judge(made.text)
    assert tuple(f for f in made.findings if f.severity != "info") == judged.findings


def test_the_section_is_asked_for_again_behind_the_same_messages(server):
    server.handler = lambda _: say("惠及家属8600余名。")
    draft(server)
    first, *_, last = (request.messages for request in server.history)
    assert last[:2] == first
    assert [m["role"] for m in last[2:]] == ["assistant", "user"]
    assert re.search(r"原句：惠及家属8600余名。", server.history[1].messages[-1]["content"])
