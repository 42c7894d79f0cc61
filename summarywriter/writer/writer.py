"""Turn a sheet into a report, or one section of a report into a new one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from decimal import Decimal
from os import PathLike
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import SecretStr

from summarywriter.checking import check_facts, check_whole
from summarywriter.documents import read_report, save
from summarywriter.errors import FactsError, ModelError, ModelRejectedError, ModelUnreachableError
from summarywriter.library import choose, load_examples
from summarywriter.model import (
    Draft,
    Event,
    Example,
    Finding,
    Policy,
    Report,
    Section,
    Sheet,
)
from summarywriter.settings import Settings
from summarywriter.writer.carry import Carried, blank, carry
from summarywriter.writer.loop import run
from summarywriter.writing import (
    Message,
    ModelClient,
    TokenCounter,
    compose_section,
    cost,
    draft_section,
    section_messages,
    token_counter,
    usual_length,
)

OnEvent = Callable[[Event], Any]

LOST: tuple[type[ModelError], ...] = (ModelUnreachableError, ModelRejectedError)
"""Failures that the next section would meet too: after one of them no further call is made."""


class PromptView(NamedTuple):
    """The dry run of one section: what would be sent, and what it would cost at most.

    ``tokens`` counts the prompt (``estimated`` where no tokeniser is at hand); ``upper_cost`` is in
    the currency of the price settings, ``None`` where no prices are set.
    """

    heading: str
    messages: list[Message]
    tokens: int
    estimated: bool
    examples: tuple[str, ...]
    upper_cost: Decimal | None


class Writer:
    """Writes reports; ``Writer()`` takes everything from settings, ``Writer.offline()`` needs no model.

    ``failures`` holds the model errors of the last run, one for each section that the model was
    meant to write and did not.
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
        self._given_examples = examples

    @classmethod
    def offline(cls, *, settings: Settings | None = None, policy: Policy | None = None) -> Writer:
        """Return a writer that never calls a model: the built-in composer writes."""
        base = settings or Settings()
        return cls(settings=base.model_copy(update={"api_key": SecretStr(""), "base_url": ""}), policy=policy)

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
        """Do what :meth:`awrite` does, from ordinary code."""
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
    ) -> Report:
        """Do what :meth:`arewrite` does, from ordinary code."""
        return run(
            self.arewrite(report, section, hint=hint, length=length, journal=journal, on_event=on_event)
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

        ``journal`` is the path of a report file (.json): it is saved after every section, and a
        run that finds it goes on where it stopped, drafting only what changed. ``refresh`` drafts
        everything anew; ``force`` leaves facts with errors out instead of stopping;
        ``overwrite_hand`` gives up texts that were edited by hand.

        Raises:
            FactsError: facts with errors (and not ``force``); nothing was sent.
            InputError: the journal cannot be read.
            OutputError: the journal cannot be written.
        """
        self.failures = []
        sheet = self._admitted(sheet, force=force)
        report = blank(sheet)
        earlier = None
        if journal is not None and Path(journal).exists():
            earlier = read_report(journal)
            report = report.model_copy(update={"exports": earlier.exports})
        before = {} if earlier is None else {s.id: s for s in earlier.sections}
        run_ = _Run(self, report, journal=journal, on_event=on_event)
        for section in report.sheet.sections:
            run_.carry(
                carry(
                    report.sheet,
                    section,
                    before.get(section.id),
                    online=self.online,
                    refresh=refresh,
                    overwrite_hand=overwrite_hand,
                    policy=self.policy,
                )
            )
        return await run_.finish()

    async def arewrite(
        self,
        report: Report,
        section: str | int,
        *,
        hint: str = "",
        length: int | None = None,
        journal: str | PathLike[str] | None = None,
        on_event: OnEvent | None = None,
    ) -> Report:
        """Write one section again and return the report with it; all other sections stay as they are.

        The earlier version stays in the section's history. ``length`` is in characters.

        Raises:
            UnknownSectionError: no section, or several, answer to ``section``.
        """
        self.failures = []
        written = report.section(section)
        run_ = _Run(self, report, journal=journal, on_event=on_event)
        run_.carry(Carried(written, "draft", "重写"))
        return await run_.finish(hint=hint, length=length)

    def undo(self, report: Report, section: str | int) -> Report:
        """Put the version before the one in force back in force; no version is lost.

        Raises:
            UnknownSectionError: no section, or several, answer to ``section``.
            InputError: there is no earlier version.
        """
        return _whole(report.with_section(report.section(section).undone()), self.policy)

    def prompts(self, sheet: Sheet, section: str | int | None = None) -> list[PromptView]:
        """Return what would be sent for each section (or the one named); nothing is sent."""
        wanted = sheet.sections if section is None else (sheet.section(section),)
        counter = token_counter(self.settings.model)
        views = []
        for one in wanted:
            examples = self._examples_for(sheet, one)
            messages = section_messages(
                sheet, one, examples=examples, settings=self.settings, hint="", length=None
            )
            tokens = sum(counter.count(message["content"]) for message in messages)
            views.append(
                PromptView(
                    heading=one.heading,
                    messages=messages,
                    tokens=tokens,
                    estimated=counter.estimated,
                    examples=tuple(example.id for example in examples),
                    upper_cost=self._upper_cost(one, tokens, counter),
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

    def _examples_for(self, sheet: Sheet, section: Section) -> tuple[Example, ...]:
        examples = load_examples() if self._given_examples is None else self._given_examples
        counter = token_counter(self.settings.model)
        chosen = choose(
            section,
            sheet,
            examples,
            count=self.settings.examples,
            budget=self.settings.example_tokens,
            count_tokens=counter.count,
        )
        return tuple(choice.example for choice in chosen)


class _Run:
    """One pass over a report: drafts what is wanted, saves after every section."""

    def __init__(
        self,
        writer: Writer,
        report: Report,
        *,
        journal: str | PathLike[str] | None,
        on_event: OnEvent | None,
    ) -> None:
        self.writer = writer
        self.report = report
        self.journal = journal
        self.on_event = on_event
        self.wanted: list[str] = []
        self.lost: ModelError | None = None
        self.done = 0

    def carry(self, carried: Carried) -> None:
        """Take over a section's earlier version, and note it when a new draft is wanted."""
        self.report = self.report.with_section(carried.section)
        if carried.state == "draft":
            if self.report.sheet.section(carried.section.id).writable:
                self.wanted.append(carried.section.id)
        else:
            self.tell("section-kept", carried.section.heading, carried.reason)

    async def finish(self, *, hint: str = "", length: int | None = None) -> Report:
        """Draft all wanted sections side by side and return the report, saved."""
        self.tell("start", text=f"共{len(self.report.sections)}节，需起草{len(self.wanted)}节")
        client = ModelClient(self.writer.settings) if self.writer.online else None
        gate = asyncio.Semaphore(self.writer.settings.concurrency)
        try:
            async with asyncio.TaskGroup() as tasks:
                for section_id in self.wanted:
                    tasks.create_task(self._section(section_id, client, gate, hint, length))
        except BaseExceptionGroup as group:
            # Callers know this package's errors and Ctrl-C, not groups of them.
            raise group.exceptions[0] from None
        finally:
            if client is not None:
                await client.close()
        self.report = _whole(self.report, self.writer.policy)
        self._save()
        self.tell("done", text=f"完成：{len(self.wanted)}节新起草")
        return self.report

    async def _section(
        self,
        section_id: str,
        client: ModelClient | None,
        gate: asyncio.Semaphore,
        hint: str,
        length: int | None,
    ) -> None:
        section = self.report.sheet.section(section_id)
        async with gate:
            self.tell("section-start", section.heading, "起草")
            draft = await self._draft(section, client, hint, length)
        written = next(s for s in self.report.sections if s.id == section_id)
        if draft is not None:
            self.report = self.report.with_section(written.with_draft(draft))
            self._save()
        self.done += 1
        errors = 0 if draft is None else sum(f.severity == "error" for f in draft.findings)
        if draft is None:
            self.tell("section-failed", section.heading, "未写成")
        else:
            self.tell("section-done", section.heading, f"尚有{errors}处错误" if errors else "通过核对")

    async def _draft(
        self, section: Section, client: ModelClient | None, hint: str, length: int | None
    ) -> Draft | None:
        """Return the model's draft, the composer's in its place, or ``None`` without fallback."""
        writer = self.writer
        sheet = self.report.sheet
        failure = self.lost
        if client is not None and failure is None:
            examples = writer._examples_for(sheet, section)
            try:
                return await draft_section(
                    sheet,
                    section,
                    client=client,
                    settings=writer.settings,
                    examples=examples,
                    policy=writer.policy,
                    hint=hint,
                    length=length,
                    on_event=self.on_event,
                )
            except ModelError as error:
                failure = error
                if isinstance(error, LOST):
                    self.lost = error
        if failure is not None:
            writer.failures.append(failure)
            self.tell("section-failed", section.heading, str(failure))
            if not writer.settings.fallback:
                return None
        reason = "" if failure is None else str(failure)
        return compose_section(sheet, section, policy=writer.policy, hint=hint, length=length, reason=reason)

    def _save(self) -> None:
        if self.journal is not None:
            save(self.report, self.journal)

    def tell(self, kind: Any, section: str = "", text: str = "") -> None:
        if self.on_event is not None:
            self.on_event(
                Event(kind=kind, section=section, text=text, done=self.done, total=len(self.wanted))
            )


def _whole(report: Report, policy: Policy | None) -> Report:
    """Return the report with the findings that concern several sections together."""
    texts = {s.id: s.text for s in report.sections if s.text}
    findings: tuple[Finding, ...] = tuple(check_whole(report.sheet, texts))
    if policy is not None:
        findings = tuple(f for f in map(policy.weigh, findings) if f is not None)
    return report.model_copy(update={"whole": findings})
