"""One pass over a report: drafts what is wanted, side by side, and saves after every answer."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from os import PathLike
from typing import Any, Literal

from summarywriter.checking import check_whole
from summarywriter.errors import AnswerPendingError, ModelError
from summarywriter.library import Chosen
from summarywriter.model import Draft, Event, Finding, Policy, Report, Section, Sheet, Usage, WrittenSection
from summarywriter.settings import Settings
from summarywriter.writer.carry import Carried, pending_of
from summarywriter.writer.changes import recipe_of
from summarywriter.writer.journal import Journal
from summarywriter.writer.line import Line
from summarywriter.writing import (
    Completes,
    RedactingClient,
    Redactor,
    compose_section,
    draft_section,
)

OnEvent = Callable[[Event], Any]
Choose = Callable[[Sheet, Section], Sequence[Chosen]]
Kind = Literal[
    "start", "notice", "exchanged", "section-start", "section-done", "section-kept", "section-failed",
    "section-waiting", "done",
]  # fmt: skip


class Run:
    """Drafts the sections handed to :meth:`carry`; :meth:`finish` returns the report.

    ``failures`` collects the model errors, one for each section the model was meant to write and
    did not; ``waiting`` the headings of sections whose answers come another day. Without a ``line``
    the built-in composer writes; ``offline`` says that this is wanted so.
    """

    def __init__(
        self,
        report: Report,
        *,
        settings: Settings,
        policy: Policy | None,
        choose: Choose,
        failures: list[ModelError],
        waiting: list[str],
        line: Line | None,
        offline: bool = False,
        journal: str | PathLike[str] | None = None,
        on_event: OnEvent | None = None,
    ) -> None:
        self.report = report
        self._settings = settings
        self._policy = policy
        self._choose = choose
        self._failures = failures
        self._waiting = waiting
        self._line = line
        self._offline = offline
        self._journal = Journal(journal)
        self._on_event = on_event
        self._carried: list[Carried] = []
        self._wanted: list[Carried] = []
        self._done = 0

    def carry(self, carried: Carried) -> None:
        """Take over a section's earlier version, and note it when a new draft is wanted."""
        self.report = self.report.with_section(carried.section)
        self._carried.append(carried)
        if carried.state == "draft" and self.report.sheet.section(carried.section.id).writable:
            self._wanted.append(carried)

    async def finish(
        self, *, hint: str = "", length: int | None = None, notices: Sequence[str] = ()
    ) -> Report:
        """Draft all wanted sections side by side and return the report, saved."""
        self._tell("start", text=f"共{len(self.report.sections)}节，需起草{len(self._wanted)}节")
        for notice in notices:
            self._tell("notice", text=notice)
        self._tell_carried()
        client = self._masked(hint) if self._wanted else None
        gate = asyncio.Semaphore(self._settings.concurrency)
        try:
            async with asyncio.TaskGroup() as tasks:
                for carried in self._wanted:
                    tasks.create_task(self._section(carried, client, gate, hint, length))
        except BaseExceptionGroup as group:
            # Callers know this package's errors and Ctrl-C, not groups of them.
            raise group.exceptions[0] from None
        self.report = checked_whole(self.report, self._policy)
        await self._journal.save(self.report)
        self._tell("done", text=f"完成：{len(self._wanted)}节新起草")
        return self.report

    def _masked(self, hint: str) -> Completes | None:
        """Return the client through which nothing leaves that the settings keep back."""
        if self._line is None:
            return None
        redactor = Redactor.of(self.report.sheet, self._settings, hint)
        return RedactingClient(self._line.client, redactor) if redactor.hidden else self._line.client

    def _tell_carried(self) -> None:
        for carried in self._carried:
            heading = carried.section.heading
            for swap in carried.exchanged:
                self._tell("exchanged", heading, swap)
            if carried.state != "draft":
                self._tell("section-kept", heading, carried.reason)
            elif carried.section.history:
                self._tell("notice", heading, f"重新起草：{carried.reason}")
            if carried.notice:
                self._tell("notice", heading, carried.notice)

    async def _section(
        self,
        carried: Carried,
        client: Completes | None,
        gate: asyncio.Semaphore,
        hint: str,
        length: int | None,
    ) -> None:
        section = self.report.sheet.section(carried.section.id)
        async with gate:
            self._tell("section-start", section.heading, f"起草（{carried.reason}）")
            before = self._written(section).draft
            try:
                draft = await self._draft(section, client, hint, length)
            except AnswerPendingError:
                self._waiting.append(section.heading)
                self._done += 1
                self._tell("section-waiting", section.heading, "等待批处理的答复")
                return
            if draft is not None and draft is not before:
                await self._put(self._written(section).with_draft(draft))
            self._done += 1
            if draft is None:
                self._tell("section-failed", section.heading, "未写成")
            else:
                errors = sum(f.severity == "error" for f in draft.findings)
                told = f"尚有{errors}处错误" if errors else "通过核对"
                self._tell("section-done", section.heading, told)

    async def _draft(
        self, section: Section, client: Completes | None, hint: str, length: int | None
    ) -> Draft | None:
        """Return the model's draft, the composer's in its place, or ``None`` without fallback."""
        failure = None if self._line is None else self._line.lost
        if self._line is not None and client is not None and failure is None:
            try:
                draft = await self._asked(section, client, hint, length)
            except ModelError as error:
                own = self._line.missed(error)
                failure = error if own else type(error)(f"“{section.heading}”一节：{error}")
            else:
                self._line.answered()
                return draft
        if failure is not None:
            self._failures.append(failure)
            self._tell("section-failed", section.heading, str(failure))
            if not self._settings.fallback:
                return None
        composed = compose_section(
            self.report.sheet,
            section,
            policy=self._policy,
            hint=hint,
            length=length,
            reason="" if failure is None else str(failure),
            offline=self._offline,
        )
        before = self._written(section).draft
        if failure is not None and before is not None and _alike(before, composed):
            # The same failure met once more makes no new version.
            return before
        return composed

    async def _asked(self, section: Section, client: Completes, hint: str, length: int | None) -> Draft:
        """Return the model's draft, gone on with from an interrupted run's where there is one.

        Raises:
            ModelError: there is none; what the attempts used is kept with the section.
        """
        sheet = self.report.sheet
        chosen = self._choose(sheet, section)
        recipe = recipe_of(self._settings, chosen)
        more = {"recipe": recipe, "reasons": tuple(choice.reason for choice in chosen)}
        written = self._written(section)
        resume = pending_of(sheet, section, written, recipe, hint, length)
        if written.pending is not None and resume is None:
            spent = written.spent + written.pending.usage
            await self._put(written.model_copy(update={"pending": None, "spent": spent}))
        used: list[Usage] = []

        async def keep(draft: Draft) -> None:
            pending = draft.model_copy(update=more)
            await self._put(self._written(section).model_copy(update={"pending": pending}))

        try:
            draft = await draft_section(
                sheet,
                section,
                client=client,
                settings=self._settings,
                examples=tuple(choice.example for choice in chosen),
                policy=self._policy,
                hint=hint,
                length=length,
                on_event=None if self._on_event is None else self._pass_on,
                on_usage=used.append,
                on_draft=keep,
                resume=resume,
            )
        except asyncio.CancelledError:
            written = self._written(section)
            stored = written.pending.usage if written.pending is not None else Usage()
            begun = resume.usage if resume is not None else Usage()
            lost = sum(used, Usage()) - (stored - begun)
            await self._put(written.model_copy(update={"spent": written.spent + lost}))
            raise
        except ModelError:
            written = self._written(section)
            await self._put(written.model_copy(update={"spent": sum(used, written.spent)}))
            raise
        return draft.model_copy(update=more)

    def _written(self, section: Section) -> WrittenSection:
        return next(written for written in self.report.sections if written.id == section.id)

    async def _put(self, written: WrittenSection) -> None:
        """Take a section's new state into the report, and save it."""
        self.report = self.report.with_section(written)
        await self._journal.save(self.report)

    def _pass_on(self, event: Event) -> None:
        if self._on_event is not None:
            self._on_event(event.model_copy(update={"done": self._done, "total": len(self._wanted)}))

    def _tell(self, kind: Kind, section: str = "", text: str = "") -> None:
        if self._on_event is not None:
            self._pass_on(Event(kind=kind, section=section, text=text))


def _alike(one: Draft, other: Draft) -> bool:
    return (one.origin, one.text, one.findings) == (other.origin, other.text, other.findings)


def checked_whole(report: Report, policy: Policy | None) -> Report:
    """Return the report with the findings that concern several sections together."""
    texts = {s.id: s.text for s in report.sections if s.text}
    findings: tuple[Finding, ...] = tuple(check_whole(report.sheet, texts))
    if policy is not None:
        findings = tuple(f for f in map(policy.weigh, findings) if f is not None)
    return report if findings == report.whole else report.model_copy(update={"whole": findings})
