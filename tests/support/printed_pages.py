"""Printed pages as data: lines with their fonts and places, and how the ink lies on the paper."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass
from html import unescape
from pathlib import Path

_TOOLS = ("soffice", "pdftotext", "pdftohtml", "pdftoppm", "fc-list")
_SCALE = 1.5
"""``pdftohtml`` gives places in pixels, one and a half to a point."""

_POINTS = 72 / 25.4
_DOTS = 100
"""Dots an inch in which pages are drawn to be measured."""

_INK = 128


def missing() -> str:
    """Return what pages cannot be laid out without, empty where all is there."""
    for tool in _TOOLS:
        if shutil.which(tool) is None:
            return f"no {tool} here"
    return "" if _output("fc-list", ":lang=zh", "family").strip() else "no Chinese font here"


@dataclass(frozen=True)
class PrintedLine:
    """A line as it is printed. ``left`` and ``right`` are millimetres from the paper's left edge."""

    text: str
    font: str
    size: float
    left: float
    right: float
    top: float


def printed_lines(pdf: Path) -> list[list[PrintedLine]]:
    """Return every page's lines from top to bottom; what stands side by side is one."""
    xml = _output("pdftohtml", "-xml", "-i", "-stdout", str(pdf))
    fonts = {
        number: (family.partition("+")[2] or family, int(size) / _SCALE)
        for number, size, family in re.findall(r'<fontspec id="(\d+)" size="(\d+)" family="([^"]*)"', xml)
    }
    pages = []
    for page in xml.split("<page ")[1:]:
        lines: dict[int, list[PrintedLine]] = {}
        pattern = r'<text top="(\d+)" left="(\d+)" width="(\d+)" height="\d+" font="(\d+)">(.*?)</text>'
        for top, left, width, font, words in re.findall(pattern, page, re.DOTALL):
            text = unescape(re.sub(r"<[^>]*>", "", words)).strip()
            if text:
                start, end = (int(place) / _SCALE / _POINTS for place in (left, int(left) + int(width)))
                line = PrintedLine(text, *fonts[font], start, end, int(top) / _SCALE / _POINTS)
                lines.setdefault(_row(lines, int(top)), []).append(line)
        pages.append([_joined(lines[top]) for top in sorted(lines)])
    return pages


def ink(pdf: Path, page: int) -> tuple[float, float, float, float]:
    """Return where the outermost ink of a page lies: left, top, right and bottom, in millimetres."""
    drawn = subprocess.run(
        ["pdftoppm", "-gray", "-r", str(_DOTS), "-f", str(page), "-l", str(page), str(pdf)],
        capture_output=True, check=True,
    ).stdout  # fmt: skip
    header = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", drawn)
    assert header, "no picture was drawn"
    width, height = int(header[1]), int(header[2])
    rows = [drawn[start : start + width] for start in range(header.end(), len(drawn), width)][:height]
    dark = [n for n, row in enumerate(rows) if min(row) < _INK]
    columns = [n for n in range(width) if min(row[n] for row in rows) < _INK]
    dot = 25.4 / _DOTS
    return columns[0] * dot, dark[0] * dot, (columns[-1] + 1) * dot, (dark[-1] + 1) * dot


def picture(pdf: Path, page: int, into: Path) -> Path:
    """Draw a page for looking at; return the picture."""
    target = into / f"{pdf.stem}-{page}"
    subprocess.run(
        ["pdftoppm", "-png", "-singlefile", "-r", "70", "-f", str(page), "-l", str(page), str(pdf),
         str(target)], check=True, capture_output=True,
    )  # fmt: skip
    return target.with_suffix(".png")


def _row(lines: dict[int, list[PrintedLine]], top: int) -> int:
    """Return the row that a piece of text belongs to: digits of another font stand a little off."""
    return next((other for other in lines if abs(other - top) <= 6), top)


def _joined(pieces: list[PrintedLine]) -> PrintedLine:
    pieces = sorted(pieces, key=lambda piece: piece.left)
    longest = max(pieces, key=lambda piece: len(piece.text))
    text = "".join(piece.text for piece in pieces)
    return PrintedLine(
        text, longest.font, longest.size, pieces[0].left, pieces[-1].right, longest.top
    )  # fmt: skip


def _output(*command: str) -> str:
    return subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8")
