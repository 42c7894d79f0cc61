"""Names and private numbers stay on this machine and come back in the text."""

from __future__ import annotations

import asyncio
import json

import pytest
from pydantic import SecretStr
from support.server import Reply, Request, ScriptedServer, say

from summarywriter import Writer
from summarywriter.markup import parse_sheet
from summarywriter.model import Sheet, Usage
from summarywriter.settings import Settings
from summarywriter.writing import RedactingClient, Redactor
from summarywriter.writing.message import Completion

SHEET = parse_sheet("""---
title: 2024年上半年工作总结
organization: 清河区总工会
period: 2024年上半年
---

## 选树先进典型
- 职工张伟获评市劳动模范，联系电话13812345678
- 慰问困难职工王芳、李明华，发放慰问金2.4万元
- 推荐2人参评“最美职工”，欧阳雪梅同志入选
""")
NAMES = ("张伟", "王芳", "李明华", "欧阳雪梅", "13812345678")


def redactor(**more) -> Redactor:
    return Redactor.of(SHEET, Settings(**({"redact": True} | more)))


def test_every_name_and_private_number_is_found():
    assert set(redactor().hidden) == set(NAMES)


def test_without_the_setting_nothing_is_hidden():
    assert redactor(redact=False).hidden == ()


def test_names_that_are_listed_are_hidden_whatever_they_look_like():
    assert redactor(redact=False, redact_names="清河区、最美职工").hidden[:2] == ("清河区", "最美职工")


def test_what_is_hidden_comes_back_and_nothing_else_changes():
    one = redactor()
    text = "职工张伟获评市劳动模范，慰问王芳、李明华。"
    hidden = one.hide([{"role": "user", "content": text}])[0]["content"]
    assert not any(name in hidden for name in NAMES)
    assert one.reveal(hidden) == text
    assert one.reveal(hidden.replace("{", "｛ ").replace("}", " ｝")) == text
    assert one.reveal("{P99}说") == "{P99}说"


def test_a_name_within_a_slot_s_words_is_blanked():
    shown = redactor().hide([{"role": "user", "content": "{L1=在张伟同志带领下}，电话{1a=13812345678}"}])
    assert shown[0]["content"] == "{L1=在某某同志带领下}，电话{1a=某某}"


def test_a_name_in_marks_that_holds_a_person_s_is_blanked_and_comes_back_whole(tmp_path):
    sheet = Sheet(sections=[{"heading": "典型选树", "facts": ["新建“张伟创新工作室”，职工张伟获评劳模"]}])
    with ScriptedServer(lambda _: say("新建{N1}，职工{P1}获评劳模。")) as server:
        settings = Settings(base_url=server.base_url, api_key=SecretStr("sk-loopback-only"), redact=True)
        report = Writer(settings=settings).write(sheet)
        sent = server.history[0].prompt
    assert report.sections[0].text == "新建“张伟创新工作室”，职工张伟获评劳模。"
    assert "{N1=“某某创新工作室”}" in sent
    assert "张伟" not in sent


def test_the_model_is_told_of_the_marks_only_where_there_are_any():
    told, plain = (
        redactor().hide([{"role": "system", "content": "规则。"}, {"role": "user", "content": text}])
        for text in ("职工张伟", "职工")
    )
    assert "# 隐去的内容" in told[0]["content"]
    assert plain[0]["content"] == "规则。"


class Streaming:
    """A client that answers in pieces of one character, in two attempts."""

    def __init__(self, answer: str) -> None:
        self.answer = answer

    async def complete(self, messages, *, on_delta=None, on_usage=None):
        for _ in range(2):
            for char in self.answer:
                on_delta(char)
            on_usage(Usage(calls=1))
        return Completion(self.answer, Usage(calls=2), "stop", "m")


@pytest.mark.parametrize("answer", ["职工{P1}获评劳模。", "{P1}", "发放{2a}，{P1", "没有标记"])
def test_names_come_back_while_the_answer_streams(answer):
    one = redactor()
    pieces = []
    done = asyncio.run(
        RedactingClient(Streaming(answer), one).complete([], on_delta=pieces.append, on_usage=lambda _: None)
    )
    whole = one.reveal(answer)
    assert "".join(pieces) == whole * 2
    assert done.text == whole


def test_a_whole_report_is_written_without_a_name_leaving(tmp_path):
    def handler(request: Request) -> Reply:
        assert "{P1}" in request.prompt
        return say(
            "职工{P3}获评市劳动模范，联系电话{P1}。慰问困难职工{P4}、{P5}，发放慰问金{2a}。"
            if "{P3}" not in request.prompt
            else drafted(request)
        )

    def drafted(request: Request) -> str:
        facts = request.prompt.split("<事实>\n")[-1].split("\n</事实>")[0].split("\n")
        return "".join(fact.partition(". ")[2] + "。" for fact in facts)

    log = tmp_path / "log.jsonl"
    with ScriptedServer(handler) as server:
        settings = Settings(
            base_url=server.base_url, api_key=SecretStr("sk-loopback-only"), redact=True, log=log, rounds=0
        )
        events = []
        report = Writer(settings=settings).write(SHEET, on_event=events.append)
        sent = "".join(json.dumps(request.body, ensure_ascii=False) for request in server.history)
    text = report.sections[0].text
    assert all(name in text for name in NAMES)
    assert not any(name in sent + log.read_text("utf-8") for name in NAMES)
    assert any(e.kind == "notice" and "不会发出" in e.text for e in events)


def test_the_dry_run_shows_what_would_leave():
    writer = Writer.offline(settings=Settings(redact=True))
    view = writer.prompts(SHEET)[0]
    assert not any(name in message["content"] for name in NAMES for message in view.messages)
    assert set(view.hidden) == set(NAMES)
    plain = Writer.offline().prompts(SHEET)[0]
    assert "张伟" in plain.messages[-1]["content"]
    assert "手机号码" in Writer.offline().warnings(SHEET)[0]
