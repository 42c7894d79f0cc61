"""The line to the model that sections drafted side by side share."""

from __future__ import annotations

from summarywriter.errors import ModelError, ModelUnreachableError
from summarywriter.settings import Settings
from summarywriter.writing import Completes, ModelClient

MISSES = 2
"""So many sections in a row without any answer, and no further call is made."""


class Line:
    """A client for the model, and whether it is worth calling; ``lost`` says why it is not any more.

    It belongs to one event loop. ``patience`` is how many sections in a row may go without an answer.
    """

    def __init__(self, settings: Settings, *, patience: int = MISSES) -> None:
        self.lost: ModelError | None = None
        self._settings = settings
        self._client: ModelClient | None = None
        self._patience = patience
        self._misses = 0

    @property
    def client(self) -> Completes:
        """The client, made when it is first wanted.

        Raises:
            SettingsError: as :class:`~summarywriter.writing.ModelClient`.
            OutputError: likewise.
        """
        if self._client is None:
            self._client = ModelClient(self._settings)
        return self._client

    def answered(self) -> None:
        """Note that a section got its answers."""
        self._misses = 0

    def missed(self, error: ModelError) -> bool:
        """Note that a section got none; tell whether that is the line's failure, not the section's."""
        if error.lasting:
            self.lost = error
        elif isinstance(error, ModelUnreachableError):
            self._misses += 1
            if self._misses >= self._patience:
                self.lost = error
        else:
            return False
        return True

    async def close(self) -> None:
        """Close the connections."""
        if self._client is not None:
            await self._client.close()
