"""What odd and long input costs the checker: one sign again and again, lists of thousands of figures.

Usage: ``python benchmarks/bench_odd.py [NAME …]``. Processor time of one check in a process of its
own, which has loaded its word lists, of the input and of one twice as long: where the second takes
four times as long, something looks at every pair. ``MB`` is the most memory of the second.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from summarywriter.checking import check

Case = tuple[str, list[str]]
"""A text and its facts."""


def repeated(words: str, *facts: str) -> Callable[[int], Case]:
    """Return what gives words again and again, as a text."""
    return lambda times: (words * times, list(facts))


def name(n: int) -> str:
    """Return a name like no other."""
    return f"{chr(0x4E10 + 7 * n % 9000)}{chr(0x5010 + 5 * n % 9000)}街道"


def row(times: int) -> Case:
    """Return facts told in one sentence."""
    facts = [f"{name(n)}走访困难职工{7 * n % 900 + 103}户" for n in range(times)]
    return "，".join(facts) + "。", facts


def changed(times: int) -> Case:
    """Return facts of which the text tells other amounts."""
    facts, others = ([f"{name(n)}走访困难职工{n + more}户" for n in range(times)] for more in (2000, 9000))
    return "。".join(others) + "。", facts


def loose(times: int) -> Case:
    """Return one fact of many figures and a text whose figures nothing supports."""
    fact = "、".join(f"{name(n)}小组{n + 100}人" for n in range(5 * times))
    return "。".join(f"参观者{50_000 + 13 * n}人" for n in range(times)) + "。", [fact]


def joined(times: int) -> Case:
    """Return a list of figures in one clause."""
    return "、".join(f"甲{n}乙{n}个" for n in range(times)), ["举办讲座12场"]


CASES: dict[str, tuple[Callable[[int], Case], int]] = {
    "list of figures": (joined, 1_000),
    "facts in one sentence": (row, 250),
    "one share again": (repeated("3%、", "同比增长3%"), 2_000),
    "every amount changed": (changed, 500),
    "figures from nowhere": (loose, 40),
    "level words": (repeated("全市", "举办讲座12场"), 20_000),
    "offices": (repeated("书记", "主任王海涛走访困难职工12户，举办讲座"), 20_000),
    "what is left": (repeated("其余已完成，", "立案12件，完成9件，其余正在办理"), 8_000),
    "under way": (repeated("正在推进，", "立案12件，完成9件，其余正在办理"), 8_000),
    "placeholders": (repeated("XX，", "举办讲座12场"), 8_000),
    "Markdown": (repeated("**", "举办讲座12场"), 8_000),
    "quoted names": (repeated("“大地飞歌”，", "举办“大地飞鸽”讲座12场"), 2_000),
    "empty lines": (repeated("\n", "举办讲座12场"), 10_000),
    "years": (repeated("2024年，", "举办讲座12场"), 8_000),
    "announced": (repeated("三项：", "举办讲座12场"), 8_000),
    "prizes": (repeated("一等奖3个、", "获一等奖3个", "获二等奖3个"), 2_000),
}


def measured(case: str, times: int) -> tuple[int, float, float]:
    """Return the characters of an input, the milliseconds that its check takes, and the megabytes."""
    make, _ = CASES[case]
    text, facts = make(times)
    check("举办讲座12场。", ["举办讲座12场"])
    start = time.process_time()
    check(text, facts)
    spent = 1000 * (time.process_time() - start)
    return len(text), spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def fresh(case: str, times: int) -> tuple[int, float, float]:
    """Measure in a new process."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(measured, case, times).result()


def main() -> None:
    """Print one line an input."""
    print(f"{'':24}  chars      ms   twice ms    MB")
    for case in sys.argv[1:] or CASES:
        times = CASES[case][1]
        chars, once, _ = fresh(case, times)
        _, twice, megabytes = fresh(case, 2 * times)
        print(f"{case:24}{chars:>7,}{once:>8.0f}{twice:>11.0f}{megabytes:>6.0f}", flush=True)


if __name__ == "__main__":
    main()
