"""The loader of stored reports: a report that can be printed, or an error in Chinese that names the file."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import atheris
from entry import named, run, text_of

from summarywriter.documents import read_report, save
from summarywriter.errors import SummaryWriterError
from summarywriter.markup import dump_report, parse_sheet
from summarywriter.writer import Writer

FOLDER = TemporaryDirectory()
SHEET = "## 组织建设\n- 新建工会12家\n- 发展会员1384人\n## 维权服务\n### 慰问\n- 慰问职工9户，发放2.4万元\n"
STORED = dump_report(Writer.offline().write(parse_sheet(SHEET)))


def places(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [at, *(place for key, inner in below for place in places(inner, (*at, key)))]


def one(data: bytes) -> None:
    provider = atheris.FuzzedDataProvider(data)
    stored = json.loads(STORED)
    for _ in range(provider.ConsumeIntInRange(1, 3)):
        every = places(stored)[1:]
        *way, last = every[provider.ConsumeIntInRange(0, len(every) - 1)]
        holder = stored
        for step in way:
            holder = holder[step]
        holder[last] = value(provider)
    path = Path(FOLDER.name) / "facts.report.json"
    path.write_text(json.dumps(stored))
    try:
        report = read_report(path)
        for form in (".md", ".docx", ".html"):
            save(report, path.with_suffix(form))
    except SummaryWriterError as error:
        named("facts.report", error)


def value(provider: atheris.FuzzedDataProvider) -> Any:
    choice = provider.ConsumeIntInRange(0, 6)
    if choice == 0:
        return text_of(provider.ConsumeBytes(20))
    if choice == 1:
        return provider.ConsumeInt(4)
    if choice == 2:
        return provider.ConsumeFloat()
    return (None, [], {}, True)[choice - 3]


if __name__ == "__main__":
    run(one)
