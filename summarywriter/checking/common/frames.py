"""Strong frames of names and honours, by the words of a list: 在某馆举办, 由某某承办, 获评某某称号."""

from __future__ import annotations

from functools import cache

from summarywriter.resources import alternatives, word_rows


@cache
def frame_words(frame: str, part: str) -> str:
    """Return the words of one part of a frame as a pattern's alternatives.

    Parts are ``before``, ``ends``, ``between``, ``deeds``, ``hosts``: deeds that need no word before, and
    ``kinds``: what a name begins with.

    Raises:
        InputError: a line of the list has other columns or names no such part.
    """
    words: set[str] = set()
    for row in word_rows("frames"):
        if (row[0], row[1]) == (frame, part):
            words.update(row[2].split())
    return alternatives(words)


def framed_name(frame: str, shortest: int, longest: int) -> str:
    """Return the pattern of a name with one of a frame's endings, and so many characters before it."""
    return rf"(?P<name>[\u4e00-\u9fff]{{{shortest},{longest}}}?(?:{frame_words(frame, 'ends')}))"
