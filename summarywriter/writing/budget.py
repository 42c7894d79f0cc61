"""What one run may use at most: asked before every request, told after it."""

from __future__ import annotations

from decimal import Decimal

from summarywriter.errors import ModelBudgetError, SettingsError
from summarywriter.model import Usage
from summarywriter.settings import Settings

_MILLION = Decimal(1_000_000)
_USUAL_ANSWER = 1000
"""Tokens set aside for an answer where no limit is set."""


class Purse:
    """Keeps the requests of a run within ``budget`` and ``budget_tokens`` of the settings.

    What a request may take is set aside while it is under way, so that sections drafted side by
    side cannot together go beyond. Only an answer longer than expected can.

    Raises:
        SettingsError: a budget in money without prices.
    """

    def __init__(self, settings: Settings) -> None:
        if settings.budget is not None and cost(settings, 1, 1) is None:
            raise SettingsError(
                "设了费用上限（SUMMARYWRITER_BUDGET），却没有单价。"
                "请设置 SUMMARYWRITER_PRICE_PROMPT 和 SUMMARYWRITER_PRICE_COMPLETION。"
            )
        self._settings = settings
        self._spent = Usage()
        self._aside = Usage()

    def set_aside(self, prompt_tokens: int) -> Usage:
        """Set aside what a request with a prompt of so many tokens may take.

        Raises:
            ModelBudgetError: the budget does not reach so far.
        """
        settings = self._settings
        answer = settings.max_tokens or _USUAL_ANSWER
        wanted = Usage(
            prompt_tokens=prompt_tokens,
            completion_tokens=answer,
            cost=cost(settings, prompt_tokens, answer),
        )
        total = self._spent + self._aside + wanted
        tokens = total.prompt_tokens + total.completion_tokens
        if settings.budget_tokens is not None and tokens > settings.budget_tokens:
            raise ModelBudgetError(
                f"这次运行的词元上限是{settings.budget_tokens}，已用{_tokens(self._spent)}，"
                "不够再问一次模型。可调大 SUMMARYWRITER_BUDGET_TOKENS 后接着运行。"
            )
        if settings.budget is not None and (total.cost or 0) > settings.budget:
            raise ModelBudgetError(
                f"这次运行的费用上限是{settings.budget}，已用{(self._spent.cost or Decimal(0)):.4f}，"
                "不够再问一次模型。可调大 SUMMARYWRITER_BUDGET 后接着运行。"
            )
        self._aside += wanted
        return wanted

    def settle(self, aside: Usage, spent: Usage | None) -> None:
        """Put what a request really took in place of what was set aside for it."""
        kept = self._aside
        self._aside = Usage(
            prompt_tokens=kept.prompt_tokens - aside.prompt_tokens,
            completion_tokens=kept.completion_tokens - aside.completion_tokens,
            cost=None if kept.cost is None else kept.cost - (aside.cost or 0),
        )
        if spent is not None:
            self._spent += spent


def cost(settings: Settings, prompt_tokens: int, completion_tokens: int) -> Decimal | None:
    """Return what so many tokens cost by the prices of the settings, ``None`` where none are set."""
    if settings.price_prompt is None and settings.price_completion is None:
        return None
    prompt = (settings.price_prompt or Decimal(0)) * prompt_tokens
    return (prompt + (settings.price_completion or Decimal(0)) * completion_tokens) / _MILLION


def _tokens(usage: Usage) -> int:
    return usage.prompt_tokens + usage.completion_tokens
