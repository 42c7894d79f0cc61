"""The commands: names, arguments and options. Each hands over to its own module when called.

The modules are imported inside the commands, so that ``--help`` stays quick and nothing of a
model's library is loaded by a command that talks to none.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from summarywriter.cli.front import COMMANDS, PURPOSE
from summarywriter.cli.help import CheckCommand, Command, Group

app = typer.Typer(
    cls=Group, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False,
    help=PURPOSE,
)  # fmt: skip
batch = typer.Typer(cls=Group, rich_markup_mode=None, help=COMMANDS["batch"])
app.add_typer(batch, name="batch")
examples = typer.Typer(cls=Group, rich_markup_mode=None, help=COMMANDS["examples"])
app.add_typer(examples, name="examples")

File = Annotated[
    Path,
    typer.Argument(readable=False, metavar="文件", help="事实文件（.md .yaml .json .docx .xlsx .csv .txt）"),
]
ReportFile = Annotated[
    Path, typer.Argument(readable=False, metavar="文件", help="事实文件，或它的 .report.json")
]
Offline = Annotated[bool, typer.Option("--offline", help="不用模型，由内置写作程序直接写")]
Model = Annotated[str | None, typer.Option("--model", metavar="名称", help="模型名称，代替设置中的")]
NoFallback = Annotated[bool, typer.Option("--no-fallback", help="模型连不上时不改用内置写作程序，留着不写")]
Log = Annotated[
    Path | None, typer.Option("--log", metavar="文件", help="把与模型的每次往来记入文件（JSON 行，不含密钥）")
]
Redact = Annotated[bool, typer.Option("--redact", help="人名和私人号码换成标记再发给模型，写回时还原")]
Overwrite = Annotated[
    bool, typer.Option("--overwrite", help="连同手工改过的文件和小节一起覆盖（旧稿仍在历史中）")
]


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="显示版本")] = False,
) -> int:
    if version:
        from summarywriter import __version__

        typer.echo(f"summarywriter {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
    return 0


@app.command(cls=Command, help=COMMANDS["new"])
def new(
    file: Annotated[Path, typer.Argument(metavar="文件", help="事实存到哪里，不写时为 工作总结.md")] = Path(
        "工作总结.md"
    ),
    resume: Annotated[bool, typer.Option("--resume", help="接着上次没填完的填")] = False,
    answers: Annotated[
        Path | None,
        typer.Option(
            "--answers", metavar="文件", help="不问，从文件读答案，一行一个，空行即回车；“-”为标准输入"
        ),
    ] = None,
    offline: Offline = False,
) -> int:
    from summarywriter.cli.commands.new import run

    return run(file, resume=resume, offline=offline, answers=answers)


@app.command(cls=Command, help=COMMANDS["write"])
def write(
    files: Annotated[
        list[Path],
        typer.Argument(readable=False, metavar="文件…", help="一个或几个事实文件；.report.* 会自动跳过"),
    ],
    folder: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="文件夹", help="写到哪个文件夹，不写时在原文件旁边"),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="事实有错误也照写")] = False,
    no_fallback: NoFallback = False,
    refresh: Annotated[bool, typer.Option("--refresh", help="范例、提示词或模型变了的小节也重写")] = False,
    overwrite: Overwrite = False,
    offline: Offline = False,
    model: Model = None,
    log: Log = None,
    redact: Redact = False,
    formats: Annotated[
        str,
        typer.Option("--formats", metavar="格式", help="导出哪些格式，逗号分开：docx,md,txt,json,html,pdf"),
    ] = "docx,md,json",
    profile: Annotated[
        Path | None,
        typer.Option(
            "--profile",
            readable=False,
            metavar="文件",
            help="本单位的版式文件（.yaml .toml），改回国家标准写“国标”",
        ),
    ] = None,
    check_sheet: Annotated[
        bool, typer.Option("--check-sheet", help="另写一份核数表（Word），每个数字一行，供签字的人核对")
    ] = False,
    as_batch: Annotated[
        bool,
        typer.Option("--batch", help="交给服务商的批处理，过后再运行同一命令收取，直到写完"),
    ] = False,
) -> int:
    from summarywriter.cli.commands.producing import WriteOptions
    from summarywriter.cli.commands.write import run
    from summarywriter.cli.config import wanted_profile

    options = WriteOptions(
        formats=formats, check_sheet=check_sheet, force=force, fallback=not no_fallback, refresh=refresh,
        overwrite=overwrite, offline=offline, model=model, log=log, redact=redact,
        profile=wanted_profile(profile),
    )  # fmt: skip
    if as_batch:
        from summarywriter.cli.commands.batch import run as run_batch

        return run_batch(files, folder, options)
    return run(files, folder, options)


@app.command(cls=Command, help=COMMANDS["rewrite"])
def rewrite(
    file: ReportFile,
    section: Annotated[str, typer.Argument(metavar="小节", help="小节的标题、序号或编号")],
    hint: Annotated[str, typer.Option("--hint", metavar="要求", help="这一节要突出什么")] = "",
    length: Annotated[int | None, typer.Option("--length", metavar="字数", help="这一节大约多少字")] = None,
    undo: Annotated[bool, typer.Option("--undo", help="退回这一节的上一稿")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="不问用新稿还是旧稿，直接用新稿")] = False,
    no_fallback: NoFallback = False,
    overwrite: Overwrite = False,
    offline: Offline = False,
    model: Model = None,
    log: Log = None,
    redact: Redact = False,
) -> int:
    from summarywriter.cli.commands.rewrite import RewriteOptions, run

    options = RewriteOptions(
        hint=hint, length=length, undo=undo, yes=yes, fallback=not no_fallback, overwrite=overwrite,
        offline=offline, model=model, log=log, redact=redact,
    )  # fmt: skip
    return run(file, section, options)


@app.command(cls=CheckCommand, help=COMMANDS["check"])
def check(
    text: Annotated[Path, typer.Argument(readable=False, metavar="文稿", help="要核对的文稿；“-”为标准输入")],
    facts: Annotated[
        Path, typer.Option("--facts", readable=False, metavar="文件", help="事实文件，或 .report.json")
    ],
    section: Annotated[
        str | None, typer.Option("--section", metavar="小节", help="文稿只是这一小节（标题、序号或编号）")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON，供程序读取")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="有提醒也算未通过")] = False,
    watch: Annotated[bool, typer.Option("--watch", help="文稿或事实一保存就再核对，按 Ctrl-C 停止")] = False,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="文件", help="写溯源页（.html）：每个数字连到事实")
    ] = None,
    check_sheet: Annotated[
        Path | None,
        typer.Option(
            "--check-sheet",
            metavar="[文件]",
            help="写核数表（.docx），供签字的人核对；不写文件名时在文稿旁边",
        ),
    ] = None,
) -> int:
    from summarywriter.cli.commands.check import run
    from summarywriter.cli.evidence import Wanted

    wanted = Wanted.of(text, html=html, sheet=check_sheet)
    return run(text, facts, section=section, as_json=as_json, strict=strict, watching=watch, wanted=wanted)


@app.command(cls=Command, help=COMMANDS["facts"])
def facts(
    file: File,
    sheet: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="文件", help="另存为事实文件（.md .yaml .json）")
    ] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="-o 的文件已有时覆盖它")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON，供程序读取")] = False,
) -> int:
    from summarywriter.cli.commands.facts import run

    return run(file, sheet, overwrite=overwrite, as_json=as_json)


@app.command(cls=Command, help=COMMANDS["accept"])
def accept(
    file: Annotated[
        Path,
        typer.Argument(
            readable=False, metavar="文件", help="在 Word 等软件里改过的 .report.docx（.md .txt），或事实文件"
        ),
    ],
    facts: Annotated[
        Path | None,
        typer.Option(
            "--facts",
            readable=False,
            metavar="文件",
            help="改了名的文稿属于哪份事实文件或 .report.json",
        ),
    ] = None,
) -> int:
    from summarywriter.cli.commands.accept import run

    return run(file, facts)


@app.command(cls=Command, help=COMMANDS["history"])
def history(file: ReportFile) -> int:
    from summarywriter.cli.commands.history import run

    return run(file)


@app.command(cls=Command, help=COMMANDS["prompt"])
def prompt(
    file: File,
    section: Annotated[
        str | None, typer.Argument(metavar="小节", help="只看这一小节（标题、序号或编号）")
    ] = None,
    model: Model = None,
    redact: Redact = False,
) -> int:
    from summarywriter.cli.commands.prompt import run

    return run(file, section, model=model, redact=redact)


@app.command(cls=Command, help=COMMANDS["doctor"])
def doctor(
    fetch_tokenizer: Annotated[
        bool, typer.Option("--fetch-tokenizer", help="下载词表，使词元计数精确（限时）")
    ] = False,
) -> int:
    from summarywriter.cli.commands.doctor import run

    return run(fetch_tokenizer=fetch_tokenizer)


@app.command(cls=Command, help=COMMANDS["completion"])
def completion(
    context: typer.Context,
    shell: Annotated[str, typer.Argument(metavar="外壳", help="bash、zsh、fish 或 powershell")],
) -> int:
    from summarywriter.cli.commands.completion import run

    return run(shell, context.find_root().command)


BatchFolder = Annotated[Path, typer.Argument(metavar="文件夹", help="总结写到的文件夹，不写时为当前文件夹")]


@batch.command("status", cls=Command)
def batch_status(folder: BatchFolder = Path()) -> int:
    """查看交出的批次做到哪里了。"""
    from summarywriter.cli.commands.batch import run_status

    return run_status(folder)


@batch.command("cancel", cls=Command)
def batch_cancel(folder: BatchFolder = Path()) -> int:
    """撤回交出的批次；已经答复的仍可收取。"""
    from summarywriter.cli.commands.batch import run_cancel

    return run_cancel(folder)


@examples.command("list", cls=Command)
def examples_list() -> int:
    """列出全部范例。"""
    from summarywriter.cli.commands.examples import run_list

    return run_list()


@examples.command("show", cls=Command)
def examples_show(
    name: Annotated[str, typer.Argument(metavar="范例", help="范例的编号、来源或标题")],
) -> int:
    """查看一个范例的事实和正文。"""
    from summarywriter.cli.commands.examples import run_show

    return run_show(name)


@examples.command("add", cls=Command)
def examples_add(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="旧总结…", help="以前的总结（.txt .md .docx），一个文件里可以有几篇"),
    ],
    folder: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="文件夹", help="收到哪个文件夹，不写时收入范例库")
    ] = None,
    mend: Annotated[bool, typer.Option("--mend", help="改正常见错字（不写时只指出）")] = False,
    anonymise: Annotated[bool, typer.Option("--anonymise", help="单位、地名、人名换成化名")] = False,
    phrase: Annotated[bool, typer.Option("--phrase", help="要点由模型改得更简短，数字照样核对")] = False,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="已经收入过的重新收入")] = False,
) -> int:
    """收入以前的总结：清理、分篇、认出提纲、取出事实，写成范例。"""
    from summarywriter.cli.commands.examples import AddOptions, run_add

    options = AddOptions(folder=folder, mend=mend, anonymise=anonymise, phrase=phrase, overwrite=overwrite)
    return run_add(files, options)


@examples.command("remove", cls=Command)
def examples_remove(
    name: Annotated[str, typer.Argument(metavar="来源", help="范例文件的名称，见 examples list")],
) -> int:
    """移出一个自己收入的范例（原文件留作 .bak）。"""
    from summarywriter.cli.commands.examples import run_remove

    return run_remove(name)


@examples.command("check", cls=Command)
def examples_check() -> int:
    """检查全部范例：正文是否都有事实可依。"""
    from summarywriter.cli.commands.examples import run_check

    return run_check()
