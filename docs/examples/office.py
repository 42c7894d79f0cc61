"""File the year's report: an Excel ledger in; the Word file, the trace and the report file out.

    python3 office.py LEDGER ARCHIVE

With a model in the environment (OPENAI_API_KEY, OPENAI_BASE_URL, SUMMARYWRITER_MODEL) it drafts;
without one the built-in composer writes. Exit codes: 0 filed · 1 filed, but errors remain in the
text · 2 nothing filed.
"""

from __future__ import annotations

import sys
from pathlib import Path

from summarywriter import (
    Moment,
    Report,
    Sheet,
    SummaryWriterError,
    Writer,
    check_facts,
    find_figures,
    read_sheet,
    save,
)


def year_of(sheet: Sheet) -> str:
    """Return the year that the sheet's period or date tells, ``"undated"`` where neither does."""
    for figure in find_figures(f"{sheet.period} {sheet.date}"):
        if isinstance(figure.value, Moment) and figure.value.year:
            return str(figure.value.year)
    return "undated"


def write_and_file(ledger: Path, archive: Path) -> tuple[Report, list[Path]]:
    """Write the report of ``ledger`` and file it under ``archive``/year; return it and the files."""
    sheet = read_sheet(ledger)
    for finding in check_facts(sheet):
        print(finding.message)
    folder = archive / year_of(sheet)
    folder.mkdir(parents=True, exist_ok=True)
    journal = folder / f"{ledger.stem}.report.json"
    # The journal is saved after every answer: a run that was cut off pays for none twice. Facts with
    # errors stop the run here, before anything is sent.
    report = Writer().write(sheet, journal=journal)
    printed = [save(report, folder / f"{ledger.stem}{suffix}") for suffix in (".docx", ".html")]
    return report, [*printed, journal]


def main(ledger: str, archive: str) -> int:
    """File one report; return the exit code."""
    try:
        report, files = write_and_file(Path(ledger), Path(archive))
    except SummaryWriterError as error:
        print(error, file=sys.stderr)
        return 2
    for finding in report.findings:
        if finding.severity == "error":
            print(f"{finding.section}：{finding.message}")
    for path in files:
        print(path.as_posix())
    return 0 if report.ok else 1


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("python3 office.py LEDGER ARCHIVE")
    sys.exit(main(*sys.argv[1:]))
