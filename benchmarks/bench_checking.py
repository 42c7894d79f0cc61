"""Recall by code, right words, and false alarms of the checker on the case files.

Usage: ``python benchmarks/bench_checking.py [--held-out | --all] [--show] [--mutations N]``.
By default the two thirds of the items that may be tuned on; ``--held-out`` the last third.
``--failures`` prints the lines of ``tests/checking/known_failures.txt`` and nothing else.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "checking"))

from checking_items import Item, alarmed, items, missed, noticed
from checking_mutations import mutations


def main() -> None:
    """Run the measurement and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--held-out", action="store_true", help="the third that is not tuned on")
    parser.add_argument("--all", action="store_true", help="every item")
    parser.add_argument("--show", action="store_true", help="print every miss and every false alarm")
    parser.add_argument("--only", default="", help="items whose name starts so")
    parser.add_argument("--mutations", type=int, default=2, help="mutations of each kind for each text")
    parser.add_argument("--failures", action="store_true", help="print what is known to fail, of every item")
    options = parser.parse_args()
    if options.failures:
        for item in items():
            for line in (*alarmed(item), *missed(item)):
                print(line)
        return
    chosen = [
        item
        for item in items()
        if (options.all or item.held_out == options.held_out) and item.name.startswith(options.only)
    ]
    started = time.perf_counter()
    alarms(chosen, show=options.show)
    recall(chosen, show=options.show)
    mutated(chosen, options.mutations, show=options.show)
    print(f"{len(chosen)} items, {time.perf_counter() - started:.1f} s")


def alarms(chosen: list[Item], *, show: bool) -> None:
    """Print the share of faithful texts with an error, and with a warning, by kind."""
    texts: Counter[str] = Counter()
    errors: Counter[str] = Counter()
    warnings: Counter[str] = Counter()
    for item in chosen:
        for kind, text in item.faithful.items():
            result = item.check(text)
            kind = kind.split()[0]
            texts[kind] += 1
            errors[kind] += not result.ok
            warnings[kind] += any(f.severity == "warning" for f in result.findings)
            if show:
                for f in result.findings:
                    if f.severity != "info":
                        print(f"ALARM {item.name} {kind} {f.severity} {f.code}: {f.message}")
    for kind in texts:
        print(
            f"false alarms {kind:10} errors {errors[kind]:3}/{texts[kind]}"
            f" = {errors[kind] / texts[kind]:.1%}   warnings {warnings[kind]}"
        )
    total = texts.total()
    print(f"false alarms all        errors {errors.total()}/{total} = {errors.total() / max(1, total):.1%}")


def recall(chosen: list[Item], *, show: bool) -> None:
    """Print the share of wrong texts that are reported at the right words, by code."""
    count: Counter[str] = Counter()
    found: Counter[str] = Counter()
    named: Counter[str] = Counter()
    single: Counter[str] = Counter()
    for item in chosen:
        for wrong in item.wrong:
            result = item.check(wrong.text)
            finding = noticed(wrong, result)
            count[wrong.code] += 1
            found[wrong.code] += finding is not None
            named[wrong.code] += finding is not None and finding.code == wrong.code
            single[wrong.code] += sum(f.severity == "error" for f in result.findings) <= 1
            if show and (finding is None or finding.code != wrong.code):
                said = "; ".join(f"{f.severity} {f.code} {f.message}" for f in result.findings)
                print(
                    f"{'MISS' if finding is None else 'CODE'} {item.name} {wrong.source}\n      said: {said}"
                )
    for code in sorted(count):
        print(
            f"{code:20} recall {found[code]:3}/{count[code]:3} = {found[code] / count[code]:6.1%}"
            f"   same code {named[code] / count[code]:6.1%}"
            f"   one error at most {single[code] / count[code]:6.1%}"
        )
    total = count.total()
    print(
        f"{'all':20} recall {found.total():3}/{total:3} = {found.total() / max(1, total):6.1%}"
        f"   same code {named.total() / max(1, total):6.1%}"
    )


def mutated(chosen: list[Item], times: int, *, show: bool) -> None:
    """Print the share of mechanically changed texts that are reported, by kind of change."""
    count: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for item in chosen:
        for name, text in item.faithful.items():
            for seed in range(times):
                for kind, wrong in mutations(text, random.Random(f"{item.name} {name} {seed}")):
                    result = item.check(wrong.text)
                    finding = noticed(wrong, result)
                    count[kind] += 1
                    found[kind] += finding is not None
                    if show and finding is None:
                        said = "; ".join(f"{f.severity} {f.code} {f.message}" for f in result.findings)
                        print(f"MUTANT {kind} {item.name} {name} {wrong.source}\n      said: {said}")
    for kind in count:
        share = found[kind] / count[kind]
        print(f"changed {kind:12} recall {found[kind]:4}/{count[kind]:4} = {share:6.1%}")
    total = max(1, count.total())
    print(f"changed all          recall {found.total():4}/{count.total():4} = {found.total() / total:6.1%}")


if __name__ == "__main__":
    main()
