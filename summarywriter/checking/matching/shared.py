"""The matchers of scopes, made once for as long as they are asked for."""

from __future__ import annotations

from functools import lru_cache
from weakref import WeakValueDictionary

from summarywriter.checking.layout.scope import Scope
from summarywriter.checking.matching.matcher import Matcher

_SHORT = 400
"""Facts of a scope up to which its matcher is kept."""
_held: WeakValueDictionary[Scope, Matcher] = WeakValueDictionary()


def matcher_of(scope: Scope) -> Matcher:
    """Return the matcher of a scope; that of a section is kept, for its text is often checked again.

    The facts of a whole long report are too many to be kept: their matcher is made once for as long
    as someone holds it.
    """
    if len(scope.facts) <= _SHORT:
        return _kept(scope)
    matcher = _held.get(scope)
    if matcher is None:
        matcher = _held[scope] = Matcher(scope)
    return matcher


@lru_cache(maxsize=16)
def _kept(scope: Scope) -> Matcher:
    return Matcher(scope)
