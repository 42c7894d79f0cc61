"""The threat model names the tests that hold it: they are there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def test_every_test_that_the_threat_model_names_exists():
    text = (ROOT / "docs" / "threat-model.md").read_text("utf-8")
    named = NAMED.findall(text)
    assert len(named) > 30
    assert len(named) == text.count("::test_"), "a name that is not written as path::test"
    missing = [f"{path}::{name}" for path, name in named if name not in functions(ROOT / path)]
    assert missing == []


def test_every_claim_names_a_test():
    text = (ROOT / "docs" / "threat-model.md").read_text("utf-8")
    claims = [block for block in re.split(r"\n(?=- |#|\n)", text) if re.match(r"- \*\*.*[Cc]annot", block)]
    assert len(claims) > 8
    assert [claim for claim in claims if not NAMED.search(claim)] == []


def functions(path: Path) -> set[str]:
    """Return the names of a file's test functions, empty where there is no such file."""
    if not path.is_file():
        return set()
    tree = ast.parse(path.read_text("utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
