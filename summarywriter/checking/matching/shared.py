"""The matchers of scopes, made once for as long as they are asked for."""

from __future__ import annotations

from functools import lru_cache
from weakref import WeakValueDictionary

from summarywriter.checking.common.keeping import LAST
from summarywriter.checking.layout.scope import Scope
from summarywriter.checking.matching.matcher import Matcher

_SHORT, _LONG = 200, 400
"""Facts of a scope up to which its matcher is one of many that are kept, and one of the last few."""
_held: WeakValueDictionary[Scope, Matcher] = WeakValueDictionary()


def matcher_of(scope: Scope) -> Matcher:
    """Return the matcher of a scope; that of a section is kept, for its text is often checked again.

    The facts of a whole long report are too many to be kept: their matcher is made once for as long
    as someone holds it. What was found in the facts is let go with the matcher, not kept by whoever
    remembers something by the scope.
    """
    if len(scope.facts) <= _LONG:
        return _kept(scope) if len(scope.facts) <= _SHORT else _last(scope)
    matcher = _held.get(scope)
    if matcher is None:
        matcher = _held[scope] = Matcher(scope.unread())
    return matcher


@lru_cache(maxsize=16)
def _kept(scope: Scope) -> Matcher:
    return Matcher(scope.unread())


@lru_cache(maxsize=LAST)
def _last(scope: Scope) -> Matcher:
    return Matcher(scope.unread())
