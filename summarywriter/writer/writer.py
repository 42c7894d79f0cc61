"""Turn a sheet into a report, or one section of a report into a new one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from decimal import Decimal
from os import PathLike
from pathlib import Path
from typing import NamedTuple, TypeVar

from pydantic import SecretStr

from summarywriter.checking import check_facts, personal_data
from summarywriter.documents import read_report
from summarywriter.errors import FactsError, ModelError, SummaryWriterError
from summarywriter.library import Chosen, choose, load_examples
from summarywriter.model import Example, Policy, Report, Section, Sheet, WrittenSection
from summarywriter.settings import Settings
from summarywriter.writer.carry import Carried, Terms, blank, carry, finished
from summarywriter.writer.changes import earlier_versions, lost, recipe_of
from summarywriter.writer.journal import gone_on_with
from summarywriter.writer.line import MISSES, Line
from summarywriter.writer.loop import run
from summarywriter.writer.run import OnEvent, Run, checked_whole
from summarywriter.writing import (
    Message,
    Redactor,
    TokenCounter,
    cost,
    section_messages,
    token_counter,
    usual_length,
    without_commands,
)

Job = TypeVar("Job")


class PromptView(NamedTuple):
    """The dry run of one section: what would be sent, and what it would cost at most.

    ``tokens`` counts the prompt (``estimated`` where no tokeniser is at hand); ``upper_cost`` is in
    the currency of the price settings, ``None`` where no prices are set (attempts that break off and
    are tried again come on top). ``reasons`` say why each of ``examples`` was chosen; ``hidden`` is
    what is kept back: marks go out in its place.
    """

    heading: str
    messages: list[Message]
    tokens: int
    estimated: bool
    examples: tuple[str, ...]
    upper_cost: Decimal | None
    reasons: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()


class Writer:
    """Writes reports; ``Writer()`` takes everything from settings, ``Writer.offline()`` needs no model.

    ``failures`` holds the model errors of the last run, one for each section that the model was
    meant to write and did not; ``waiting`` the headings of sections that wait for a batch.
    """

    def __init__(
        self,
        model: str | None = None,
        base_url: str | None = None,
        api_key: str | None = None,
        *,
        settings: Settings | None = None,
        policy: Policy | None = None,
        examples: Sequence[Example] | None = None,
    ) -> None:
        base = settings or Settings()
        given: dict[str, object] = {
            "model": model,
            "base_url": base_url,
            "api_key": None if api_key is None else SecretStr(api_key),
        }
        self.settings = base.model_copy(update={k: v for k, v in given.items() if v is not None})
        self.policy = policy
        self.failures: list[ModelError] = []
        self.waiting: list[str] = []
        self._given_examples = examples
        self._offline = False
        self._line: Line | None = None

    @classmethod
    def offline(cls, *, settings: Settings | None = None, policy: Policy | None = None) -> Writer:
        """Return a writer that never calls a model: the built-in composer writes.

        What it writes stays when a model is configured later, until ``refresh`` asks for more.
        """
        base = settings or Settings()
        bare = base.model_copy(update={"api_key": SecretStr(""), "base_url": ""})
        writer = cls(settings=bare, policy=policy)
        writer._offline = True
        return writer

    @property
    def online(self) -> bool:
        """True when a model is configured."""
        return self.settings.online

    def write(
        self,
        sheet: Sheet,
        *,
        journal: str | PathLike[str] | None = None,
        on_event: OnEvent | None = None,
        refresh: bool = False,
        force: bool = False,
        overwrite_hand: bool = False,
    ) -> Report:
        """Do what ``awrite`` does, from ordinary code."""
        return run(
            self.awrite(
                sheet,
                journal=journal,
                on_event=on_event,
                refresh=refresh,
                force=force,
                overwrite_hand=overwrite_hand,
            )
        )

    def rewrite(
        self,
        report: Report,
        section: str | int,
        *,
        hint: str = "",
        length: int | None = None,
        journal: str | PathLike[str] | None = None,
        on_event: OnEvent | None = None,
        model: str | None = None,
    ) -> Report:
        """Do what ``arewrite`` does, from ordinary code."""
        return run(
            self.arewrite(
                report,
                section,
                hint=hint,
                length=length,
                journal=journal,
                on_event=on_event,
                model=model,
            )
        )

    async def awrite(
        self,
        sheet: Sheet,
        *,
        journal: str | PathLike[str] | None = None,
        on_event: OnEvent | None = None,
        refresh: bool = False,
        force: bool = False,
        overwrite_hand: bool = False,
    ) -> Report:
        """Write every section of ``sheet`` and return the checked report.

        ``journal`` is the path of a report file (.json): it is saved after every answer, and a run
        that finds it goes on where it stopped, drafting only what changed. A change of examples,
        prompts or model is reported and acted on with ``refresh``; ``force`` leaves facts with
        errors out instead of stopping; ``overwrite_hand`` gives up texts that were edited by hand.

        Raises:
            FactsError: facts with errors (and not ``force``); nothing was sent.
            InputError: the journal cannot be read.
            OutputError: the journal cannot be written.
            BusyError: another run, in this process or in another, is at work on the journal.
        """
        with gone_on_with(journal):
            self.failures, self.waiting = [], []
            given, commands = without_commands(sheet)
            report = blank(self._admitted(given, force=force))
            sheet = report.sheet
            old = sheet
            earlier: dict[str, WrittenSection] = {}
            notices = [*(self.warnings(sheet) if self.online else ()), *commands]
            if journal is not None and Path(journal).exists():
                stored = read_report(journal)
                old, earlier = stored.sheet, earlier_versions(stored, sheet)
                kept = ("exports", "announced", "printed", "profile")
                report = report.model_copy(update={name: getattr(stored, name) for name in kept})
                notices += [
                    f"“{written.heading}”一节已不在事实里，它的{len(written.history)}稿不再保留。"
                    for written in lost(stored, sheet, earlier)
                ]
            async with self._lined() as line:
                run_ = self._run(report, journal, on_event, line)
                for section in sheet.sections:
                    written = earlier.get(section.id)
                    asked = self.online and written is not None and written.draft is not None
                    recipe = recipe_of(self.settings, self._chosen(sheet, section)) if asked else None
                    terms = Terms(recipe, refresh, overwrite_hand, self.policy)
                    run_.carry(carry(sheet, section, written, old, terms))
                return await run_.finish(notices=notices)

    def finished(self, sheet: Sheet, stored: Report) -> bool:
        """Tell whether ``stored`` is the finished report of just this sheet, which need not be written again.

        Neither facts nor texts are checked again: they were when it was written.
        """
        given, _ = without_commands(sheet)
        return finished(blank(given).sheet, stored, online=self.online)

    async def arewrite(
        self,
        report: Report,
        section: str | int,
        *,
        hint: str = "",
        length: int | None = None,
        journal: str | PathLike[str] | None = None,
        on_event: OnEvent | None = None,
        model: str | None = None,
    ) -> Report:
        """Write one section again and return the report with it; all other sections stay as they are.

        The earlier version stays in the section's history. ``length`` is in characters; ``model``
        is asked this time in place of the one of the settings.

        Raises:
            UnknownSectionError: no section, or several, answer to ``section``.
            InputError: the journal holds versions that ``report`` does not know; they would be lost.
            OutputError: the journal cannot be written.
            BusyError: another run, in this process or in another, is at work on the journal.
        """
        with gone_on_with(journal, report):
            self.failures, self.waiting = [], []
            writer = self if model is None else self._with_model(model)
            written = report.section(section)
            async with writer._lined() as line:
                run_ = writer._run(report, journal, on_event, line)
                run_.carry(Carried(written, "draft", "重写"))
                notices = writer.warnings(report.sheet) if writer.online else ()
                return await run_.finish(hint=hint, length=length, notices=notices)

    def each(
        self, jobs: Iterable[Job], work: Callable[[Writer, Job], Awaitable[object]]
    ) -> list[tuple[Job, Exception]]:
        """Do what ``aeach`` does, from ordinary code."""
        return run(self.aeach(jobs, work))

    async def aeach(
        self, jobs: Iterable[Job], work: Callable[[Writer, Job], Awaitable[object]]
    ) -> list[tuple[Job, Exception]]:
        """Await ``work(writer, job)`` for every job, several at once, and return those that failed.

        The writer handed to ``work`` is like this one, with ``failures`` of its own. All of them
        share one line to the model: ``concurrency``, the limits a minute and the budget hold for all
        jobs together, and once the model cannot be reached no job calls it any more. ``jobs`` is
        taken as work gets done, so that its length takes no memory. An error of this package or of
        the system ends its own job only.
        """
        failed: list[tuple[Job, Exception]] = []
        waiting = iter(jobs)
        line = None
        if self.online:
            line = Line(self.settings, patience=self.settings.concurrency + MISSES)

        async def worker() -> None:
            for job in waiting:
                try:
                    await work(self.on_line(line), job)
                except (SummaryWriterError, OSError) as error:
                    failed.append((job, error))

        try:
            async with asyncio.TaskGroup() as tasks:
                for _ in range(self.settings.concurrency):
                    tasks.create_task(worker())
        except BaseExceptionGroup as group:
            raise group.exceptions[0] from None
        finally:
            if line is not None:
                await line.close()
        return failed

    def undo(self, report: Report, section: str | int) -> Report:
        """Put the version before the one in force back in force; no version is lost.

        Raises:
            UnknownSectionError: no section, or several, answer to ``section``.
            InputError: there is no earlier version.
        """
        return checked_whole(report.with_section(report.section(section).undone()), self.policy)

    def prompts(self, sheet: Sheet, section: str | int | None = None) -> list[PromptView]:
        """Return what would be sent for each section (or the one named); nothing is sent."""
        sheet, _ = without_commands(sheet)
        wanted = sheet.sections if section is None else (sheet.section(section),)
        redactor = Redactor.of(sheet, self.settings)
        counter = token_counter(self.settings.model)
        views = []
        for one in wanted:
            chosen = self._chosen(sheet, one)
            messages = redactor.hide(
                section_messages(
                    sheet, one, examples=[choice.example for choice in chosen], settings=self.settings
                )
            )
            tokens = sum(counter.count(message["content"]) for message in messages)
            views.append(
                PromptView(
                    heading=one.heading,
                    messages=messages,
                    tokens=tokens,
                    estimated=counter.estimated,
                    examples=tuple(choice.example.id for choice in chosen),
                    upper_cost=self._upper_cost(one, tokens, counter),
                    reasons=tuple(choice.reason for choice in chosen),
                    hidden=redactor.hidden,
                )
            )
        return views

    def _upper_cost(self, section: Section, tokens: int, counter: TokenCounter) -> Decimal | None:
        """Return what a section costs when every rung of the repair ladder is needed."""
        calls = 1 + self.settings.rounds + 1
        # An answer twice as long as wanted is more than any that is not cut off.
        answer = 2 * counter.count("字" * (self.settings.length or usual_length(section)))
        # Each further call carries the earlier answers along.
        return cost(self.settings, calls * (tokens + calls * answer), calls * answer)

    def _admitted(self, sheet: Sheet, *, force: bool) -> Sheet:
        """Return the sheet with the facts that may be used; errors stop the run unless forced."""
        errors = [f for f in check_facts(sheet) if f.severity == "error"]
        if errors and not force:
            raise FactsError(errors)
        return sheet.without({fact for finding in errors for fact in finding.facts})

    def warnings(self, sheet: Sheet) -> list[str]:
        """Return what to know before anything is sent: facts with personal data, one sentence each."""
        private = personal_data(sheet)
        if not self.settings.redact:
            return [finding.message for finding in private]
        count = len(private)
        if not count:
            return []
        return [
            f"{count}条事实含有个人信息，认出的人名和号码已换成标记，不会发出；"
            "没有认出的请先在事实里改掉，或用 SUMMARYWRITER_REDACT_NAMES 列出。"
        ]

    @asynccontextmanager
    async def _lined(self) -> AsyncIterator[Line | None]:
        """Give the line to the model: the one shared with other reports, or one for this run alone."""
        if self._line is not None or not self.online:
            yield self._line
            return
        line = Line(self.settings)
        try:
            yield line
        finally:
            await line.close()

    def _run(
        self,
        report: Report,
        journal: str | PathLike[str] | None,
        on_event: OnEvent | None,
        line: Line | None,
    ) -> Run:
        return Run(
            report,
            settings=self.settings,
            policy=self.policy,
            choose=self._chosen,
            failures=self.failures,
            waiting=self.waiting,
            line=line,
            offline=self._offline,
            journal=journal,
            on_event=on_event,
        )

    def _with_model(self, model: str) -> Writer:
        """Return the same writer with another model; its failures are noted here."""
        writer = self.on_line(None)
        writer.settings = self.settings.model_copy(update={"model": model})
        writer.failures = self.failures
        return writer

    def on_line(self, line: Line | None) -> Writer:
        """Return the same writer with failures of its own and a line shared with others."""
        writer = Writer(settings=self.settings, policy=self.policy, examples=self._given_examples)
        writer._offline = self._offline
        writer._line = line
        return writer

    def _chosen(self, sheet: Sheet, section: Section) -> list[Chosen]:
        examples = load_examples() if self._given_examples is None else self._given_examples
        counter = token_counter(self.settings.model)
        return choose(
            section,
            sheet,
            examples,
            count=self.settings.examples,
            budget=self.settings.example_tokens,
            count_tokens=counter.count,
        )
