"""A client whose answers come another day: the same work as live, handed to a batch."""

from __future__ import annotations

from summarywriter.errors import AnswerPendingError
from summarywriter.writing import failures
from summarywriter.writing.answer import Answer, get
from summarywriter.writing.batch.answers import Line
from summarywriter.writing.batch.desk import Desk
from summarywriter.writing.client import LESSONS, OnDelta, OnUsage
from summarywriter.writing.endpoint import Endpoint
from summarywriter.writing.failures import Failure
from summarywriter.writing.message import Completion, Message


class BatchClient:
    """Answers from what batches brought; what is not there yet is noted to be sent with the next one.

    ``report`` is the stem of the report that asks.
    """

    def __init__(self, desk: Desk, report: str) -> None:
        self._desk = desk
        self._report = report

    async def complete(
        self, messages: list[Message], *, on_delta: OnDelta | None = None, on_usage: OnUsage | None = None
    ) -> Completion:
        """Do what :meth:`ModelClient.complete` does, with an answer that came back earlier.

        An answer that gave nothing is asked for again as often as a live one would be, with the
        batches to come.

        Raises:
            AnswerPendingError: there is no answer yet.
            ModelError: the answer gave nothing usable, or the budget does not reach so far.
        """
        desk = self._desk
        key = desk.key(self._report, messages)
        asked = desk.ask(key, self._report)
        line = desk.answer(key)
        if line is None:
            desk.want(key, messages, self._report)
            raise AnswerPendingError("答复还没有来。")
        answer = Answer()
        failure = read(line, answer, desk.endpoint)
        usage = answer.usage(messages, failure, desk.settings, desk.counter)
        desk.log(messages, answer, failure, usage)
        spent = asked.spent + usage
        if failure is None:
            notice = answer.notice(messages, desk.counter)
            if on_delta is not None:
                on_delta(answer.text)
            if on_usage is not None:
                on_usage(spent)
            desk.used(key)
            model = answer.model or desk.endpoint.where.model
            return Completion(answer.text, spent, answer.finish or "stop", model, notice)
        lesson = asked.lessons < LESSONS and desk.learn(key, line, messages)
        if lesson or asked.tries < min(failure.again, desk.settings.retries):
            desk.again(key, spent, lesson=lesson)
            desk.want(key, messages, self._report)
            raise AnswerPendingError("答复用不上，再问一次。")
        if on_usage is not None:
            on_usage(spent)
        desk.give_up(key, failure.error)
        raise failure.error


def read(line: Line, answer: Answer, endpoint: Endpoint) -> Failure | None:
    """Read one line of a batch's answers, and judge it as a live answer."""
    where = endpoint.where
    response = line.get("response")
    if response is not None:
        status, body = get(response, "status_code"), get(response, "body")
        if isinstance(status, int) and status >= 400:
            failure: Failure | None = failures.of_status(status, failures.said_in(body), {}, where)
        else:
            failure = answer.take(body, where) or answer.judge(endpoint)
    else:
        error = line.get("error")
        code, said = str(get(error, "code") or ""), str(get(error, "message") or "")
        failure = failures.of_batch(code, said, where)
    return None if failure is None else endpoint.redacted(failure)
