"""``write --batch`` and ``batch``: sheets handed to a provider's batch service, a round at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from summarywriter.cli.commands.producing import WriteOptions, aproduce, claim, located
from summarywriter.cli.commands.write import prepared
from summarywriter.cli.config import make_writer
from summarywriter.cli.exits import ExitCode, code_of, highest, message_of
from summarywriter.cli.facts_file import read_facts
from summarywriter.cli.reports import ReportFiles
from summarywriter.cli.screen import say, tell
from summarywriter.cli.summary import show_brief, show_left_out, show_summary
from summarywriter.errors import InputError, SettingsError, SummaryWriterError
from summarywriter.writer import Writer
from summarywriter.writer.batch import BatchWriting, Round
from summarywriter.writer.loop import run as run_loop
from summarywriter.writing.batch import ENDED, LOST, STATE_FILE, Batch

_STATES = {
    "": "正在交出", "validating": "正在检查", "in_progress": "进行中", "finalizing": "即将完成",
    "completed": "已完成", "failed": "没有被接受", "expired": "已到期", "cancelling": "正在撤回",
    "cancelled": "已撤回", LOST: "服务器不认得",
}  # fmt: skip


def run(files: Sequence[Path], folder: Path | None, options: WriteOptions) -> ExitCode:
    """Do one round for the sheets among ``files``: fetch what has come, write, send what is wanted.

    Raises:
        SummaryWriterError: nothing was sent, or not all of it; running the command again goes on.
    """
    sheets, forms, writer = prepared(files, options)
    if not writer.online:
        raise SettingsError("--batch 要有模型：请设置 OPENAI_API_KEY 或 OPENAI_BASE_URL，并去掉 --offline。")
    of_sheets = {file: ReportFiles.of_sheet(file, folder) for file in sheets}
    if len({one.folder.resolve() for one in of_sheets.values()}) > 1:
        raise InputError("--batch 时全部总结要写到同一个文件夹，请用 -o 指定，每次都用同一个。")
    place = of_sheets[sheets[0]].folder
    place.mkdir(parents=True, exist_ok=True)
    with _opened(place, writer) as batches:
        batches.collect()
        _tell_notices(batches)
        if options.refresh:
            batches.forgive()
        round_ = _Round(batches, forms, options)
        try:
            for n, (file, one) in enumerate(of_sheets.items(), 1):
                round_.write(f"[{n}/{len(sheets)}] {file}：" if len(sheets) > 1 else "", file, one)
        except KeyboardInterrupt as error:
            tell(f"{message_of(error)}写好的小节已存入各自的 .report.json，再次运行同一命令会接着写。")
            return code_of(error)
        done = batches.submit()
        _tell_notices(batches)
        round_.sum_up(done)
    return highest(round_.codes)


def run_status(folder: Path) -> ExitCode:
    """Say how the batches of a folder stand.

    Raises:
        SummaryWriterError: what is kept there cannot be read, or the server cannot be asked.
    """
    if _none_out(folder):
        return ExitCode.FINE
    with _opened(folder, _asker()) as batches:
        batches.look()
        _tell_notices(batches)
        return _show(batches)


def run_cancel(folder: Path) -> ExitCode:
    """Have the batches of a folder stopped.

    Raises:
        SummaryWriterError: what is kept there cannot be read, or the server cannot be asked.
    """
    if _none_out(folder):
        return ExitCode.FINE
    with _opened(folder, _asker()) as batches:
        batches.cancel()
        _tell_notices(batches)
        say(
            "已请服务商撤回。撤回前已经答复的仍要付费，再运行 write --batch 可收取；"
            "没有答复的那时会重交，不想重交就去掉 --batch。"
        )
        return _show(batches)


def _none_out(folder: Path) -> bool:
    """Say so where nothing of a folder is out with a batch service.

    Raises:
        InputError: there is no such folder.
    """
    if not folder.is_dir():
        raise InputError(f"没有文件夹 {folder}，请检查名称；应写总结写到的那个文件夹。")
    if (folder / STATE_FILE).exists():
        return False
    say("没有交出的批次。")
    return True


class _Round:
    """What came of every sheet in one round; nothing is waited for, so one follows the other."""

    def __init__(self, batches: BatchWriting, forms: Sequence[str], options: WriteOptions) -> None:
        self.codes: list[ExitCode] = []
        self._batches = batches
        self._forms = forms
        self._options = options
        self._taken: dict[Path, Path] = {}
        self._done = self._waiting = self._failed = 0

    def write(self, head: str, file: Path, files: ReportFiles) -> None:
        """Write one report as far as its answers go; ``head`` goes before the line that says how it went."""
        writer = self._batches.writer(files.stem)
        try:
            claim(self._taken, file, files)
            sheet = read_facts(file, among=True)
            report, written = run_loop(aproduce(sheet, files, writer, self._forms, self._options))
        except (SummaryWriterError, OSError) as error:
            self.codes.append(code_of(error))
            tell(f"【错误】{located(file, error)}")
            return
        self._batches.finished(files.stem)
        self._failed += len(writer.failures)
        self._waiting += len(writer.waiting)
        self._done += sum(s.draft is not None and s.heading not in writer.waiting for s in report.sections)
        if writer.waiting:
            self.codes.append(ExitCode.WAITING)
        elif head:
            self.codes.append(show_brief(head, sheet, report, writer.failures, unchanged=not written))
        else:
            show_left_out(sheet, report.sheet)
            self.codes.append(show_summary(report, written or [files.journal], writer.failures))

    def sum_up(self, done: Round) -> None:
        """Say how far all of it has come, what was sent, and when to come back."""
        waiting = self.codes.count(ExitCode.WAITING)
        wrong = self.codes.count(ExitCode.BAD_INPUT)
        told = f"，{wrong}份有问题没有处理" if wrong else ""
        written = len(self.codes) - waiting - wrong
        say(f"共{len(self.codes)}份总结：写成{written}份，等待{waiting}份{told}。")
        failed = f"，其中{self._failed}节模型没有写成" if self._failed else ""
        say(f"小节：完成{self._done}节{failed}；等待{self._waiting}节。")
        if self._batches.given_up:
            say(
                f"有{self._batches.given_up}份请求没有成功，不再重交；"
                "要再交一次，请加 --refresh，或去掉 --batch 直接请模型写。"
            )
        if done.unneeded:
            say(f"【说明】事实、模型或设置改过，已交出的{done.unneeded}份请求用不上了，仍会计费。")
        if done.sent.requests:
            say(f"本次交出{done.sent.requests}份请求，分为{done.sent.batches}个批次。")
        if waiting:
            say(
                f"{_when(done.expires)}再运行同一命令收取；做到哪里了，可用 summarywriter batch status 查看。"
            )


@contextmanager
def _opened(folder: Path, writer: Writer) -> Iterator[BatchWriting]:
    with BatchWriting(folder, writer) as batches:
        try:
            yield batches
        except SummaryWriterError:
            _tell_notices(batches)
            raise


def _asker() -> Writer:
    return make_writer(offline=False, model=None)


def _tell_notices(batches: BatchWriting) -> None:
    for notice in batches.notices:
        tell(f"【提醒】{notice}")
    batches.notices.clear()


def _when(expires: int | None) -> str:
    return f"批处理最迟{_time(expires)}做完，多半更早：请过一阵" if expires else "请过一阵"


def _show(batches: BatchWriting) -> ExitCode:
    for batch in batches.batches.values():
        say(_line(batch))
    ready = any(batch.status in ENDED for batch in batches.batches.values())
    out = any(batch.status not in ENDED for batch in batches.batches.values())
    if ready:
        say("有答复可以收取：请再运行原来的 summarywriter write … --batch。")
    if batches.given_up:
        say(f"有{batches.given_up}份请求没有成功，不再重交。")
    if not batches.batches:
        say("没有交出的批次。")
    return ExitCode.WAITING if out else ExitCode.FINE


def _line(batch: Batch) -> str:
    failed = f"，其中{batch.failed}份没有成功" if batch.failed else ""
    ends = f"，最迟{_time(batch.expires)}做完" if batch.expires and batch.status not in ENDED else ""
    return (
        f"批次 {batch.id or '（编号未知）'}：{_STATES.get(batch.status, batch.status)}，"
        f"{batch.done + batch.failed}/{batch.total}份{failed}；{_time(batch.submitted)}交出{ends}。"
    )


def _time(seconds: int) -> str:
    return f"{datetime.fromtimestamp(seconds):%m月%d日%H:%M}"
