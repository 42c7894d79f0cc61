"""The recogniser: any text has figures whose spans are theirs."""

from __future__ import annotations

from entry import run, text_of

from summarywriter.figures import find_figures


def one(data: bytes) -> None:
    text = text_of(data)
    for figure in find_figures(text):
        assert figure.text == text[figure.start : figure.end] != ""


if __name__ == "__main__":
    run(one)
