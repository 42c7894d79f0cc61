"""Whatever bytes stand in a file: a value, or an error in Chinese that names the file. Nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.hostile import excel, paragraph, unzipped, word, zipped
from support.printed_reports import SHEET, report

from summarywriter.documents import read_changes, read_document, read_lines, read_report, read_sheet, save
from summarywriter.errors import SummaryWriterError
from summarywriter.markup import dump_json, dump_report, dump_yaml, parse_sheet

_MARKS = st.sampled_from(
    ("---\n", "# ", "## ", "### ", "- ", "  - ", "> ", "```", "<!--", "-->", "**", "\\", "：", ": ",
     "、", "|", "\t", "（可选）", "〔来源：", "〕", "{role=", "}", "{1a}", "[", "]", '"', "'", "&a",
     "*a", "!!", "%", "@", "\r", "\r\n", "\n", "\n\n", "\x00", "\x1b[31m", "\u202e", "\u2028",
     "\ufeff", "一、", "（一）", "1.", "①", "内容,数值\n", "总结", "导语", "title: ", "date: ",
     "sections:\n", "decimals: 9", "2024年", "126户", "9" * 50, "1e999")
)  # fmt: skip
_TEXT = st.lists(st.one_of(_MARKS, st.text(max_size=8)), max_size=40).map("".join)
_BYTES = st.one_of(_TEXT.map(lambda text: text.encode("utf-8", "surrogatepass")), st.binary(max_size=200))
_SUFFIXES = st.sampled_from((".md", ".yaml", ".json", ".txt", ".csv", ".tsv", ".docx", ".xlsx", ".xlsm", ""))
_READERS: tuple[Callable[[Path], object], ...] = (
    read_sheet, read_report, read_lines, read_document, read_changes,
)  # fmt: skip


def read_by_all(data: bytes, suffix: str) -> None:
    """Let every reader have the file; let what was read be written again."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"文件{suffix}"
        path.write_bytes(data)
        for read in _READERS:
            try:
                found = read(path)
            except SummaryWriterError as error:
                message = str(error)
                assert path.name in message
                assert any("\u4e00" <= char <= "\u9fff" for char in message.replace(path.name, ""))
                assert len(message) < 10_000
            else:
                if read is read_sheet:
                    _written(lambda sheet=found: save(sheet, Path(folder) / "again.md"))
                elif read is read_report:
                    for form in (".docx", ".md", ".txt", ".html", ".json"):
                        _written(lambda saved=found, form=form: save(saved, Path(folder) / f"again{form}"))


def _written(write: Callable[[], object]) -> None:
    with suppress(SummaryWriterError):
        write()


@settings(max_examples=150)
@given(_BYTES, _SUFFIXES)
def test_any_bytes(data: bytes, suffix: str) -> None:
    read_by_all(data, suffix)


def _changed(data: bytes) -> st.SearchStrategy[bytes]:
    """Return the bytes with stretches of them changed, doubled or left out."""
    edit = st.tuples(st.integers(0, len(data)), st.integers(0, 40), st.one_of(st.binary(max_size=12), _BYTES))

    def apply(edits: list[tuple[int, int, bytes]]) -> bytes:
        changed = data
        for at, gone, put in edits:
            changed = changed[:at] + put + changed[at + gone :]
        return changed

    return st.lists(edit, min_size=1, max_size=4).map(apply)


_SOUND = parse_sheet(SHEET)
_FORMS = {
    ".md": SHEET.encode(),
    ".yaml": dump_yaml(_SOUND).encode(),
    ".json": dump_json(_SOUND).encode(),
    ".csv": "类别,内容,数值,单位,同比增长率\n组织建设,新建,12,家,3.5\n,发展会员,84,人,0.1\n".encode(),
    ".txt": "2024年上半年工作总结\n一、组织建设\n1. 新建工会12家\n2. 发展会员1384人\n- 慰问9户\n".encode(),
    ".report.json": dump_report(report()).encode(),
}


@pytest.mark.parametrize("suffix", _FORMS)
@settings(max_examples=40)
@given(data=st.data())
def test_damaged_files(suffix: str, data: st.DataObject) -> None:
    read_by_all(data.draw(_changed(_FORMS[suffix])), suffix)


_DOCX = unzipped(word())
_XLSX = unzipped(excel())


@settings(max_examples=40)
@given(
    st.data(), st.sampled_from(["word/document.xml", "word/styles.xml", "word/numbering.xml", "_rels/.rels"])
)
def test_damaged_parts_of_word_files(data: st.DataObject, part: str) -> None:
    read_by_all(zipped(_DOCX | {part: data.draw(_changed(_DOCX[part]))}), ".docx")


@settings(max_examples=40)
@given(st.data(), st.sampled_from(["xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml"]))
def test_damaged_parts_of_excel_files(data: st.DataObject, part: str) -> None:
    read_by_all(zipped(_XLSX | {part: data.draw(_changed(_XLSX[part]))}), ".xlsx")


@settings(max_examples=40)
@given(st.data(), st.sampled_from([".docx", ".xlsx"]))
def test_damaged_packages(data: st.DataObject, suffix: str) -> None:
    read_by_all(data.draw(_changed(zipped(_DOCX if suffix == ".docx" else _XLSX))), suffix)


_TAGS = st.sampled_from(
    ("w:p", "w:r", "w:t", "w:tbl", "w:tr", "w:tc", "w:sdt", "w:sdtContent", "w:ins", "w:del", "w:pPr",
     "w:rPr", "w:tcPr", "w:numPr")
)  # fmt: skip
_EMPTY = st.sampled_from(
    ('<w:br/>', '<w:tab/>', '<w:numId w:val="1"/>', '<w:ilvl w:val="99"/>',
     '<w:outlineLvl w:val="x"/>', '<w:gridSpan w:val="-3"/>', '<w:vMerge/>', '<w:pStyle w:val="Title"/>',
     '<w:pStyle w:val="?"/>', "新建12家")
)  # fmt: skip
_TREES = st.recursive(
    _EMPTY,
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>", _TAGS, st.lists(inner, max_size=4)
    ),
    max_leaves=25,
)


@settings(max_examples=20)
@given(st.lists(_TREES, max_size=6))
def test_word_files_of_any_shape(trees: list[str]) -> None:
    read_by_all(word("".join(trees) + paragraph("新建12家")), ".docx")


_VALUES = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5),
        st.sampled_from(("1e999999999", "NaN", "9" * 5000, "model", "组织建设", "\ud800")),
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip


def _places(value: object, at: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [at, *(place for key, inner in below for place in _places(inner, (*at, key)))]


_REPORT = dump_report(report())
_PLACES = [place for place in _places(json.loads(_REPORT)) if place]


@settings(max_examples=80)
@given(st.lists(st.tuples(st.sampled_from(_PLACES), _VALUES), min_size=1, max_size=3))
def test_reports_with_other_values_in_them(changes: list[tuple[tuple[str | int, ...], object]]) -> None:
    stored = json.loads(_REPORT)
    for place, value in changes:
        holder = stored
        for step in place[:-1]:
            holder = holder[step] if isinstance(holder, list | dict) and _has(holder, step) else None
        if isinstance(holder, dict | list) and _has(holder, place[-1]):
            holder[place[-1]] = value
    read_by_all(json.dumps(stored).encode(), ".report.json")


def _has(holder: dict | list, step: str | int) -> bool:
    return step in holder if isinstance(holder, dict) else isinstance(step, int) and step < len(holder)
