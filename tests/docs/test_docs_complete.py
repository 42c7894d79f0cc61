"""The pages leave nothing out: every command, option, exit code, finding and dependency is on them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from support.program import ROOT
from typer.main import get_command

from summarywriter.cli.app import app
from summarywriter.cli.exits import ExitCode
from summarywriter.model.finding import SEVERITIES

DOCS = ROOT / "docs"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PAGE_OF_COMMANDS = (DOCS / "commands.md").read_text("utf-8")


def _commands(command: object, path: str = "") -> Iterator[tuple[str, object]]:
    """Yield every command that can be run, with its whole name."""
    inner = getattr(command, "commands", None)
    if inner is None:
        yield path, command
    for name, one in (inner or {}).items():
        yield from _commands(one, f"{path} {name}".strip())


@pytest.mark.parametrize(
    ("name", "command"), list(_commands(get_command(app))), ids=lambda value: str(value)[:20]
)
def test_every_option_is_told_with_its_command(name: str, command: object):
    assert (
        f"`summarywriter {name.split()[0]} " in PAGE_OF_COMMANDS
        or f"`summarywriter {name}`" in PAGE_OF_COMMANDS
    )
    rows = {
        option: of
        for options, of in re.findall(r"^\| (`-.*?) \| (`.*?) \|", PAGE_OF_COMMANDS, re.MULTILINE)
        for option in re.findall(r"`(-[\w-]+)", options)
    }
    for parameter in command.params:  # type: ignore[attr-defined]
        if parameter.param_type_name == "option" and "--help" not in parameter.opts:
            for option in parameter.opts:
                assert f"`{name}`" in rows.get(option, ""), option


def test_every_exit_code_is_told():
    for code in ExitCode:
        assert f"| {code.value} | " in PAGE_OF_COMMANDS


def test_every_code_is_told_with_its_severity():
    table = (DOCS / "figures.md").read_text("utf-8").split("## Findings")[1]
    told = {
        code: severity
        for severity, codes in re.findall(r"^\| (error|warning|info) \| (.*) \|$", table, re.MULTILINE)
        for code in re.findall(r"`([a-z-]+)`", codes)
    }
    assert told == dict(SEVERITIES)


def _dependencies() -> list[Requirement]:
    listed = [
        *PROJECT["dependencies"],
        *(one for extra in PROJECT["optional-dependencies"].values() for one in extra),
    ]
    return [Requirement(one) for one in listed]


def test_every_dependency_has_its_reason():
    page = (DOCS / "dependencies.md").read_text("utf-8")
    for dependency in _dependencies():
        assert f"`{dependency.name}`" in page, dependency.name


def test_every_dependency_is_imported():
    """What is declared for running is used; a name that differs from the module's stands here."""
    modules = {"python-docx": "docx", "pyyaml": "yaml"}
    source = "\n".join(path.read_text("utf-8") for path in Path(ROOT / "summarywriter").rglob("*.py"))
    for line in PROJECT["dependencies"]:
        name = Requirement(line).name
        module = modules.get(name, name.replace("-", "_"))
        assert re.search(rf"^\s*(?:from|import) {module}\b", source, re.MULTILINE), name


def test_the_tested_versions_satisfy_every_declared_range():
    tested = {}
    for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            name, version = line.split("==")
            tested[canonicalize_name(name)] = version
    for dependency in _dependencies():
        version = tested.get(canonicalize_name(dependency.name))
        assert version is not None, f"{dependency.name} is not in constraints.txt"
        assert version in dependency.specifier, (dependency.name, version)


def test_python_versions_agree():
    declared = [c.rsplit(" ", 1)[1] for c in PROJECT["classifiers"] if re.search(r"Python :: 3\.\d+$", c)]
    assert PROJECT["requires-python"] == f">={declared[0]}"
    said = re.search(
        r"^## Python\n\n([\d., and]+):", (DOCS / "dependencies.md").read_text("utf-8"), re.MULTILINE
    )
    assert said
    assert re.findall(r"3\.\d+", said[1]) == declared
