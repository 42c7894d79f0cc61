"""What every test needs: a clean environment, the samples where they are, Hypothesis kept quick."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from summarywriter import limits
from summarywriter.resources import word_rows

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT.parent / "shared" / "samples" / "sample-reports.txt"

# The same examples every time, so that a failure is the change's own; HYPOTHESIS_PROFILE=explore
# goes looking for new ones.
slow = [HealthCheck.too_slow]
settings.register_profile("steady", deadline=None, derandomize=True, suppress_health_check=slow)
settings.register_profile("explore", deadline=None, suppress_health_check=slow)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

sys.path.insert(0, str(ROOT / "tests"))

# Where no bytecode may be kept beside the sources, each of the hundreds of programs that tests start would
# compile them all anew.
if os.environ.pop("PYTHONDONTWRITEBYTECODE", None):
    os.environ["PYTHONPYCACHEPREFIX"] = str(ROOT / ".pytest_cache" / "bytecode")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """Let idle workers take over tests of others: the longest takes a minute, most take milliseconds."""
    from xdist.scheduler import WorkStealingScheduling

    return WorkStealingScheduling(config, log)


def pytest_collection_finish() -> None:
    """Leave what was collected to itself: sweeping 10,000 tests over and over took a sixth of the time."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees the keys, addresses, proxies or word lists of the machine it runs on."""
    for name in list(os.environ):
        if name.startswith(("OPENAI_", "SUMMARYWRITER_")) or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def samples() -> str:
    """The five sample reports as one text; the test is skipped where they are not at hand."""
    if not SAMPLES.is_file():
        pytest.skip("the sample reports are not at hand")
    return SAMPLES.read_text("utf-8")


@pytest.fixture
def own_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Let the office's own list of limits hold a row."""
    folder = tmp_path / "words"
    folder.mkdir()

    def forget() -> None:
        word_rows.cache_clear()
        limits._limits.cache_clear()

    def put(row: str) -> None:
        (folder / "limits.tsv").write_text(row + "\n", "utf-8")
        monkeypatch.setenv("SUMMARYWRITER_WORDS", str(folder))
        forget()

    yield put
    monkeypatch.undo()
    forget()
