"""Rounds with a batch service that does what such services do: late, out of order, in part, or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from support.batch_server import Answer, BatchServer, Call, error
from support.drafter import Drafter
from support.server import HTML, Reply, Request, fail, null_choices, say

from summarywriter.errors import InputError, ModelError, ModelRejectedError, ModelUnreachableError
from summarywriter.model import Report, Section, Sheet
from summarywriter.settings import Settings
from summarywriter.writer import Writer
from summarywriter.writer.batch import BatchWriting, Round
from summarywriter.writing.batch import STATE_FILE

KEY = "sk-very-secret-0123456789"
SHEET = Sheet(
    title="2024年上半年工作总结",
    organization="清河区总工会",
    period="2024年上半年",
    sections=[
        Section(heading="组织建设", facts=["新建工会12家，发展会员3400人"]),
        Section(heading="维权服务", facts=["走访慰问困难职工126户，发放慰问金37.8万元"]),
        Section(heading="普法宣传", facts=["举办法律讲座9场，发放资料2300余份"]),
    ],
)


class Done(NamedTuple):
    """One round: the report, who wrote it, what was sent, what was told."""

    report: Report
    writer: Writer
    round: Round
    notices: list[str]

    @property
    def origins(self) -> str:
        """The origins of the sections' drafts by their initials, ``-`` where there is none."""
        return "".join(s.draft.origin[0] if s.draft else "-" for s in self.report.sections)


class Office:
    """A folder and a server; every call of :meth:`go` is a round as a program of its own would make it."""

    def __init__(self, folder: Path, server: BatchServer) -> None:
        self.folder = folder
        self.server = server
        self.sheet = SHEET
        self.settings: dict[str, Any] = {"retries": 1, "examples": 0, "connect_timeout": 5}

    def opened(self) -> BatchWriting:
        settings = Settings(**self.settings)
        return BatchWriting(self.folder, Writer("scripted", self.server.base_url, KEY, settings=settings))

    def go(self) -> Done:
        with self.opened() as batches:
            batches.collect()
            writer = batches.writer("facts")
            report = writer.write(self.sheet, journal=self.folder / "facts.report.json")
            batches.finished("facts")
            return Done(report, writer, batches.submit(), batches.notices)

    def cancel(self) -> None:
        with self.opened() as batches:
            batches.cancel()

    @property
    def state(self) -> dict[str, Any]:
        path = self.folder / STATE_FILE
        return json.loads(path.read_text("utf-8")) if path.exists() else {}


@pytest.fixture
def office(tmp_path: Path):
    with BatchServer(Drafter("slots")) as server:
        server.key = KEY
        yield Office(tmp_path, server)


def only(words: str, reply: Reply) -> Callable[[Request], Reply]:
    """Answer with ``reply`` where the section's facts hold ``words``, else as one should."""
    return lambda request: reply if words in request.prompt else Drafter("slots")(request)


def first_falls_away(lines: list[Any]) -> list[Any]:
    return lines[1:]


def strange(lines: list[Any]) -> list[Any]:
    """Return the lines backwards, among lines that are none, not ours, or said twice."""
    other = json.loads(json.dumps(lines[0]))
    other["response"]["body"]["choices"][0]["message"]["content"] = "另一份答复，走访慰问999户。"
    deep = '{"custom_id":' + "[" * 100_000 + "]" * 100_000 + "}"
    foreign = {**lines[1], "custom_id": "not-ours"}
    return ["{half a li", "", "[1]", '"\ud800"', deep, {"custom_id": 7}, *reversed(lines), foreign, other]


def test_answers_out_of_order_among_strange_lines_are_found(office: Office):
    office.go()
    office.server.mangle = strange
    office.server.work()
    done = office.go()
    assert done.origins == "mmm"
    assert done.report.ok
    assert "999" not in "".join(s.text for s in done.report.sections)
    assert any("5行读不懂、1行不是所问的、1行重复" in notice for notice in done.notices), done.notices
    assert office.state == {}


