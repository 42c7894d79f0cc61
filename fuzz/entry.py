"""What all harnesses share: start a fuzzer that is guided by what the package's code does with the input."""

from __future__ import annotations

import sys
from collections.abc import Callable

import atheris

with atheris.instrument_imports(include=["summarywriter"]):
    import summarywriter.checking
    import summarywriter.documents
    import summarywriter.documents.excel_in
    import summarywriter.documents.word
    import summarywriter.writing.hygiene
    import summarywriter.writing.slots  # noqa: F401

_TOKENS = (
    "慰问职工", "9户", "2.4万元", "近千名", "百分之九十五", "今年", "3至6月", "第四届", "同比增长",
    "12%", "其中", "，", "。", "；", "、", "\n", "“", "”", "《", "》", "（", "）", "一是", "前三名",
    "每人500元", "和", "5场", "不超过", "以上", "上半年", "〔2024〕7号", "-", "至", "几十", "万",
    "１２", "％", "1:3", "{1a}", "{101a}", "【待核实】", "共", "分别", "人次", "累计", "计划", "## ",
    "- ", "# ", "---\n", "2024-07-05", "1,036", "0.5", "〇", "两"
)  # fmt: skip


def text_of(data: bytes) -> str:
    """Make a text of the fuzzer's bytes: below 128 a token of report prose, above any character."""
    provider = atheris.FuzzedDataProvider(data)
    pieces = []
    while provider.remaining_bytes() and len(pieces) < 60:
        choice = provider.ConsumeIntInRange(0, 255)
        pieces.append(_TOKENS[choice % len(_TOKENS)] if choice < 200 else provider.ConsumeUnicode(3))
    return "".join(pieces)


def named(file: str, error: Exception) -> None:
    """Make sure that an error names the file."""
    assert file in str(error), error


def run(one: Callable[[bytes], None]) -> None:
    """Feed ``one`` for as long as the command line says (``-max_total_time=SECONDS``)."""
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()
