"""A model that rewords the facts of old reports; without it they stay in the reports' own words."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from summarywriter.cli.config import load_settings
from summarywriter.errors import ModelError, SettingsError
from summarywriter.settings import Settings


class Rewording:
    """Rewords the facts of one section after the other; after a failure it asks no more.

    ``failure`` is what the model said no with, ``None`` while it answers.

    Raises:
        SettingsError: no model is configured.
    """

    def __init__(self) -> None:
        self._settings: Settings = load_settings()
        self.failure: ModelError | None = None
        if not self._settings.online:
            raise SettingsError(
                "没有设置模型，不能改写要点。请设置 OPENAI_API_KEY 等环境变量；"
                "或去掉 --phrase，要点照原文摘出。"
            )

    def __call__(self, heading: str, facts: tuple[str, ...]) -> Sequence[str]:
        """Return the facts reworded, as they were once the model has failed."""
        if self.failure is not None:
            return facts
        try:
            return asyncio.run(self._ask(heading, facts))
        except ModelError as error:
            self.failure = error
            return facts

    async def _ask(self, heading: str, facts: tuple[str, ...]) -> list[str]:
        # Imported here: nothing of a model's library is loaded where none is asked.
        from summarywriter.writing import ModelClient, reword_facts

        client = ModelClient(self._settings)
        try:
            return await reword_facts(client, heading, facts)
        finally:
            await client.close()
