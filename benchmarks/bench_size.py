"""How long each step takes as a sheet grows: reading, judging the facts, composing, checking.

Usage: ``python benchmarks/bench_size.py [FACTS …]`` (default 200 2000 20000). Sections hold 25
facts, as real ones do; the facts are of twelve kinds with names of their own.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TypeVar

from summarywriter.checking import check, check_facts
from summarywriter.markup import dump_sheet, parse_sheet
from summarywriter.model import Section, Sheet
from summarywriter.writing.composer import compose

T = TypeVar("T")

PLACES = "东西南北中山河湖江海春秋金木水火土云星月"
KINDS = (
    "{place}街道走访慰问困难职工{a}户，发放慰问金{b}.{c}万元",
    "{place}园区举办电工培训班{c}期，培训职工{a}人次",
    "{place}镇受理劳动争议案件{a}件，办结{c}件",
    "{place}社区新建职工书屋{c}家，配书{a}册",
    "{place}公司开展安全隐患排查{c}次，发现隐患{a}处，已全部整改",
    "{place}医院组织义诊{c}场，服务群众{a}余人次",
    "{place}学校召开教代会，收到提案{a}件，立案{c}件",
    "{place}工地发放防暑降温用品{a}份，价值{b}.{c}万元",
    "{place}片区建成户外劳动者服务站点{c}个",
    "{place}行业工会签订集体合同{c}份，覆盖职工{a}人",
    "{place}机关举办法治讲座{c}场，听讲{a}人次",
    "{place}乡发展会员{a}人，其中女会员{c}人",
)


def sheet_of(count: int) -> Sheet:
    """Return a sheet of ``count`` facts."""
    facts = [
        KINDS[n % len(KINDS)].format(
            place=PLACES[n // 12 % 20] + PLACES[n // 240 % 20] + PLACES[n // 4800 % 20],
            a=100 + n * 7 % 900,
            b=2 + n % 37,
            c=2 + n % 8,
        )
        for n in range(count)
    ]
    sections = [
        Section(
            heading=f"{PLACES[n % 20]}{PLACES[n // 20 % 20]}{PLACES[n // 400]}方面", facts=facts[at : at + 25]
        )
        for n, at in enumerate(range(0, count, 25))
    ]
    return Sheet(title="2024年上半年工作总结", period="2024年上半年", sections=sections)


def timed(action: Callable[[], T]) -> tuple[T, float]:
    """Return what ``action`` returns, and the seconds it took."""
    start = time.perf_counter()
    result = action()
    return result, time.perf_counter() - start


def main() -> None:
    print("facts    chars   read s  facts s  compose s  check s  ms/section")
    for count in [int(n) for n in sys.argv[1:]] or [200, 2_000, 20_000]:
        text = dump_sheet(sheet_of(count))
        sheet, read = timed(lambda text=text: parse_sheet(text))
        _, judged = timed(lambda sheet=sheet: check_facts(sheet))
        texts, composed = timed(lambda sheet=sheet: [compose(sheet, s) for s in sheet.sections])
        results, checked = timed(
            lambda sheet=sheet, texts=texts: [
                check(t, sheet, section=s.id) for t, s in zip(texts, sheet.sections, strict=True)
            ]
        )
        each = 1000 * checked / len(texts)
        size = sum(map(len, texts))
        wrong = sum(not result.ok for result in results)
        print(
            f"{count:>5} {size:>8} {read:>8.2f} {judged:>8.2f} {composed:>10.2f} {checked:>8.2f}",
            f"{each:>11.1f}",
            f"  {wrong} sections with errors" if wrong else "",
        )


if __name__ == "__main__":
    main()