@pytest.mark.parametrize(
    ("reply", "sent", "told"),
    [
        (say("新建工会12家", finish="length"), 0, "长度上限"),
        (say("", finish="content_filter"), 0, "内容审核"),
        (fail(400, "Content Exists Risk"), 0, "内容审核"),
        (fail(400, "maximum context length is 8192 tokens"), 0, "提示过长"),
        (fail(401, "bad key"), 0, "密钥无效"),
        (say(""), 1, "答复是空的"),
        (say("<think>只想不写</think>"), 1, "只写了思考过程"),
        (null_choices(), 1, "答复里没有内容"),
        (fail(500, "overloaded"), 1, "出错（500）"),
        (fail(429, "slow down"), 1, "请求过于频繁"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_line_that_fails_is_judged_as_a_live_answer(office: Office, reply: Reply, sent: int, told: str):
    """Those that may do better are sent once more (one retry is set), then the composer writes."""
    office.server.handler = only("讲座", reply)
    office.go()
    office.server.work()
    done = office.go()
    assert done.round.sent.requests == sent
    if sent:
        assert done.origins == "mm-"
        office.server.work()
        done = office.go()
    assert done.origins == "mmc"
    assert told in str(done.writer.failures[0])
    assert "普法宣传" in str(done.writer.failures[0])
    assert done.report.usage.calls == 3 + sent == len(office.server.paid)
    again = office.go()
    assert again.round.sent.requests == 0
    assert told in str(again.writer.failures[0])
    assert again.report.usage == done.report.usage
    assert [len(s.history) for s in again.report.sections] == [1, 1, 1]


def test_a_line_that_fails_once_is_made_good_in_the_next_round(office: Office):
    office.server.handler = only("讲座", fail(500, "overloaded"))
    office.go()
    office.server.work()
    office.go()
    office.server.handler = Drafter("slots")
    office.server.work()
    done = office.go()
    assert done.origins == "mmm"
    assert done.report.usage.calls == 4


def test_a_parameter_that_is_refused_is_left_out_from_then_on(office: Office):
    office.settings["max_tokens"] = 500

    def old(request: Request) -> Reply:
        if "max_tokens" in request.body:
            words = "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."
            return fail(400, words, param="max_tokens")
        return Drafter("slots")(request)

    office.server.handler = old
    office.go()
    office.server.work()
    assert office.go().round.sent.requests == 3
    bodies = [line["body"] for line in list(office.server.batches.values())[1].lines]
    assert [body["max_completion_tokens"] for body in bodies] == [500, 500, 500]
    office.server.work()
    assert office.go().origins == "mmm"


@pytest.mark.parametrize("status", ["expired", "completed", "COMPLETED"])
def test_what_a_batch_did_not_come_to_goes_out_with_the_next(office: Office, status: str):
    office.go()
    office.server.work(status, only=1)
    done = office.go()
    assert (done.origins, done.round.sent.requests) == ("m--", 2)
    office.server.work("expired", only=0)
    done = office.go()
    assert done.origins == "mcc"
    assert "到期" in str(done.writer.failures[0])
    assert len(office.server.paid) == 1


def test_a_file_of_answers_that_is_gone_is_told_and_asked_for_again(office: Office):
    office.go()
    office.server.work()
    office.server.files.clear()
    done = office.go()
    assert done.round.sent.requests == 3
    assert any("答复文件服务器上已经没有了" in notice for notice in done.notices)


def test_a_batch_the_server_does_not_know_is_not_sent_again_unasked(office: Office):
    office.go()
    known = dict(office.server.batches)
    office.server.batches.clear()
    done = office.go()
    assert (done.origins, done.round.sent.requests) == ("---", 0)
    assert any("不认得批次" in notice for notice in done.notices)
    office.server.batches.update(known)
    office.server.work()
    assert office.go().origins == "mmm", "it was another account's only for a while"


def test_a_batch_that_is_gone_for_good_is_let_go_by_cancelling(office: Office):
    office.go()
    office.server.batches.clear()
    office.go()
    office.cancel()
    assert office.go().round.sent.requests == 3


def problems(*lines: int | None, code: str = "invalid_request", words: str = "bad line") -> dict[str, Any]:
    data = [{"code": code, "line": line, "message": words, "param": None} for line in lines]
    return {"errors": {"object": "list", "data": data}}


def test_a_batch_turned_down_for_one_line_gives_up_that_line_only(office: Office):
    office.go()
    office.server.work("failed", **problems(2))
    done = office.go()
    assert (done.origins, done.round.sent.requests) == ("-c-", 2)
    assert any("没有被服务商接受，没有执行：bad line" in notice for notice in done.notices)
    office.server.work()
    assert office.go().origins == "mcm"


def test_a_batch_turned_down_as_a_whole_is_tried_again_and_then_given_up(office: Office):
    office.go()
    office.server.work("failed", **problems(None, words="Billing hard limit"))
    assert office.go().round.sent.requests == 3
    office.server.work("failed", **problems(None, words="Billing hard limit"))
    done = office.go()
    assert done.origins == "ccc"
    assert "Billing hard limit" in str(done.writer.failures[0])


def test_a_full_queue_is_waited_for_however_long(office: Office):
    office.go()
    for _ in range(4):
        office.server.work("failed", **problems(None, code="token_limit_exceeded", words="queue is full"))
        assert office.go().round.sent.requests == 3
    office.server.work()
    assert office.go().origins == "mmm"


def test_limits_of_a_file_make_several_batches(office: Office):
    office.settings["batch_requests"] = 2
    assert office.go().round.sent == (3, 2)
    assert [len(held.lines) for held in office.server.batches.values()] == [2, 1]
    office.cancel()
    office.server.work("cancelled", only=0)
    office.settings |= {"batch_requests": 10, "batch_bytes": 1}
    assert office.go().round.sent == (3, 3)
    office.server.work()
    assert office.go().origins == "mmm"


@pytest.mark.parametrize("label", [True, False])
def test_a_batch_whose_start_was_not_heard_of_is_found_again(office: Office, label: bool):
    """By its name in the metadata, or, where a gateway forgets that, by its file; however many came since."""
    office.server.label = label
    office.server.instead = lambda call: (0, b"") if call.path == "/batches" else None
    with pytest.raises(ModelUnreachableError):
        office.go()
    office.server.instead = lambda call: None
    own = next(iter(office.server.batches.values()))
    for n in range(7):
        other = own.about | {"id": f"other{n}", "input_file_id": f"x{n}", "metadata": {"summarywriter": "?"}}
        office.server.batches[other["id"]] = type(own)(other)
    assert office.go().round.sent.requests == 0
    office.server.work()
    assert office.go().origins == "mmm"
    assert len(office.server.paid) == 3


def test_a_batch_that_cannot_be_looked_for_is_let_go_by_cancelling(office: Office):
    office.server.instead = lambda call: (0, b"") if call.path == "/batches" else None
    with pytest.raises(ModelUnreachableError):
        office.go()
    office.server.instead = lambda call: error(404, "no list") if call.method == "GET" else None
    with pytest.raises(ModelRejectedError):
        office.go()
    office.cancel()
    assert office.state.get("batches", {}) == {}
    assert office.go().round.sent.requests == 3


def test_what_ended_before_it_could_be_stopped_is_used(office: Office):
    office.go()
    office.server.work()
    office.server.refuse = lambda call: error(409, "too late") if "cancel" in call.path else None
    office.cancel()
    assert office.go().origins == "mmm"


def test_a_start_that_was_refused_leaves_nothing_behind(office: Office):
    office.server.refuse = lambda call: (
        error(429, "slow down") if (call.method, call.path) == ("POST", "/batches") else None
    )
    with pytest.raises(ModelRejectedError):
        office.go()
    assert "batches" not in office.state
    office.server.refuse = lambda call: None
    assert office.go().round.sent == (3, 1)


def test_a_gateway_that_refuses_metadata_gets_none(office: Office):
    def plain(call: Call) -> Answer | None:
        return error(400, "Unknown parameter: 'metadata'.") if "metadata" in call.body else None

    office.server.refuse = plain
    assert office.go().round.sent == (3, 1)


@pytest.mark.parametrize("path", ["/files", "/batches", "/batches/batch_2"])
@pytest.mark.parametrize(
    "body", [HTML.encode(), b'{"object": "batch"}', b"[]"], ids=["page", "no id", "list"]
)
def test_an_answer_that_is_none_is_told_and_nothing_is_sent_twice(office: Office, path: str, body: bytes):
    if path.endswith("_2"):
        office.go()
    office.server.instead = lambda call: (200, body) if call.path == path else None
    with pytest.raises(ModelError) as told:
        office.go()
    assert "网页" in str(told.value) or "读不懂" in str(told.value)
    office.server.instead = lambda call: None
    office.go()
    office.server.work()
    done = office.go()
    assert done.origins == "mmm"
    assert len(office.server.paid) == 3


def test_a_server_in_trouble_for_a_moment_is_asked_again(office: Office):
    office.go()
    office.server.work()
    troubles = [error(503, "one moment"), (0, b""), None]
    office.settings["retries"] = 2
    office.server.refuse = lambda call: troubles.pop(0) if len(troubles) > 1 else None
    assert office.go().origins == "mmm"


def test_the_key_comes_into_no_file_even_if_the_server_echoes_it(office: Office):
    office.server.handler = only("讲座", say(f"举办法律讲座9场，发放资料2300余份。{KEY}"))
    office.go()
    office.server.mangle = lambda lines: [*lines, f"{KEY}"]
    office.server.work()
    office.settings["log"] = office.folder / "log.jsonl"
    with office.opened() as batches:
        batches.collect()
    texts = [path.read_text("utf-8") for path in office.folder.iterdir()]
    assert any("2300余份。***" in text for text in texts), "the answers lie here"
    done = office.go()
    pending = done.report.section("普法宣传").pending
    assert pending is not None
    assert "***" in pending.text
    texts += [path.read_text("utf-8") for path in office.folder.iterdir()]
    assert KEY not in "".join(texts) + "".join(done.notices)


def test_names_stay_here_and_come_back_into_the_text(office: Office):
    facts = ["劳模张伟带头，走访慰问困难职工126户"]
    office.sheet = SHEET.model_copy(update={"parts": ()})
    office.sheet = Sheet(title="工作总结", sections=[Section(heading="维权服务", facts=facts)])
    office.settings |= {"redact_names": "张伟"}
    office.go()
    assert "张伟" not in json.dumps(
        [held.lines for held in office.server.batches.values()], ensure_ascii=False
    )
    office.server.work()
    done = office.go()
    assert "张伟" in done.report.section("维权服务").text
    assert "张伟" not in json.dumps(office.state, ensure_ascii=False)


def test_a_budget_holds_for_all_that_one_round_sends(office: Office):
    office.settings |= {"budget_tokens": 4000, "max_tokens": 500, "fallback": False}
    done = office.go()
    assert 0 < done.round.sent.requests < 3
    assert "词元上限是4000" in str(done.writer.failures[0])
    office.server.work()
    done = office.go()
    assert done.round.sent.requests == len(done.report.unwritten) == 3 - len(office.server.paid)


def test_facts_that_change_meanwhile_make_a_new_request_and_the_old_one_is_told_of(office: Office):
    office.go()
    changed = SHEET.sections[2].model_copy(
        update={"facts": (*SHEET.sections[1].facts, *SHEET.sections[2].facts)}
    )
    office.sheet = Sheet(
        title=SHEET.title, organization=SHEET.organization, period=SHEET.period,
        sections=[*SHEET.sections[:2], changed],
    )  # fmt: skip
    done = office.go()
    assert (done.round.sent.requests, done.round.unneeded) == (1, 1)
    office.server.work()
    done = office.go()
    assert done.origins == "mmm"
    assert office.state == {}


def test_a_state_in_its_middle_is_readable_and_holds_no_words_of_the_facts(office: Office):
    office.go()
    (batch,) = office.state["batches"].values()
    assert batch["id"] == "batch_2"
    assert batch["status"] == "in_progress"
    assert {asked["report"] for asked in office.state["requests"].values()} == {"facts"}
    text = (office.folder / STATE_FILE).read_text("utf-8")
    assert KEY not in text
    assert "慰问" not in text


@pytest.mark.parametrize(
    "spoil",
    [
        lambda state: state["batches"].update({"../../elsewhere": state["batches"].popitem()[1]}),
        lambda state: state.update(version=2),
        lambda state: state.update(requests=[]),
    ],
    ids=["a path for a name", "another version", "another form"],
)
def test_a_state_that_was_tampered_with_is_refused(office: Office, spoil: Callable[[dict[str, Any]], object]):
    office.go()
    state = office.state
    spoil(state)
    (office.folder / STATE_FILE).write_text(json.dumps(state), "utf-8")
    with pytest.raises(InputError, match="没有动它"):
        office.go()
    assert office.state == state


def test_a_request_whose_batch_is_not_noted_goes_out_again(office: Office):
    office.go()
    state = office.state
    state["batches"] = {}
    (office.folder / STATE_FILE).write_text(json.dumps(state), "utf-8")
    assert office.go().round.sent.requests == 3
