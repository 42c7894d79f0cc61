"""How fast figures are found: characters a second on one core, beside a one-line pattern.

    python benchmarks/bench_figures.py [TEXT]

TEXT is a file of report prose; without it a made-up report is used. The prose is repeated to
several lengths, so that the cost can be seen to grow linearly.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

from summarywriter.figures import find_figures

LENGTHS = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
WHOLE = 1_000_000
"""Characters read at least for one line of the table: short texts are read again and again."""
ONE_LINE = re.compile(
    r"[0-9]+(?:\.[0-9]+)?[万亿]?(?:余|多)?[名人家场次个件户份元%]*|[一二两三四五六七八九十百千万亿]+[名人家场次个]"
)
PROSE = """一、思想引领更加有力
（一）抓好宣传教育。坚持把统一思想、凝聚力量作为重要政治责任，深入学习贯彻党的创新理论，组织劳模工匠、先进人物和学习骨干进企业、进车间
宣讲，营造了比学赶超的浓厚氛围。以“书香三八”为主题举办读书活动12场，女职工1860人次参与；选送3个节目参加市总文艺汇演，获二等奖。
一是做好劳模工匠选树工作，在报刊、微信公众号等平台宣传先进事迹，传递新时代正能量；春节前夕走访慰问各级劳模46名，发放慰问金8.65万元。
二是深化文化引领，协办第四届职工健走大赛，近千名职工参与，进一步丰富了职工业余文化生活，增强了职工队伍的凝聚力和战斗力。
三是加强阵地建设，依托各企事业单位开办的“职工大讲堂”，把学习教育纳入工作流程，推动形成一级抓一级、层层抓落实的工作格局。
二、组织建设不断夯实
（一）加大组建力度。积极做好两新组织“双覆盖集中攻坚行动”和基层工会普查工作，按照要求认真组织换届选举，指导基层工会依法规范运行，
全区百人以上企业全部建立工会。上半年，新建基层工会21家，发展会员3215人，建会率同比提高3.2个百分点。
（二）做实帮扶救助。坚持“不漏一户、不落一人”的原则，对已建档和新建档的困难职工全面复核，实行动态管理，做到一户一策、精准帮扶。
元旦、春节期间走访困难职工126户，发放慰问金37.8万元。加强劳动关系矛盾调处，充分发挥法律援助服务队、职工维权热线和网上工会的作用，
及时回应职工诉求，切实维护职工合法权益；二届一次职代会收到提案65条，立案25条，件件有回音、事事有着落。
三、自身建设持续加强
一方面加强政治理论学习，认真落实三会一课制度，党员干部的理论素养和党性修养不断提高；另一方面严格执行中央八项规定精神，紧盯经费使用、
资产管理等关键环节，加大审计监督力度，坚持一把手负总责，以优良作风推动各项任务落到实处，为经济社会发展贡献工会力量。
"""


def rate(work: Callable[[str], object], text: str) -> float:
    """Return the characters of ``text`` that whole calls of ``work`` get through in a second."""
    calls = max(1, WHOLE // len(text))
    started = time.process_time()
    for _ in range(calls):
        work(text)
    return calls * len(text) / (time.process_time() - started)


def main() -> None:
    """Print one line a length."""
    prose = Path(sys.argv[1]).read_text("utf-8") if len(sys.argv) > 1 else PROSE
    find_figures(prose)
    print(f"{'characters':>12} {'figures':>9} {'find_figures':>16} {'one-line pattern':>18}")
    for length in LENGTHS:
        text = (prose * (length // len(prose) + 1))[:length]
        ours, theirs = rate(find_figures, text), rate(ONE_LINE.findall, text)
        count = len(find_figures(text))
        print(f"{length:>12,} {count:>9,} {ours / 1e6:>12.2f} M/s {theirs / 1e6:>14.2f} M/s")


if __name__ == "__main__":
    main()
