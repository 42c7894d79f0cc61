"""A section's draft and its repair, cheapest rung first, never a worse text than before.

1. ``substitute``: put in what the checker is certain of;
2. ``sentence``: ask again for the failing sentences, all others kept byte for byte;
3. ``section``: ask again for the whole section, once;
4. ``compose``: let the built-in composer tell the facts concerned.

After every rung the text is checked again, and the better one is kept. An answer that is no text at
all (another language, the prompt said again) goes to rung 3 at once.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Literal

from summarywriter.errors import ModelError
from summarywriter.model import (
    FRAME_ROLES,
    Draft,
    Event,
    Example,
    Finding,
    Policy,
    Repair,
    Rung,
    Section,
    Sheet,
    Usage,
)
from summarywriter.patterns import regex
from summarywriter.settings import Settings
from summarywriter.text import GROUP_MARK
from summarywriter.writing.attempt import Attempt, Bench, changed, substituted, worded_as_facts
from summarywriter.writing.client import Completes
from summarywriter.writing.composer import compose
from summarywriter.writing.drafts import NOTES, Make, made_draft
from summarywriter.writing.grouping import regrouped
from summarywriter.writing.hygiene import clean
from summarywriter.writing.message import Completion, Message
from summarywriter.writing.places import (
    Place,
    order_mark,
    places,
    sentence_before,
    sentence_in_slots,
    with_sentences,
)
from summarywriter.writing.prompt import (
    SentenceRepair,
    answer_repair_messages,
    section_messages,
    section_repair_messages,
    sentence_repair_messages,
)
from summarywriter.writing.showing import Showing
from summarywriter.writing.slots import fill
from summarywriter.writing.unfit import unfit, without_echo

OnEvent = Callable[[Event], object]
OnDraft = Callable[[Draft], Awaitable[object]]

_ANSWER = regex(r"^\s*[【\[（(]\s*(\d{1,3})\s*[】\])）]\s*[、：:.]?\s*(.*)$")
_LOOSE_ANSWER = regex(r"^\s*(\d{1,3})\s*(?:[、：:]|[.．](?!\d))\s*(.*)$")
_TAKEN_OUT = regex(r"^[（(]?(?:删除|删去|去掉|无)[。）)]*$")
_DONE: dict[Rung, str] = {
    "substitute": "数字已按事实换正",
    "sentence": "未通过的句子已由模型重写",
    "section": "整节已由模型重写",
    "compose": "未通过的内容已由内置写作程序按事实改写",
}


async def draft_section(
    sheet: Sheet,
    section: Section,
    *,
    client: Completes,
    settings: Settings,
    examples: Sequence[Example] = (),
    policy: Policy | None = None,
    hint: str = "",
    length: int | None = None,
    on_event: OnEvent | None = None,
    on_usage: Callable[[Usage], object] | None = None,
    on_draft: OnDraft | None = None,
    resume: Draft | None = None,
) -> Draft:
    """Let the model draft a section, check it, and repair it up the ladder.

    ``hint`` is a wish in words, ``length`` a length in characters. ``on_event`` gets deltas
    (slots filled), checks and repairs; ``on_usage`` the usage of every attempt, also of a section
    that fails; ``on_draft`` the draft as it stands before anything more is asked, so that no answer
    is lost meanwhile. Given such a draft as ``resume``, the ladder goes on from it and asks for
    nothing that was answered already.

    Raises:
        ModelError: the first draft could not be had. A failure further on ends the asking, and
            the best text so far goes to the composer's rung.
    """
    bench = Bench.of(sheet, section, examples, policy)
    messages = section_messages(
        sheet, section, examples=examples, settings=settings, hint=hint, length=length, table=bench.table
    )
    ladder = _Ladder(bench, client, settings, on_event, on_usage, on_draft)
    ladder.make = ladder.make._replace(
        examples=tuple(example.id for example in examples), hint=hint, length=length
    )
    if resume is None:
        await ladder.draft(messages)
    else:
        ladder.take_up(resume)
    await ladder.climb(messages)
    return ladder.made()


class _Ladder:
    """The best text so far, and what it took."""

    def __init__(
        self,
        bench: Bench,
        client: Completes,
        settings: Settings,
        on_event: OnEvent | None,
        on_usage: Callable[[Usage], object] | None,
        on_draft: OnDraft | None,
    ) -> None:
        self.bench = bench
        self.best = Attempt("")
        self.make = Make(origin="model", model=settings.model)
        self.repairs: list[Repair] = []
        self.notes: list[Finding] = []
        self.usage = Usage()
        self._unfit = ""
        self._showing: Showing | None = None
        self._client = client
        self._settings = settings
        self._on_event = on_event
        self._on_usage = on_usage
        self._on_draft = on_draft

    def made(self) -> Draft:
        """Return the draft as it stands."""
        make = self.make._replace(repairs=tuple(self.repairs), usage=self.usage)
        return made_draft(self.bench, self.best, make, self.notes)

    def take_up(self, draft: Draft) -> None:
        """Go on from a draft that was received before, mended as far as it was."""
        self.best = self.bench.judge(draft.text)
        self.repairs = list(draft.repairs)
        self.notes = [f for f in draft.findings if f.code in NOTES]
        self.usage = draft.usage
        self.make = self.make._replace(model=draft.model)
        self._tell("checking", "接着上次没有改完的稿子")

    async def draft(self, messages: list[Message]) -> None:
        """Get the first draft."""
        self._showing = Showing(self.bench.table, self._tell)
        try:
            done = await self._ask(messages, self._showing.feed if self._on_event is not None else None)
        finally:
            showing, self._showing = self._showing, None
        showing.end()
        self.make = self.make._replace(model=done.model)
        if done.notice:
            self._tell("notice", done.notice)
        self._tell("checking", "核对数字、名称和事实")
        self.best = self._drafted(done.text, messages)

    async def climb(self, messages: list[Message]) -> None:
        """Take the rungs one by one until the text passes."""
        self._substitute()
        try:
            if self.best.text.strip():
                await self._sentences()
            if not self.best.passes and not self._taken("section"):
                await self._whole(messages)
        except ModelError as error:
            self._tell("repair", f"修改时模型没有答复：{error}")
        if self.best.text.strip() and self.best.wanting:
            self._compose()
        frame = self.bench.section.role in FRAME_ROLES
        if not self.best.passes or (frame and self.best.groundless):
            self._compose_all()
        self.best = worded_as_facts(self.bench, self.best)

    def _substitute(self) -> None:
        """Rung 1."""
        before = self.best
        certain = [f for f in before.errors if f.suggestion is not None]
        self._keep("substitute", before, substituted(self.bench, before), asked=certain)

    async def _sentences(self) -> None:
        """Rung 2. Facts told nowhere and groundless claims are asked for as well, in the first round."""
        for round_ in range(self._taken("sentence"), self._settings.rounds):
            before = self.best
            wanted = before.wanting if round_ == 0 else before.errors
            failing = places(self.bench, before, wanted)
            if not failing:
                return
            self._tell("repair", f"有{len(failing)}处未通过核对，请模型重写这几句")
            repairs = [
                SentenceRepair(
                    n,
                    sentence_in_slots(self.bench, before, place),
                    place.problems,
                    tuple(filter(None, map(self.bench.number, place.facts))),
                    sentence_before(self.bench, before, place),
                )
                for n, place in enumerate(failing, 1)
            ]
            bench = self.bench
            request = sentence_repair_messages(bench.sheet, bench.section, repairs, bench.table)
            spent = self.usage
            done = await self._ask(request)
            new = self._read_sentences(done.text, failing)
            after = substituted(self.bench, self._better(before, new))
            self._keep("sentence", before, after, spent=spent, asked=wanted)

    async def _whole(self, messages: list[Message]) -> None:
        """Rung 3."""
        before = self.best
        if before.text.strip():
            problems = tuple(f.message for f in before.errors)
            self._tell("repair", f"尚有{len(problems)}处错误，请模型重写整节")
            request = section_repair_messages(messages, self.bench.slots(before), problems)
        else:
            unfit_ = self._unfit or "没有写出正文。"
            problems = (f"模型的答复{unfit_}",)
            self._tell("repair", f"{problems[0]}请模型重写整节")
            request = answer_repair_messages(messages, unfit_)
        spent = self.usage
        done = await self._ask(request)
        after = substituted(self.bench, self._drafted(done.text, request))
        self._keep("section", before, after, spent=spent, problems=problems)

    def _compose(self) -> None:
        """Rung 4, for the facts concerned. Lead and closing, of one piece, only lose what is groundless."""
        before = self.best
        frame = self.bench.section.role in FRAME_ROLES
        failing = places(self.bench, before, before.groundless if frame else before.wanting)
        new = {place: self._composed(before, place) for place in failing}
        after = self._better(before, new)
        if self._keep("compose", before, after):
            self.notes += self.bench.info(
                "composed", "模型改写后仍未通过的句子，已由内置写作程序按事实改写。"
            )

    def _compose_all(self) -> None:
        """Rung 4, for the whole section."""
        before = self.best
        after = self.bench.judge(compose(self.bench.sheet, self.bench.section))
        why = f"模型的答复{self._unfit}" if self._unfit and not before.text.strip() else ""
        problems = (why,) if why else None
        if self._keep("compose", before, after, problems=problems):
            self.make = self.make._replace(origin="composer")
            self.notes += self.bench.info(
                "composed", f"{why or '模型的成文未能通过核对，'}本节由内置写作程序按事实成文。"
            )

    def _composed(self, attempt: Attempt, place: Place) -> str:
        """Return what the composer writes of a place's facts; nothing where it rests on no fact."""
        section = self.bench.section
        if section.role in FRAME_ROLES:
            return ""
        part = section.model_copy(
            update={
                "facts": tuple(fact for fact in self.bench.facts if fact.id in place.facts),
                "groups": (),
            }
        )
        if not part.facts:
            return ""
        lines = compose(self.bench.sheet, part).split("\n")
        text = "".join(line for line in lines if not line.startswith(GROUP_MARK))
        return order_mark(attempt.text, place) + text

    def _better(self, before: Attempt, new: dict[Place, str]) -> Attempt:
        """Return the best of: all new sentences, those that help taken one by one, none."""
        together = self.bench.judge(with_sentences(before.text, new))
        if together.beats(before) and not together.errors:
            return together
        best = before
        # From the last to the first, so that the places before keep theirs.
        for place in sorted(new, key=lambda p: (p.start, p.end), reverse=True):
            alone = self.bench.judge(with_sentences(best.text, {place: new[place]}))
            if alone.beats(best):
                best = alone
        return together if together.beats(best) else best

    def _keep(
        self,
        rung: Rung,
        before: Attempt,
        after: Attempt,
        *,
        spent: Usage | None = None,
        asked: Sequence[Finding] | None = None,
        problems: tuple[str, ...] | None = None,
    ) -> bool:
        """Record a rung and keep the better text; a rung that cost nothing and brought nothing is none."""
        better = after.beats(before)
        if better:
            self.best = after
        elif spent is None:
            return False
        gone, come = changed(before.text, self.best.text)
        cost = Usage() if spent is None else self.usage - spent
        if problems is None:
            problems = tuple(f.message for f in (before.errors if asked is None else asked))
        self.repairs.append(Repair(rung=rung, problems=problems, before=gone, after=come, usage=cost))
        if better:
            left = len(self.best.errors)
            self._tell("repair", f"{_DONE[rung]}，{f'尚有{left}处错误' if left else '核对通过'}")
            if rung != "compose":
                shown = f"：原为“{gone}”，现为“{come}”" if rung == "substitute" else ""
                self.notes += self.bench.info("repaired", f"{_DONE[rung]}{shown}。")
        return better

    def _read_sentences(self, answer: str, asked: Sequence[Place]) -> dict[Place, str]:
        """Read “【1】…” lines; a place that is not answered keeps its sentence."""
        return {
            asked[number - 1]: "" if _TAKEN_OUT.match(line) else self._text_of(line)
            for number, line in _numbered(answer, len(asked)).items()
        }

    def _drafted(self, answer: str, messages: Sequence[Message]) -> Attempt:
        """Return a model's answer as a checked text; an empty one where it is none."""
        self._unfit = unfit(answer, messages)
        if self._unfit:
            return self.bench.judge("")
        text = self._text_of(without_echo(answer, messages))
        return regrouped(self.bench, self.bench.judge(text))

    def _taken(self, rung: Rung) -> int:
        """Return how often a rung was taken."""
        return sum(repair.rung == rung for repair in self.repairs)

    def _text_of(self, answer: str) -> str:
        """Return the filled text of a model's answer."""
        return fill(clean(answer, self.bench.section), self.bench.table).text

    async def _ask(
        self, messages: list[Message], on_delta: Callable[[str], object] | None = None
    ) -> Completion:
        if self.usage.calls and self._on_draft is not None:
            await self._on_draft(self.made())
        return await self._client.complete(messages, on_delta=on_delta, on_usage=self._spend)

    def _spend(self, usage: Usage) -> None:
        self.usage += usage
        if self._showing is not None:
            self._showing.anew()
        if self._on_usage is not None:
            self._on_usage(usage)

    def _tell(self, kind: Literal["delta", "restart", "notice", "checking", "repair"], text: str) -> None:
        if self._on_event is not None and text:
            self._on_event(Event(kind=kind, section=self.bench.section.heading, text=text))


def _numbered(answer: str, count: int) -> dict[int, str]:
    """Return the lines of an answer by their numbers (1 … ``count``); a lone line may go without."""
    lines = [line for line in answer.splitlines() if line.strip()]
    pattern = _ANSWER if any(_ANSWER.match(line) for line in lines) else _LOOSE_ANSWER
    found: dict[int, str] = {}
    current = 0
    for line in lines:
        match = pattern.match(line)
        if match is not None:
            current = int(match[1]) if 1 <= int(match[1]) <= count else 0
            if current:
                found[current] = match[2].strip()
        elif current:
            found[current] += line.strip()
    if not found and count == 1 and lines:
        return {1: "".join(line.strip() for line in lines)}
    return {number: line for number, line in found.items() if line}
