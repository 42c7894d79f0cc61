"""What it costs to judge a full report: its facts, then its texts, met for the first time and again.

Usage: ``python benchmarks/bench_report.py [FACTS …]`` (default 200 2000 20000). Processor time of
one process, the least of three. Sections hold 25 facts of about 45 characters and three figures
each; 200 facts make a report of about 9,000 characters.

``cold``: the process has imported everything, loaded its word lists and judged another report, but
has seen none of these facts and nothing of this text. ``edited``: the facts are known, and every
text has changed by a sentence. ``again``: the same texts once more, whose findings are kept.
``facts`` is ``check_facts`` on the sheet, cold. ``one text`` is the whole report handed over as one
text without saying which section is which, cold; it is measured up to 2,000 facts.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from summarywriter.checking import check, check_facts
from summarywriter.model import Section, Sheet
from summarywriter.writing.composer import compose

TIMES = 3
PLACES = "东西南北中山河湖江海春秋金木水火土云星月"
KINDS = (
    "{place}街道走访慰问困难职工{a}户，发放慰问金{b}.{c}万元，协调解决子女就学、就医等实际困难{d}件",
    "{place}园区举办电工、焊工培训班{c}期，培训职工{a}人次，其中取得职业技能等级证书{d}人",
    "{place}镇受理劳动争议案件{a}件，办结{c}件，为职工追回欠薪{b}.{d}万元，调解成功率{e}%",
    "{place}社区新建职工书屋{c}家，配书{a}册，开展读书分享活动{d}场，职工参与{f}人次",
    "{place}公司开展安全隐患排查{c}次，发现隐患{a}处，已全部整改，查处违章作业{d}起",
    "{place}医院组织义诊{c}场，服务群众{a}余人次，发放健康知识手册{f}份，同比增长{e}.{c}%",
    "{place}学校召开教职工代表大会，收到提案{a}件，立案{c}件，办结{d}件，满意率达到{e}%",
    "{place}工地发放防暑降温用品{a}份，价值{b}.{c}万元，慰问一线建筑工人{f}人次",
    "{place}片区建成户外劳动者服务站点{c}个，累计服务环卫工、快递员、外卖骑手{f}人次",
    "{place}行业工会签订集体合同{c}份，覆盖企业{d}家、职工{a}人，工资专项集体合同覆盖率{e}%",
    "{place}机关举办法治讲座{c}场，听讲{a}人次，开展“尊法守法·携手筑梦”宣传进企业{d}场",
    "{place}乡发展会员{a}人，其中女会员{c}人，新就业形态劳动者{d}人，会员总数达到{f}人",
)


def sheet_of(count: int, seed: int) -> Sheet:
    """Return a sheet of ``count`` facts, its names and numbers drawn by ``seed``."""
    draw = random.Random(seed)
    facts = [
        KINDS[n % len(KINDS)].format(
            place="".join(draw.choices(PLACES, k=3)),
            a=draw.randrange(100, 999),
            b=draw.randrange(2, 40),
            c=draw.randrange(2, 10),
            d=draw.randrange(11, 60),
            e=draw.randrange(60, 100),
            f=draw.randrange(1000, 9999),
        )
        for n in range(count)
    ]
    sections = [
        Section(
            heading=f"{''.join(draw.choices(PLACES, k=2))}第{at // 25 + 1}方面", facts=facts[at : at + 25]
        )
        for at in range(0, count, 25)
    ]
    return Sheet(title="2024年上半年工作总结", period="2024年上半年", sections=sections)


def texts_of(count: int, seed: int) -> list[str]:
    """Return the composed text of every section: in a process of its own, so that nothing is known."""
    sheet = sheet_of(count, seed)
    return [compose(sheet, section) for section in sheet.sections]


def each(sheet: Sheet, texts: list[str]) -> None:
    """Check every section's text against its facts."""
    for section, text in zip(sheet.sections, texts, strict=True):
        check(text, sheet, section=section.id)


def spent(action: Callable[[], object]) -> float:
    """Return the milliseconds of processor time that ``action`` takes."""
    start = time.process_time()
    action()
    return 1000 * (time.process_time() - start)


def sections(count: int, seed: int, texts: list[str]) -> list[float]:
    """Measure the check section by section: cold, with every text edited, and again."""
    each(sheet_of(24, -1), texts_of(24, -1))
    sheet = sheet_of(count, seed)
    edited = [f"{text}\n各项工作有序推进。" for text in texts]
    return [spent(lambda given=given: each(sheet, given)) for given in (texts, edited, edited)]


def facts(count: int, seed: int, texts: list[str]) -> list[float]:
    """Measure the facts alone."""
    check_facts(sheet_of(24, -1))
    sheet = sheet_of(count, seed)
    return [spent(lambda: check_facts(sheet))]


def whole(count: int, seed: int, texts: list[str]) -> list[float]:
    """Measure the report as one text."""
    each(sheet_of(24, -1), texts_of(24, -1))
    sheet, text = sheet_of(count, seed), "\n".join(texts)
    return [spent(lambda: check(text, sheet))]


def fresh(work: Callable[..., list[float]], *given: object) -> list[float]:
    """Return what ``work`` measures in a new process."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, *given).result()


def main() -> None:
    """Print one line a size."""
    print("  facts     chars   cold ms edited ms  again ms  facts ms  one text ms")
    for count in [int(n) for n in sys.argv[1:]] or [200, 2_000, 20_000]:
        rows = []
        for seed in range(TIMES):
            texts = texts_of(count, seed)
            row = fresh(sections, count, seed, texts) + fresh(facts, count, seed, texts)
            rows.append(row + (fresh(whole, count, seed, texts) if count <= 2_000 else []))
        best = [min(column) for column in zip(*rows, strict=True)]
        shown = "".join(f"{value:>10.0f}" for value in best)
        print(f"{count:>7,} {sum(map(len, texts)):>9,}{shown}", flush=True)


if __name__ == "__main__":
    main()
