"""The terminal of the interview: prompt_toolkit asks, rich shows; or answers come from a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from summarywriter.cli.asking import Asker
from summarywriter.cli.interview.dialogue import Interview
from summarywriter.cli.screen import interactive, say
from summarywriter.errors import InputError
from summarywriter.model import Sheet


def require_terminal() -> None:
    """Stop where nobody could answer.

    Raises:
        InputError: standard input or output is no terminal.
    """
    if not interactive():
        raise InputError(
            "summarywriter new 要在终端中一问一答，现在的输入或输出不是终端。"
            "没有终端时，请把事实写进文件，再用 summarywriter write；"
            "或者把各题的答案一行一个写进文件，用 --answers 文件 读入。"
        )


def converse(interview: Interview, save: Callable[[Sheet], object]) -> None:
    """Ask until the interview ends; ``save`` is called with the sheet after every answer.

    Raises:
        KeyboardInterrupt: Ctrl-C was pressed; all answers before it are saved.
    """
    ask = Asker()
    for line in interview.introduction():
        say(line)
    while not interview.ending:
        question = interview.question()
        typed = ask(question.prompt, question.prefilled)
        lines = interview.answer(":quit" if typed is None else typed)
        save(interview.sheet)
        for line in lines:
            say(line)


def recite(interview: Interview, answers: Iterable[str], save: Callable[[Sheet], object]) -> None:
    """Answer from a list, one answer a question; lines that start with ``#`` are remarks.

    Questions and answers are printed as they would stand on a terminal.

    Raises:
        InputError: the answers end before the interview does; what they gave is saved.
    """
    for line in interview.introduction():
        say(line)
    for typed in answers:
        if interview.ending:
            return
        if typed.startswith("#"):
            continue
        say(interview.question().prompt + typed)
        lines = interview.answer(typed)
        save(interview.sheet)
        for line in lines:
            say(line)
    if not interview.ending:
        raise InputError(f"答案文件到头了，还有问题没有答：{interview.question().prompt.rstrip('> ')}。")
