"""The interview without its terminal: questions out, answers in, a sheet that grows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import Literal, NamedTuple, TypeAlias

from summarywriter.cli.interview import earlier, edits, shown
from summarywriter.cli.interview.defaults import genres, usual_outline, usual_period, usual_title
from summarywriter.cli.interview.doubts import Doubts
from summarywriter.cli.interview.shown import LABELS
from summarywriter.cli.interview.typed import COMMANDS, Command, one_line, read_command, read_facts
from summarywriter.library import Outline
from summarywriter.markup import read_date, strip_number
from summarywriter.model import Fact, Section, Sheet

Ending: TypeAlias = Literal["", "write", "quit"]

_BEFORE_SECTIONS = (*LABELS, "genre", "guidance", "outline")

HELP = (
    "一行写一条事实，写完按回车；可以把几条一起粘贴进来。前面加（可选）的事实可写可不写。",
    "  :back        回到上一步",
    "  :list        列出本节的事实",
    "  :edit 2      修改第2条（也可直接写 :edit 2 新内容）",
    "  :del 2       删除第2条",
    "  :undo        撤销上一次改动",
    "  :skip        跳过这一步",
    "数字含糊时会问怎样理解；能算出比例时会把算式给您看，您答 y 才写入。",
    "  :help        显示这份说明",
    "  :quit        存好并退出，以后用 --resume 接着填",
)


class Question(NamedTuple):
    """What the prompt shows, and the text that stands in it to be changed."""

    prompt: str
    prefilled: str = ""


class Interview:
    """One interview. ``sheet`` is what is known so far, ``ending`` tells whether and how it ended.

    An interview about a sheet that has facts already goes on in the last section that has any.
    ``reports`` are outlines of other reports, offered while there are no facts yet. Where nobody is
    there to answer (``asking`` false) doubts are told only, and no computed figure is offered.
    """

    def __init__(
        self, sheet: Sheet, today: date, reports: Sequence[Outline] = (), *, asking: bool = True
    ) -> None:
        self.sheet = sheet
        self._earlier = reports
        self.ending: Ending = ""
        self._today = today
        self._undo: list[tuple[Sheet, int]] = []
        self._editing: Fact | None = None
        self._asking = asking
        self._doubts = Doubts()
        self._at = self._where_to_go_on()

    # -- what is asked ------------------------------------------------------------------------

    def introduction(self) -> list[str]:
        """Return what is shown before the question of the present step."""
        step = self._step
        if isinstance(step, Section):
            return shown.section_start(step, self.sheet)
        if step == "genre":
            return ["体裁：", *(f"  {n}. {label}" for n, (_, label) in enumerate(genres(), 1))]
        if step == "outline":
            return [
                "提纲：", *shown.outline(self.sheet),
                "直接回车采用；输入标题可以添加；",
                ":edit 2 新标题 改名；:del 2 删除。",
                *earlier.lines(self._offered()),
            ]  # fmt: skip
        if step == "guidance":
            return [
                "指导语：可以逐字写进文中的话，如“在区委和市总工会的正确领导下”。一行一条，没有就直接回车。",
                *shown.listed(self.sheet.guidance),
            ]
        return shown.review(self.sheet) if step == "review" else []

    def question(self) -> Question:
        """Return the present question."""
        if self._editing is not None:
            return Question("改为> ", self._editing.text)
        if self._doubts:
            return Question(self._doubts.prompt)
        step = self._step
        if isinstance(step, Section):
            return Question(f"事实{len(step.all_facts) + 1}> ")
        if step in LABELS:
            default = self._default(step)
            return Question(f"{LABELS[step]}{f'（回车用“{default}”）' if default else ''}> ")
        if step == "genre":
            label = dict(genres()).get(self._genre(), "")
            return Question(f"体裁的序号或名称（回车用“{label}”）> ")
        prompts = {"guidance": f"指导语{len(self.sheet.guidance) + 1}> ", "outline": "提纲> "}
        return Question(prompts.get(step, "回车开始写，输入节号去修改> "))

    # -- what is answered ---------------------------------------------------------------------

    def answer(self, typed: str) -> list[str]:
        """Take an answer and return what to show before the next question."""
        command = read_command(typed)
        if self._editing is not None and command is None:
            return self._take_edit(typed)
        self._editing = None
        if command is not None:
            return self._obey(command)
        if self._doubts:
            told = self._take_reply(typed)
            if told is not None:
                return told
        step = self._step
        if isinstance(step, Section):
            return self._take_facts(step, typed)
        if step in LABELS:
            return self._take_particular(step, one_line(typed))
        if step == "genre":
            return self._take_genre(one_line(typed))
        if step == "guidance":
            return self._take_guidance(typed)
        return self._take_headings(typed) if step == "outline" else self._take_review(one_line(typed))

    def _obey(self, command: Command) -> list[str]:
        handlers: dict[str, Callable[[Command], list[str]]] = {
            "help": lambda _: list(HELP),
            "quit": self._quit,
            "list": lambda _: self._list(),
            "undo": lambda _: self._take_back(),
            "back": lambda _: self._go(-1) if self._at else ["已经是第一步。"],
            "skip": lambda _: self._skip(),
            "edit": self._edit,
            "del": self._delete,
        }
        handler = handlers.get(command.name)
        if handler is None:
            return [f"没有“:{command.name}”这个命令。可用：{' '.join(f':{name}' for name in COMMANDS)}"]
        if self._doubts and command.name == "skip":
            return self._take_reply("") or []
        if command.name not in ("help", "list"):
            self._doubts.clear()
        return handler(command)

    def _quit(self, _: Command) -> list[str]:
        self.ending = "quit"
        return []

    def _skip(self) -> list[str]:
        return ["已经是最后一步。"] if self._step == "review" else self._go(1)

    def _take_back(self) -> list[str]:
        if not self._undo:
            return ["没有可以撤销的改动。"]
        self.sheet, self._at = self._undo.pop()
        return ["已撤销。", *self.introduction()]

    def _list(self) -> list[str]:
        step = self._step
        if step == "guidance":
            return shown.listed(self.sheet.guidance) or ["  （没有指导语）"]
        if isinstance(step, Section):
            return shown.facts(step)
        return shown.outline(self.sheet) or ["  （还没有提纲）"]

    def _edit(self, command: Command) -> list[str]:
        step = self._step
        if step == "outline":
            section = self._heading(command)
            if section is None or not command.text:
                return ["请写出序号和新标题，如：:edit 2 组织建设"]
            return self._rename(section, strip_number(one_line(command.text)))
        fact = _fact(step, command.number)
        if fact is None:
            return [self._no_such(command)]
        self._editing = fact
        return self._take_edit(command.text) if command.text else []

    def _delete(self, command: Command) -> list[str]:
        step = self._step
        if step == "outline":
            section = self._heading(command)
            if section is None:
                return ["请写出提纲中的序号，如：:del 2"]
            self._change(edits.remove(self.sheet, section.id))
            lost = f"，连同{len(section.all_facts)}条事实" if section.all_facts else ""
            return [f"已删除“{section.heading}”{lost}；:undo 可以恢复。", *shown.outline(self.sheet)]
        if step == "guidance":
            return self._drop_guidance(command)
        fact = _fact(step, command.number)
        if fact is None:
            return [self._no_such(command)]
        self._change(edits.replace_fact(self.sheet, fact.id, ()))
        return [f"已删除：{fact.text}", *self._list()]

    def _no_such(self, command: Command) -> str:
        if not isinstance(self._step, Section):
            return f":{command.name} 用在填写事实的时候；要改别的，请用 :back 回到那一步。"
        return f"请写出本节事实的序号，如：:{command.name} 2（用 :list 查看）"

    # -- the steps ----------------------------------------------------------------------------

    def _take_particular(self, step: str, typed: str) -> list[str]:
        value = typed or self._default(step)
        if not value:
            return [f"请填写{LABELS[step]}；暂时不填请输入 :skip。"]
        if step == "date" and read_date(value) is None:
            return [f"“{value}”不是有效的日期，请写成 2024-07-05 这样。"]
        self._change(self.sheet.model_copy(update={step: value}))
        return self._go(1)

    def _take_genre(self, typed: str) -> list[str]:
        known = genres()
        code: str | None = self._genre()
        if typed.isascii() and typed.isdigit():
            code = known[int(typed) - 1][0] if 1 <= int(typed[:6]) <= len(known) else None
        elif typed:
            code = next((c for c, label in known if typed in (c, label)), None)
        if code is None:
            return [f"没有“{typed}”这个体裁，请输入1到{len(known)}的序号。"]
        update: dict[str, object] = {"genre": code}
        if not any(True for _ in self.sheet.facts()):
            # Facts already given keep their headings, whatever the genre.
            update["parts"] = usual_outline(code)
        self._change(self.sheet.model_copy(update=update))
        return self._go(1)

    def _take_guidance(self, typed: str) -> list[str]:
        lines = [fact.text for fact in read_facts(typed)]
        if not lines:
            return self._go(1)
        guidance = tuple(dict.fromkeys((*self.sheet.guidance, *lines)))
        self._change(self.sheet.model_copy(update={"guidance": guidance}))
        return shown.listed(guidance)

    def _drop_guidance(self, command: Command) -> list[str]:
        number = command.number or 0
        if not 1 <= number <= len(self.sheet.guidance):
            return ["请写出指导语的序号，如：:del 2"]
        kept = (*self.sheet.guidance[: number - 1], *self.sheet.guidance[number:])
        self._change(self.sheet.model_copy(update={"guidance": kept}))
        return shown.listed(kept) or ["  （没有指导语）"]

    def _offered(self) -> list[Outline]:
        """Return the earlier reports to start from; none once facts have been given."""
        if any(True for _ in self.sheet.facts()):
            return []
        return earlier.offered(self._earlier, self.sheet)

    def _take_headings(self, typed: str) -> list[str]:
        model = earlier.chosen(typed, self._offered())
        if model is not None:
            self._change(earlier.started(self.sheet, model))
            return [f"已照“{model.title}”列出提纲。", *shown.outline(self.sheet)]
        headings = [strip_number(fact.text) for fact in read_facts(typed)]
        if not headings:
            if not shown.asked(self.sheet):
                return ["提纲里还没有小节，请输入标题。"]
            return self._go(1)
        sheet, told = self.sheet, []
        for heading in headings:
            if any(section.heading == heading for section in sheet.sections):
                told.append(f"已有“{heading}”，没有再加。")
            else:
                sheet = edits.add_heading(sheet, heading)
        self._change(sheet)
        return [*told, *shown.outline(self.sheet)]

    def _rename(self, section: Section, heading: str) -> list[str]:
        if any(other.heading == heading for other in self.sheet.sections):
            return [f"已有“{heading}”这个小节，请换一个标题。"]
        self._change(edits.rename(self.sheet, section.id, heading))
        return shown.outline(self.sheet)

    def _take_facts(self, section: Section, typed: str) -> list[str]:
        facts = read_facts(typed)
        if not facts:
            return self._go(1) if section.all_facts else ["这一节还没有事实；要跳过请输入 :skip。"]
        known = {fact.id for fact in section.all_facts}
        self._change(edits.add_facts(self.sheet, section.id, facts))
        return self._understood(known)

    def _take_edit(self, typed: str) -> list[str]:
        fact, self._editing = self._editing, None
        facts = read_facts(typed)
        if fact is None or not facts:
            return ["没有改动；要删除请用 :del。"]
        # Typed over the text alone, a fact keeps its source, date and standing.
        facts[0] = fact.model_copy(update={"text": facts[0].text})
        step = self._step
        known = {other.id for other in step.all_facts} if isinstance(step, Section) else set()
        self._change(edits.replace_fact(self.sheet, fact.id, facts))
        return self._understood(known)

    def _take_review(self, typed: str) -> list[str]:
        if typed:
            sections = shown.asked(self.sheet)
            if typed.isascii() and typed.isdigit() and 1 <= int(typed[:6]) <= len(sections):
                self._at = self._steps.index(sections[int(typed) - 1])
                return self.introduction()
            return ["请直接回车，或输入节号。"]
        if not any(True for _ in self.sheet.facts()):
            return ["还没有任何事实，写不出总结；输入节号去填写。"]
        if any(f.severity == "error" for f in shown.problems(self.sheet)):
            return ["事实还有错误（见上），请先改正：输入节号，再用 :edit 修改。"]
        self._change(edits.finished(self.sheet))
        self.ending = "write"
        return []

    def _understood(self, known: Collection[str]) -> list[str]:
        step = self._step
        if not isinstance(step, Section):
            return []
        lines = shown.newly_understood(step, self.sheet, known)
        new = self._doubts.about(step, (fact for fact in step.all_facts if fact.id not in known))
        if self._asking:
            self._doubts.add(new)
            return lines
        bounds = [ask for _, ask in new if ask.kind == "bound"]
        return [*lines, *(f"【说明】“{ask.words}”按“{ask.told}”理解。" for ask in bounds)]

    def _take_reply(self, typed: str) -> list[str] | None:
        """Settle the first open question; ``None`` when a fact was typed in its place."""
        step = self._step
        settled = self._doubts.settle(step, typed) if isinstance(step, Section) else None
        if settled is None or not isinstance(step, Section):
            return None
        fact, text = settled
        if text == fact.text:
            return []
        known = {other.id for other in step.all_facts}
        changed = fact.model_copy(update={"text": text})
        self._change(edits.replace_fact(self.sheet, fact.id, (changed,)))
        return self._understood(known)

    # -- where we are -------------------------------------------------------------------------

    @property
    def _steps(self) -> list[str | Section]:
        return [*_BEFORE_SECTIONS, *shown.asked(self.sheet), "review"]

    @property
    def _step(self) -> str | Section:
        return self._steps[self._at]

    def _where_to_go_on(self) -> int:
        first = len(_BEFORE_SECTIONS)
        filled = [n for n, section in enumerate(shown.asked(self.sheet), first) if section.all_facts]
        if filled:
            return filled[-1]
        known = (bool(getattr(self.sheet, field)) for field in LABELS)
        missing = next((n for n, told in enumerate(known) if not told), None)
        if missing is not None:
            return missing
        return first if shown.asked(self.sheet) else _BEFORE_SECTIONS.index("genre")

    def _go(self, by: int) -> list[str]:
        self._at += by
        return self.introduction()

    def _change(self, sheet: Sheet) -> None:
        if sheet != self.sheet:
            self._undo.append((self.sheet, self._at))
            self.sheet = sheet

    def _default(self, step: str) -> str:
        given = str(getattr(self.sheet, step))
        if given or step == "organization":
            return given
        if step == "period":
            return usual_period(self._today)
        return self._today.isoformat() if step == "date" else usual_title(self.sheet)

    def _genre(self) -> str:
        return self.sheet.genre or genres()[0][0]

    def _heading(self, command: Command) -> Section | None:
        sections = shown.asked(self.sheet)
        number = command.number or 0
        return sections[number - 1] if 1 <= number <= len(sections) else None


def _fact(step: str | Section, number: int | None) -> Fact | None:
    if not isinstance(step, Section) or number is None or not 1 <= number <= len(step.all_facts):
        return None
    return step.all_facts[number - 1]
