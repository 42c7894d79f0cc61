"""``prompt``: what would be sent to a model, and what it would cost; nothing is sent."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from summarywriter.cli.config import make_writer
from summarywriter.cli.exits import ExitCode
from summarywriter.cli.facts_file import read_facts
from summarywriter.cli.screen import say
from summarywriter.writer import PromptView

_ROLES = {"system": "系统", "user": "用户", "assistant": "模型"}


def run(file: Path, section: str | None, *, model: str | None, redact: bool = False) -> ExitCode:
    """Print facts with personal data, then the messages of each section, their tokens, the upper cost."""
    sheet = read_facts(file)
    writer = make_writer(offline=False, model=model, redact=redact)
    for warning in writer.warnings(sheet):
        say(f"【提醒】{warning}")
    views = writer.prompts(sheet, section)
    for view in views:
        say(f"== {view.heading}（{_size(view)}）")
        if view.examples:
            chosen = zip(view.examples, view.reasons, strict=True)
            say(f"所用范例：{'；'.join(f'{name}（{reason}）' for name, reason in chosen)}")
        for message in view.messages:
            role = message["role"]
            say(f"-- {_ROLES.get(role, role)}")
            say(message["content"])
        say()
    say(f"共{len(views)}节，提示词合计{sum(v.tokens for v in views)}个词元。{_cost(views)}什么也没有发送。")
    return ExitCode.FINE


def _size(view: PromptView) -> str:
    return f"{view.tokens}个词元{'，估算' if view.estimated else ''}"


def _cost(views: list[PromptView]) -> str:
    costs = [view.upper_cost for view in views if view.upper_cost is not None]
    if not costs:
        return "没有设置单价（SUMMARYWRITER_PRICE_PROMPT、SUMMARYWRITER_PRICE_COMPLETION），不算费用。"
    return f"费用上限{sum(costs, Decimal(0)):.4f}。"
