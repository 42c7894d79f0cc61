"""Where a report's files are, and how exports are written without losing anybody's edits."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from summarywriter.documents import (
    hold,
    read_report,
    render_as,
    render_report_check_sheet,
    save,
    write_atomically,
)
from summarywriter.errors import InputError, OutputError
from summarywriter.model import Report, Sheet

CHECK_SHEET = "核数表"
"""The format that is a Word table of all figures, for the people who sign."""

EDITABLE = ("docx", "md", "txt")
"""Formats in which a report may be edited and taken in again."""

PDF = "pdf"

FORMATS = (*EDITABLE, "json", "html", CHECK_SHEET, PDF)
"""What a report can be exported as; ``json`` is the report itself and always written."""

USUAL_FORMATS = ("docx", "md", "json")

_INFIX = ".report"
_BATCHES = "summarywriter.batch."
"""What the names of the files begin with that keep what is out with a batch service."""

_STDIN_STEM = "总结"


@dataclass(frozen=True)
class ReportFiles:
    """The files of one report: ``<folder>/<stem>.report.<format>``."""

    folder: Path
    stem: str

    @classmethod
    def of_sheet(cls, sheet: Path, folder: Path | None = None) -> ReportFiles:
        """Return the files that belong to a sheet, beside it or in ``folder``."""
        if str(sheet) == "-":
            return cls(folder or Path(), _STDIN_STEM)
        return cls(folder or sheet.parent, sheet.stem)

    @classmethod
    def of(cls, file: Path) -> ReportFiles:
        """Return the files that belong to ``file``, a sheet or a report's own .report.json."""
        if is_own(file):
            return cls(file.parent, file.stem.removesuffix(_INFIX).removesuffix(f".{CHECK_SHEET}"))
        return cls.of_sheet(file)

    def path(self, form: str) -> Path:
        """Return the path of one format."""
        if form == CHECK_SHEET:
            return self.folder / f"{self.stem}.{CHECK_SHEET}.docx"
        return self.folder / f"{self.stem}{_INFIX}.{form}"

    @property
    def journal(self) -> Path:
        """The report itself."""
        return self.path("json")

    def held(self) -> AbstractContextManager[None]:
        """Keep other processes from these files until the block ends.

        Raises:
            BusyError: another process is at work on them.
            OutputError: the folder is missing or cannot be written.
        """
        return hold(self.journal)

    @contextmanager
    def opened(self) -> Iterator[Report]:
        """Hold the files, as :meth:`held`, and read the report.

        Raises:
            InputError: it was never written, or cannot be read.
        """
        self._require()
        with self.held():
            yield self.read()

    def read(self) -> Report:
        """Read the report.

        Raises:
            InputError: it was never written, or cannot be read.
        """
        self._require()
        return read_report(self.journal)

    def _require(self) -> None:
        if not self.journal.exists():
            raise InputError(
                f"没有找到 {self.journal}：还没有写过这份总结，请先运行 summarywriter write；"
                "写到别的文件夹的（-o），请给出那里的 .report.json。"
            )

    def edited(self, forms: Sequence[str]) -> list[Path]:
        """Return the exports that are not as this program wrote them last.

        A file that is on record but gone counts as unedited; one that is there but not on record
        is somebody else's.
        """
        present = [path for form in forms if form != "json" and (path := self.path(form)).exists()]
        if not present or not self.journal.exists():
            return present
        report = self.read()
        ours = {*report.exports.items(), *report.announced.items()}
        return [path for path in present if (path.name, digest(path)) not in ours]

    def stand(self, report: Report, forms: Sequence[str]) -> bool:
        """Tell whether all exports stand there as they are on the report's record."""
        if report.announced:
            return False
        wanted = [self.path(form) for form in forms if form != "json"]
        return all(p.exists() and digest(p) == report.exports.get(p.name) for p in wanted)

    def export(self, report: Report, forms: Sequence[str], *, kept: Sequence[Path] = ()) -> list[Path]:
        """Write the exports, then the report with their digests; return the paths written.

        ``kept`` are exports that stand as they are and are taken on record so.

        Raises:
            OutputError: a file cannot be written; what stood there is untouched.
        """
        written: list[Path] = []
        report = _on_record(report, kept)
        batches = [[form for form in forms if form not in ("json", PDF)]]
        if PDF in forms:
            # It is another program's work and may fail: by then all else is safe.
            batches.append([PDF])
        for batch in batches:
            pages = {self.path(form): self._rendered(report, form) for form in batch}
            digests = {path.name: hashlib.sha256(page).hexdigest() for path, page in pages.items()}
            if not digests.items() <= report.exports.items():
                # Whoever is killed from here on leaves known both what stood there and what was to stand.
                report = _on_record(report, [path for path in pages if path.exists()])
                report = report.model_copy(update={"announced": {**report.announced, **digests}})
                save(report, self.journal)
            written += [write_atomically(path, page) for path, page in pages.items()]
            rest = {name: old for name, old in report.announced.items() if name not in digests}
            exports = {**report.exports, **digests}
            report = report.model_copy(update={"exports": exports, "announced": rest})
            save(report, self.journal)
        return [*written, self.journal]

    def _rendered(self, report: Report, form: str) -> bytes:
        if form == CHECK_SHEET:
            return render_report_check_sheet(report)
        return render_as(report, self.path(form))


