"""Report ↔ JSON: everything that is stored, taken up again as it was."""

from __future__ import annotations

import json

from pydantic import ValidationError
from pydantic_core import PydanticSerializationError

from summarywriter.errors import InputError, OutputError, clipped
from summarywriter.markup.validation import explain
from summarywriter.model import FORMAT_VERSION, Report


def parse_report(text: str, *, source: str = "") -> Report:
    """Read a stored report.

    Raises:
        InputError: it is no report, is damaged, or was written by a version not known here.
    """
    head = f"{source}：" if source else ""
    text = text.removeprefix("\ufeff")
    try:
        given = json.loads(text)
    except (ValueError, RecursionError) as error:  # no JSON, numbers too long to be any, too deep
        raise InputError(
            f"{head}不是完整的报告存档（JSON 读不通），文件可能被截断或改坏了，请换用备份或重新生成。"
        ) from error
    if not isinstance(given, dict) or "format_version" not in given:
        raise InputError(f"{head}不是 summarywriter 的报告存档（缺少 format_version）。")
    if given["format_version"] != FORMAT_VERSION:
        version = clipped(str(given["format_version"]))
        raise InputError(
            f"{head}报告存档的格式版本是 {version}，本程序只认识版本 {FORMAT_VERSION}，"
            "请升级 summarywriter 后再打开。"
        )
    try:
        return Report.model_validate_json(text)
    except ValidationError as error:
        listed = "".join(f"\n  {clipped(problem)}" for problem in explain(error, given)[:20])
        raise InputError(f"{head}报告存档的内容有误，可能被手工改坏了：{listed}") from error


def dump_report(report: Report) -> str:
    """Write a report as JSON, one value a line, that :func:`parse_report` reads back.

    Raises:
        OutputError: it holds halves of characters.
    """
    try:
        return report.model_dump_json(indent=1) + "\n"
    except PydanticSerializationError as error:
        raise OutputError(
            "报告里有不完整的字符（\\ud800 之类的半个编码），存不下来，请删去后再试。"
        ) from error
