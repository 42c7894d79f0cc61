"""How many tokens a text takes: counted where a tokeniser is at hand, otherwise estimated (估算)."""

from __future__ import annotations

import hashlib
import os
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from summarywriter.patterns import regex

if TYPE_CHECKING:
    import tiktoken

RANKS = {
    "o200k_base": "https://openaipublic.blob.core.windows.net/encodings/o200k_base.tiktoken",
    "cl100k_base": "https://openaipublic.blob.core.windows.net/encodings/cl100k_base.tiktoken",
}
"""The encodings and the addresses of their ranks, whose SHA-1 names the cached file."""

_RANKS_SHA256 = {
    "o200k_base": "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d",
    "cl100k_base": "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7",
}

_OLD_MODELS = ("gpt-4-", "gpt-3.5", "text-embedding-")
_WEIGHTS = {"hanzi": 8, "digit": 5, "latin": 3.5, "space": 3, "other": 10}
_KINDS = {
    "hanzi": regex("[一-鿿㐀-䶿]+"),
    "digit": regex(r"\d+"),
    "latin": regex("[A-Za-z]+"),
    "space": regex(r"\s+"),
}
_PER_MESSAGE = 4


class TokenCounter:
    """Counts tokens for one model.

    ``estimated`` is true where no tokeniser is at hand; ``label`` says the same in Chinese. An
    estimate leans to the high side and is brought nearer by :meth:`learn`.
    """

    def __init__(self, encoding: tiktoken.Encoding | None = None) -> None:
        self._encoding = encoding
        self._ratio = 1.0
        self.estimated = encoding is None

    @property
    def label(self) -> str:
        """``估算`` for an estimate, ``计数`` for a count."""
        return "估算" if self.estimated else "计数"

    def count(self, text: str) -> int:
        """Return the number of tokens of ``text``, rounded up."""
        if self._encoding is not None:
            return len(self._encoding.encode(text, disallowed_special=()))
        return int(estimate(text) * self._ratio + 0.999) if text else 0

    def count_messages(self, contents: list[str]) -> int:
        """Return the number of tokens of a chat whose messages have these contents."""
        return sum(self.count(text) + _PER_MESSAGE for text in contents)

    def learn(self, contents: list[str], reported: int) -> None:
        """Bring estimates nearer to what a server reported for these messages.

        Reports far below the estimate are not believed: a server that cut the prompt sends them.
        """
        guess = sum(estimate(text) + _PER_MESSAGE for text in contents)
        if self._encoding is None and guess > 0 and 0.5 <= reported / guess <= 2:
            self._ratio += (reported / guess - self._ratio) * 0.5


@lru_cache(maxsize=512)
def estimate(text: str) -> float:
    """Return the estimated tokens of Chinese office prose, hardly ever under the true number."""
    left, tenths = text, 0.0
    for name, pattern in _KINDS.items():
        rest = pattern.sub("", left)
        tenths += (len(left) - len(rest)) * _WEIGHTS[name]
        left = rest
    return (tenths + len(left) * _WEIGHTS["other"]) / 10


def token_counter(model: str = "") -> TokenCounter:
    """Return a counter for ``model``: exact when the tokeniser's ranks are cached on this machine.

    Nothing is ever downloaded here.
    """
    if not model.startswith(("gpt-", "o1", "o3", "o4", "text-embedding-", "chatgpt-")):
        return TokenCounter()
    wanted = "cl100k_base" if model.startswith(_OLD_MODELS) or model == "gpt-4" else "o200k_base"
    return TokenCounter(_encoding(wanted, ranks_file(wanted)))


def ranks_file(encoding: str) -> Path:
    """Return where the tokeniser's library keeps the ranks of ``encoding`` (there or not)."""
    given = os.environ.get("TIKTOKEN_CACHE_DIR", os.environ.get("DATA_GYM_CACHE_DIR"))
    # The library's own default is a folder of the system's temporary one.
    folder = Path(tempfile.gettempdir()) / "data-gym-cache" if given is None else Path(given)
    return folder / hashlib.sha1(RANKS[encoding].encode(), usedforsecurity=False).hexdigest()


@lru_cache(maxsize=4)
def _encoding(name: str, ranks: Path) -> tiktoken.Encoding | None:
    """Load an encoding whose ranks are cached and whole, else ``None``.

    The library replaces a damaged file by a download without a time limit, so the file is judged
    here first.
    """
    try:
        whole = hashlib.sha256(ranks.read_bytes()).hexdigest() == _RANKS_SHA256[name]
    except OSError:
        return None
    if not whole:
        return None
    import tiktoken

    return tiktoken.get_encoding(name)
