"""Report ↔ JSON: everything that is stored, taken up again as it was."""

from __future__ import annotations

import json

from pydantic import ValidationError

from summarywriter.errors import InputError
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
    except (json.JSONDecodeError, RecursionError) as error:
        raise InputError(
            f"{head}不是完整的报告存档（JSON 读不通），文件可能被截断或改坏了，请换用备份或重新生成。"
        ) from error
    if not isinstance(given, dict) or "format_version" not in given:
        raise InputError(f"{head}不是 summarywriter 的报告存档（缺少 format_version）。")
    if given["format_version"] != FORMAT_VERSION:
        raise InputError(
            f"{head}报告存档的格式版本是 {given['format_version']}，本程序只认识版本 {FORMAT_VERSION}，"
            "请升级 summarywriter 后再打开。"
        )
    try:
        return Report.model_validate_json(text)
    except ValidationError as error:
        listed = "".join(f"\n  {problem}" for problem in explain(error, given)[:20])
        raise InputError(f"{head}报告存档的内容有误，可能被手工改坏了：{listed}") from error


def dump_report(report: Report) -> str:
    """Write a report as JSON, one value a line, that :func:`parse_report` reads back."""
    return report.model_dump_json(indent=1) + "\n"
