"""A person in another post than in the facts: 居委会主任何秀兰 for 党委书记何秀兰, 常务副主席 for 副主席."""

from __future__ import annotations

from collections.abc import Iterator

from summarywriter.checking.common.say import finding, quoted
from summarywriter.checking.layout.people import persons, roles_of
from summarywriter.checking.layout.scope import Scope
from summarywriter.model import Finding
from summarywriter.patterns import regex

_RANK = regex("(?:常务|第一|名誉|荣誉|执行|首席|挂职|兼职|代理?|原|前|副)$")
"""What before a post makes another one of it."""
_CLAUSE = regex("[^,，;；。!?！？\n]+")
_BEFORE = 2
"""Characters of a rank before a post."""


def other_posts(text: str, scope: Scope) -> Iterator[Finding]:
    """Yield the post right before a person whom the facts name in another one, and never in this."""
    for name in sorted(name for name in persons(scope.corpus) if name in text):
        meant = sorted(set(roles_of(scope.corpus, name).values()))
        for start, role in roles_of(text, name).items() if meant else ():
            rank = _RANK.search(text, max(0, start - _BEFORE), start)
            said = (rank[0] if rank else "") + role
            # 主席 is short for 工会主席; no other rank is short for any.
            short = not rank and any(role.endswith(post) or post.endswith(role) for post in meant)
            if short or any(said in m[0] for m in _CLAUSE.finditer(scope.flat_corpus) if name in m[0]):
                continue
            posts = "、".join(quoted(post + name) for post in meant)
            at = start - len(said) + len(role)
            yield finding(
                "unsupported-name",
                f"{quoted(said + name)}与事实不符：事实里写的是{posts}。请照改。",
                section=scope.heading, severity="error", start=at, end=start + len(role + name),
            )  # fmt: skip
