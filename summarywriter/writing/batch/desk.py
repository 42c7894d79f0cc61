"""Where requests wait: which are out, which have come back, which are to be sent."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from summarywriter.errors import ModelBudgetError, ModelError, SettingsError
from summarywriter.model import Usage
from summarywriter.settings import Settings
from summarywriter.writing.answer import Answer
from summarywriter.writing.batch.answers import Answers, Line, refusal
from summarywriter.writing.batch.spool import Spool
from summarywriter.writing.batch.state import (
    ANSWERS_FILE,
    Asked,
    Batch,
    GivenUp,
    State,
    Ways,
    read_state,
    write_state,
)
from summarywriter.writing.budget import Purse
from summarywriter.writing.endpoint import Endpoint
from summarywriter.writing.exchange_log import ExchangeLog
from summarywriter.writing.failures import Failure
from summarywriter.writing.message import Message
from summarywriter.writing.tokens import token_counter


class Desk:
    """The requests of the reports in ``folder``; :meth:`save` keeps what changed.

    Raises:
        InputError: what is kept in the folder cannot be read.
        SettingsError: the settings make no sense, or the batches that are out were given to another
            address than that of the settings.
    """

    def __init__(self, folder: Path, settings: Settings) -> None:
        self.folder = folder
        self.settings = settings
        self.endpoint = Endpoint(settings)
        self.counter = token_counter(settings.model)
        self.spool = Spool(settings.batch_requests, settings.batch_bytes)
        self._log = ExchangeLog(settings.log, secret=self.endpoint.secret)
        self._purse = Purse(settings)
        state = read_state(folder)
        where = self.endpoint.where
        if state.batches and state.address != where.address:
            raise SettingsError(
                f"{folder} 里的批次交给了 {state.address}，现在设的地址是 {where.address}。"
                "请改回原来的地址收取；不再要它们，请用原来的地址运行 summarywriter batch cancel。"
            )
        self.batches = dict(state.batches)
        self.requests = dict(state.requests)
        self.release({key for key, asked in self.requests.items() if asked.batch not in self.batches})
        self._ways = dict(state.ways)
        self.dialect = self._ways.get(where.model, Ways()).dialect()
        self._answers = Answers()
        self._asked: set[str] = set()
        self._used: set[str] = set()
        for name, batch in self.batches.items():
            if batch.collected:
                self.open_answers(name)

    def key(self, report: str, messages: list[Message]) -> str:
        """Return the digest of a request: whose it is, model, parameters and messages."""
        said = json.dumps([report, self.endpoint.parameters, messages], sort_keys=True)
        return hashlib.sha256(said.encode()).hexdigest()[:40]

    def ask(self, key: str, report: str) -> Asked:
        """Take down that ``report`` still wants a request; return what is known of it.

        Raises:
            ModelError: it was given up earlier.
        """
        self._asked.add(key)
        asked = self.requests.get(key, Asked(report=report))
        if asked.given_up is not None:
            kinds = {kind.__name__: kind for kind in ModelError.__subclasses__()}
            raise kinds.get(asked.given_up.kind, ModelError)(asked.given_up.message)
        return asked

    def answer(self, key: str) -> Line | None:
        """Return what came back for a request."""
        return self._answers.get(key)

    def want(self, key: str, messages: list[Message], report: str) -> None:
        """Note a request to be sent, unless it is out already.

        Raises:
            ModelBudgetError: the budget does not reach so far.
        """
        asked = self.requests.get(key)
        if key in self.spool or (asked is not None and asked.batch):
            return
        try:
            self._purse.set_aside(self.counter.count_messages([m["content"] for m in messages]))
        except ModelBudgetError as error:
            # Answers that are here are there for the taking all the same.
            error.lasting = False
            raise
        self.requests[key] = asked or Asked(report=report)
        self.spool.add(key, self.dialect.request(self.endpoint.parameters, messages))

    def used(self, key: str) -> None:
        """Take down that an answer has gone into a draft, which is saved by whoever asked."""
        self._used.add(key)

    def again(self, key: str, spent: Usage, *, lesson: bool) -> None:
        """Put a request back among those to be sent: its answer gave nothing."""
        asked = self.requests[key]
        more = {"lessons": asked.lessons + 1} if lesson else {"tries": asked.tries + 1}
        self.requests[key] = asked.model_copy(update={"batch": "", "spent": spent} | more)
        self._answers.drop(key)

    def give_up(self, key: str, error: ModelError) -> None:
        """Remember that a request is not sent again, and why."""
        told = GivenUp(kind=type(error).__name__, message=str(error))
        asked = self.requests[key]
        self.requests[key] = asked.model_copy(update={"batch": "", "spent": Usage(), "given_up": told})
        self._answers.drop(key)

    def forgive(self) -> None:
        """Send what was given up once more, when it is asked for."""
        for key, asked in list(self.requests.items()):
            if asked.given_up is not None:
                del self.requests[key]

    def learn(self, key: str, line: Line, messages: list[Message]) -> bool:
        """Learn from a refusal that names a parameter; false when there was nothing to learn."""
        refused = refusal(line)
        if refused is None:
            return False
        batch = self.batches.get(self.requests[key].batch, Batch())
        parameters = self.endpoint.parameters
        sent = batch.ways.dialect().request(parameters, messages)
        if self.dialect.request(parameters, messages) != sent:
            return True  # another answer has taught it already
        learnt = self.dialect.learn(*refused, sent)
        self._ways[self.endpoint.where.model] = Ways.of(self.dialect)
        return learnt

    def log(self, messages: list[Message], answer: Answer, failure: Failure | None, usage: Usage) -> None:
        """Write an exchange to the log of the settings."""
        self._log.write(
            address=self.endpoint.where.address,
            request=self.dialect.request(self.endpoint.parameters, messages),
            answer=answer.text,
            finish=answer.finish,
            error=None if failure is None else str(failure.error),
            usage=usage.model_dump(mode="json"),
            batch=True,
        )

    def of_batch(self, name: str) -> list[str]:
        """Return the requests that went out with a batch, in the order of its lines."""
        found = [(asked.line, key) for key, asked in self.requests.items() if asked.batch == name]
        return [key for _, key in sorted(found)]

    def answers_path(self, name: str) -> Path:
        """Return where the answers of a batch are kept."""
        return self.folder / ANSWERS_FILE.format(name)

    def open_answers(self, name: str) -> None:
        """Make the answers of a collected batch available; requests whose answers are gone go out again."""
        keys = dict.fromkeys(self.of_batch(name))
        self.release(set(keys) - self._answers.add(self.answers_path(name), keys))

    def release(self, keys: set[str]) -> None:
        """Put requests back among those to be sent, as if they had never been."""
        for key in keys:
            self.requests[key] = self.requests[key].model_copy(update={"batch": ""})

    def unneeded(self, reports: set[str]) -> int:
        """Return how many requests of ``reports`` are out that nobody asks for any more."""
        return sum(
            bool(asked.batch) and key not in self._asked and key not in self._answers
            for key, asked in self.requests.items()
            if asked.report in reports
        )

    def settle(self, reports: set[str]) -> None:
        """Drop what the reports that have all been run do not need any more, and save.

        An answer that was used is in the report's own file by now; one that was not asked for
        belongs to facts, a model or settings that have changed since. What is out stays: it may
        be asked for again before it comes.
        """
        for key, asked in list(self.requests.items()):
            out = asked.batch and key not in self._answers
            over = key in self._used or key not in self._asked
            if over and not out and asked.report in reports:
                del self.requests[key]
        self.save()

    def save(self) -> None:
        """Keep the state, and let go of batches whose answers are all taken.

        Raises:
            OutputError: it cannot be written.
        """
        held = {asked.batch for asked in self.requests.values()}
        gone = [name for name, batch in self.batches.items() if batch.collected and name not in held]
        for name in gone:
            del self.batches[name]
        address = self.endpoint.where.address
        write_state(
            self.folder,
            State(address=address, ways=self._ways, batches=self.batches, requests=self.requests),
        )
        for name in gone:
            self.answers_path(name).unlink(missing_ok=True)
