"""``write --batch`` and ``batch``: sheets handed to a provider's batch service, a round at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from summarywriter.cli.commands.write import WriteOptions, guarded, prepared, produce
from summarywriter.cli.config import make_writer
from summarywriter.cli.exits import ExitCode, highest
from summarywriter.cli.progress import progress
from summarywriter.cli.reports import ReportFiles
from summarywriter.cli.screen import say, tell
from summarywriter.documents import read_sheet
from summarywriter.errors import InputError, SettingsError, SummaryWriterError
from summarywriter.model import Event, Sheet
from summarywriter.writer import Writer
from summarywriter.writer.batch import BatchWriting, Round
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
    folders = {ReportFiles.of_sheet(file, folder).folder.resolve() for file in sheets}
    if len(folders) > 1:
        raise InputError("--batch 时全部总结要写到同一个文件夹，请用 -o 指定，每次都用同一个。")
    place = ReportFiles.of_sheet(sheets[0], folder).folder
    place.mkdir(parents=True, exist_ok=True)
    tally = Tally()
    with _opened(place, writer) as batches:
        batches.collect()
        _tell_notices(batches)
        if options.refresh:
            batches.forgive()
        codes = _written(batches, sheets, folder, forms, options, tally)
        if ExitCode.INTERRUPTED in codes:
            return ExitCode.INTERRUPTED
        done = batches.submit()
        _tell_notices(batches)
        _tell_round(codes, tally, done, batches)
    return highest(codes)


def _written(
    batches: BatchWriting,
    sheets: Sequence[Path],
    folder: Path | None,
    forms: Sequence[str],
    options: WriteOptions,
    tally: Tally,
) -> list[ExitCode]:
    """Write what can be written of every sheet, one after the other: nothing is waited for."""
    taken: dict[Path, Path] = {}
    codes: list[ExitCode] = []
    for file in sheets:
        if len(sheets) > 1:
            say(f"== {file}")
        files_of = ReportFiles.of_sheet(file, folder)
        writer_of = batches.writer(files_of.stem)
        tally.ended = False

        def work(file: Path = file, files: ReportFiles = files_of, writer: Writer = writer_of) -> ExitCode:
            return produce(read_sheet(file), files, writer, forms, options, tally.watch)

        codes.append(guarded(file, files_of, taken, work))
        if codes[-1] is ExitCode.INTERRUPTED:
            break
        tally.failed += len(writer_of.failures)
        if tally.ended:
            batches.finished(files_of.stem)
    return codes


def run_status(folder: Path) -> ExitCode:
    """Say how the batches of a folder stand.

    Raises:
        SummaryWriterError: what is kept there cannot be read, or the server cannot be asked.
    """
    if not (folder / STATE_FILE).exists():
        say("没有交出的批次。")
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
    if not (folder / STATE_FILE).exists():
        say("没有交出的批次。")
        return ExitCode.FINE
    with _opened(folder, _asker()) as batches:
        batches.cancel()
        _tell_notices(batches)
        say(
            "已请服务商撤回。撤回前已经答复的仍要付费，再运行 write --batch 可收取；"
            "没有答复的那时会重交，不想重交就去掉 --batch。"
        )
        return _show(batches)


class Tally:
    """Counts the sections of all runs; ``ended`` says whether the latest run came to its end."""

    def __init__(self) -> None:
        self.done = 0
        self.waiting = 0
        self.failed = 0
        self.ended = False

    @contextmanager
    def watch(self, sheet: Sheet) -> Iterator[Callable[[Event], None]]:
        """Give the function that shows the events of a run and counts them."""
        with progress() as on_event:

            def take(event: Event) -> None:
                self.done += event.kind in ("section-done", "section-kept")
                self.waiting += event.kind == "section-waiting"
                self.ended = event.kind == "done"
                on_event(event)

            yield take


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


def _tell_round(codes: Sequence[ExitCode], tally: Tally, done: Round, batches: BatchWriting) -> None:
    waiting = sum(code is ExitCode.WAITING for code in codes)
    wrong = sum(code is ExitCode.BAD_INPUT for code in codes)
    told = f"，{wrong}份有问题没有处理" if wrong else ""
    say(f"共{len(codes)}份总结：写成{len(codes) - waiting - wrong}份，等待{waiting}份{told}。")
    failed = f"，其中{tally.failed}节模型没有写成" if tally.failed else ""
    say(f"小节：完成{tally.done}节{failed}；等待{tally.waiting}节。")
    if batches.given_up:
        say(
            f"有{batches.given_up}份请求没有成功，不再重交；"
            "要再交一次，请加 --refresh，或去掉 --batch 直接请模型写。"
        )
    if done.unneeded:
        say(f"【说明】事实、模型或设置改过，已交出的{done.unneeded}份请求用不上了，仍会计费。")
    if done.sent.requests:
        say(f"本次交出{done.sent.requests}份请求，分为{done.sent.batches}个批次。")
    if waiting:
        say(f"{_when(done.expires)}再运行同一命令收取；做到哪里了，可用 summarywriter batch status 查看。")


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
