"""Token counts: estimated unless the tokeniser's ranks are on this machine."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from summarywriter.writing.tokens import TokenCounter, estimate, ranks_file, token_counter


@pytest.mark.parametrize(
    ("text", "tokens"),
    [("", 0), ("慰问", 1.6), ("126", 1.5), ("ab", 0.7), (" ", 0.3), ("，", 1), ("慰问126户，", 4.9)],
)
def test_the_estimate_weighs_kinds_of_characters(text, tokens):
    assert estimate(text) == pytest.approx(tokens)


def test_without_ranks_the_count_is_an_estimate_and_says_so(tmp_path, monkeypatch):
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(tmp_path))
    counter = token_counter("gpt-4o-mini")
    assert (counter.estimated, counter.label) == (True, "估算")
    assert counter.count("慰问困难职工126户") == 8
    assert counter.count("") == 0


def test_damaged_ranks_are_not_used_and_not_fetched(tmp_path, monkeypatch):
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(tmp_path))
    file = ranks_file("o200k_base")
    assert file.parent == tmp_path
    assert file.name == "fb374d419588a4632f3f557e76b4b70aebbca790"
    file.write_text("damaged")
    assert token_counter("gpt-4o").estimated
    assert file.read_text() == "damaged"


def test_other_models_are_estimated():
    assert token_counter("qwen-plus").estimated


def test_reports_bring_the_estimate_nearer_but_not_wild_ones():
    counter = TokenCounter()
    text = "慰问困难职工" * 50
    first = counter.count(text)
    counter.learn([text], 10)
    assert counter.count(text) == first
    counter.learn([text], round(first * 1.5))
    assert first < counter.count(text) < first * 1.5


def test_counting_loads_no_tokeniser_without_ranks():
    code = (
        "import sys, os; os.environ['TIKTOKEN_CACHE_DIR'] = '/nonexistent'\n"
        "from summarywriter.writing import token_counter\n"
        "token_counter('gpt-4o').count('慰问'); print('tiktoken' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_without_the_tokeniser_s_library_counts_are_estimated(tmp_path: Path):
    """An installation without the extra: whole ranks are there, the library is not."""
    code = (
        "import sys; sys.modules['tiktoken'] = None\n"
        "from summarywriter.writing import tokens\n"
        "ranks = tokens.ranks_file('o200k_base')\n"
        "ranks.write_bytes(b'YQ== 0')\n"
        "import hashlib\n"
        "tokens._RANKS_SHA256['o200k_base'] = hashlib.sha256(b'YQ== 0').hexdigest()\n"
        "print(tokens.token_counter('gpt-4o').estimated)"
    )
    environment = {**os.environ, "TIKTOKEN_CACHE_DIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "True"
