"""Reads tests/checking/items/*.txt: facts, faithful texts, and texts with one thing wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from summarywriter.checking import check
from summarywriter.model import CheckResult, Fact, Finding, Section, Sheet

FOLDER = Path(__file__).parent / "items"
KNOWN_FAILURES = Path(__file__).parent / "known_failures.txt"
KINDS = {"1": "plain", "2": "reordered", "3": "rewritten"}
_WRONG = re.compile(r"! (?P<code>[\w-]+) @(?P<text>\d) (?P<edit>.+)")


@dataclass(frozen=True)
class Wrong:
    """A text with one thing wrong: the code meant and the words, any one of which will do."""

    code: str
    text: str
    words: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class Item:
    """One group of cases: the sheet, its faithful texts by kind, and the wrong ones."""

    name: str
    sheet: Sheet
    heading: str
    faithful: dict[str, str]
    wrong: tuple[Wrong, ...]
    held_out: bool = False
    """Never looked at while tuning: the line “* 留作检验” says so."""

    def check(self, text: str) -> CheckResult:
        """Check a text against the item's section."""
        return check(text, self.sheet, section=self.heading)


def items(folder: Path = FOLDER) -> Iterator[Item]:
    """Yield the items of every file, in order."""
    for path in sorted(folder.glob("*.txt")):
        for number, chunk in enumerate(path.read_text("utf-8").split("\n# ")[1:], 1):
            yield _item(f"{path.stem}:{number}", chunk.splitlines())


def _item(name: str, lines: list[str]) -> Item:
    head = [part.strip() for part in lines[0].split("|")]
    facts = tuple(_fact(line[2:].strip()) for line in lines if line.startswith("- "))
    guidance = tuple(line[2:].strip() for line in lines if line.startswith("> "))
    section = Section(heading=head[2], facts=facts)
    others = tuple(
        Section(heading="其他", facts=(Fact(text=line[2:].strip()),))
        for line in lines
        if line.startswith("~ ")
    )
    sheet = Sheet(
        organization=head[0],
        period=head[1],
        guidance=guidance,
        decimals=int(head[3]) if len(head) > 3 else None,
        sections=[section, *others],
    )
    texts = {m[1]: line[2:].strip().replace("⏎", "\n") for line in lines if (m := re.match(r"=(\d)", line))}
    wrong = tuple(_wrong(line, texts) for line in lines if line.startswith("! "))
    return Item(
        name,
        sheet,
        head[2],
        {KINDS.get(k, "rephrased " + k): v for k, v in texts.items()},
        wrong,
        "* 留作检验" in lines,
    )


def _fact(line: str) -> Fact:
    optional = line.startswith("（可选）")
    return Fact(text=line.removeprefix("（可选）"), optional=optional)


def _wrong(line: str, texts: dict[str, str]) -> Wrong:
    match = _WRONG.fullmatch(line.strip())
    assert match, f"cannot read: {line}"
    text = texts[match["text"]]
    edit, told, words = match["edit"].partition(" ##")
    words = words.strip()
    if edit.startswith("+ "):
        return Wrong(match["code"], text + edit[2:].strip(), tuple(words.split("|")) if words else (), line)
    old, _, new = edit.partition("=>")
    old, new = old.strip(), new.strip()
    assert text.count(old) >= 1, f"{old!r} does not stand in the text: {line}"
    assert old != new, f"nothing is changed: {line}"
    nowhere = bool(told) and not words  # what is left out stands nowhere
    given = tuple(words.split("|")) if words else ((new,) if new and not nowhere else ())
    return Wrong(match["code"], text.replace(old, new, 1), tuple(w.strip() for w in given), line)


def alarmed(item: Item) -> Iterator[str]:
    """Yield the faithful texts that are reported, each as a line of ``known_failures.txt``."""
    for kind, text in item.faithful.items():
        if not item.check(text).ok:
            yield f"误 | {item.name} | {kind}"


def missed(item: Item) -> Iterator[str]:
    """Yield the wrong texts that are not reported at the right words, each as such a line."""
    for wrong in item.wrong:
        if noticed(wrong, item.check(wrong.text)) is None:
            yield f"漏 | {item.name} | {wrong.source}"


def known_failures() -> frozenset[str]:
    """Return the lines of ``known_failures.txt``: what the checker is known to get wrong."""
    lines = KNOWN_FAILURES.read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("//"))


def noticed(wrong: Wrong, result: CheckResult) -> Finding | None:
    """Return the finding that reports the fault at the right words, an error before a warning."""
    spans = [(m.start(), m.end()) for words in wrong.words for m in re.finditer(re.escape(words), wrong.text)]
    ranked = sorted(result.findings, key=lambda f: (f.severity != "error", f.code != wrong.code))
    for finding in ranked:
        if finding.severity == "info":
            continue
        if finding.severity == "warning" and finding.code != wrong.code:
            continue
        if not spans:
            if finding.code in ("missing-figure", "missing-fact"):
                return finding
            continue
        if finding.start is None or finding.end is None:
            continue
        if any(finding.start < end and start < finding.end for start, end in spans):
            return finding
    return None
