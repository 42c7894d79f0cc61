"""The checker: any text against any facts gives findings that lie within the text."""

from __future__ import annotations

from entry import run, text_of

from summarywriter.checking import check, check_document, check_facts
from summarywriter.model import Section, Sheet


def one(data: bytes) -> None:
    third = len(data) // 3
    text, first, second = (text_of(data[n * third : (n + 1) * third]) for n in range(3))
    facts = tuple(fact for fact in (first, second) if fact.strip())
    sheet = Sheet(period="2024年上半年", sections=[Section(heading="组织建设", facts=facts)])
    for finding in check(text, sheet).findings:
        if finding.start is not None and finding.end is not None:
            assert 0 <= finding.start <= finding.end <= len(text)
    check_document(text, sheet)
    check_facts(sheet)


if __name__ == "__main__":
    run(one)