def _on_record(report: Report, files: Sequence[Path]) -> Report:
    """Return the report with the files as they stand on record as its exports."""
    standing = {path.name: digest(path) for path in files}
    return report.model_copy(update={"exports": {**report.exports, **standing}})


def is_own(file: Path) -> bool:
    """Tell whether a file's name is one that this program gives to what it writes."""
    if file.name.startswith(_BATCHES):
        return True
    suffix = file.suffix.lower().lstrip(".")
    if suffix == "docx" and file.stem.endswith(f".{CHECK_SHEET}"):
        return True
    return file.stem.endswith(_INFIX) and suffix in FORMATS


def refuse_edited(files: ReportFiles, forms: Sequence[str], *, overwrite: bool) -> None:
    """Stop before anything is written where an export was edited by hand.

    Raises:
        OutputError: which files, and what to do.
    """
    edited = [] if overwrite else files.edited(forms)
    if edited:
        names = "、".join(map(str, edited))
        raise OutputError(
            f"{names} 在程序写出之后改动过，或不是本程序写的，没有覆盖，本次也没有起草。"
            "要收入这些改动，请先运行 summarywriter accept；不要这些改动，请加 --overwrite。"
        )


def refuse_another(files: ReportFiles, sheet: Sheet, *, overwrite: bool) -> None:
    """Stop where the report that stands there is about something else altogether.

    Raises:
        OutputError: it shares neither title nor any section with ``sheet``.
    """
    if overwrite or not files.journal.exists():
        return
    old = files.read().sheet
    ids = {section.id for section in old.numbered}
    if old.title != sheet.title and ids and not any(section.id in ids for section in sheet.numbered):
        raise OutputError(
            f"{files.journal} 是另一份总结（{old.title or '无标题'}），没有覆盖；"
            "请用 -o 写到别的文件夹，或给事实文件换个名字；确定不要它，请加 --overwrite。"
        )


def parse_formats(text: str) -> tuple[str, ...]:
    """Read ``docx,md``; ``json`` is always added.

    Raises:
        InputError: an unknown format, or none.
    """
    given = [
        piece.strip().lower().lstrip(".") for piece in text.replace("，", ",").split(",") if piece.strip()
    ]
    unknown = [form for form in given if form not in FORMATS]
    if unknown or not given:
        raise InputError(f"不能导出“{'、'.join(unknown) or text}”，--formats 可选：{'、'.join(FORMATS)}。")
    return tuple(form for form in FORMATS if form in given or form == "json")


def digest(path: Path) -> str:
    """Return the SHA-256 of a file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
