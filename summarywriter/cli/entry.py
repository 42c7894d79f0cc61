"""Where the program starts and ends: streams, parsing, errors, exit code."""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Sequence

from summarywriter.cli.front import front_page

DEBUG_VARIABLE = "SUMMARYWRITER_DEBUG"
"""Environment variable that lets an unforeseen error end in its traceback."""

_NEW_OBJECTS = 10_000
"""New objects after which Python looks for cycles of garbage: by its own 700, a tenth of all the work."""

_INTERRUPTED = "已中断。已经写好的文件都完好；要接着做，再次运行同一命令即可。"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; no error passes through.

    ``arguments`` are those after the program's name, by default the process's own.
    """
    gc.set_threshold(_NEW_OBJECTS)
    _forgive_encoding()
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given == ["--version"]:
        from summarywriter import __version__

        print(f"summarywriter {__version__}")
        return 0
    if given in ([], ["--help"]):
        print(front_page())
        return 0
    return _obey(given)


def _obey(given: list[str]) -> int:
    """Parse the arguments, run the command they name and return its exit code."""
    # Here and not above: the parser's library takes longer to import than the first page to print.
    import typer
    from typer.main import get_command

    from summarywriter.cli.app import app
    from summarywriter.cli.exits import ExitCode, code_of, message_of
    from summarywriter.cli.usage import is_usage_error, usage_message

    command = get_command(app)
    try:
        # Commands return their exit code; an interrupt that typer itself catches returns 130.
        code = int(command.main(args=given, prog_name="summarywriter", standalone_mode=False) or 0)
    except typer.Abort:
        # Some versions of typer turn Ctrl-C and the end of input into this.
        return _fail(_INTERRUPTED, ExitCode.INTERRUPTED)
    except Exception as error:
        if is_usage_error(error):
            return _fail(usage_message(error), ExitCode.BAD_INPUT)
        if os.environ.get(DEBUG_VARIABLE):
            raise
        return _fail(message_of(error), code_of(error))
    except KeyboardInterrupt:
        return _fail(_INTERRUPTED, ExitCode.INTERRUPTED)
    return code


def _fail(message: str, code: int) -> int:
    from summarywriter.cli.screen import tell

    tell(message)
    return int(code)


def _forgive_encoding() -> None:
    """Let a console that cannot show a character show a question mark instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
