"""Settings for one run, and the writer made from them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from summarywriter.documents import read_profile
from summarywriter.errors import SettingsError
from summarywriter.settings import Settings

if TYPE_CHECKING:
    from summarywriter.writer import Writer

NATIONAL = ("国标", "national")
"""What is written in place of a settings file to go back to the national form."""


def load_settings(**given: Any) -> Settings:
    """Return the settings of the environment, with what was ``given`` (``None`` counts as not).

    Raises:
        SettingsError: an environment variable or option holds a value that makes no sense.
    """
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        # The values are left out of the message: one of them may be a key.
        names = "、".join(sorted({f"SUMMARYWRITER_{_field(e['loc'])}" for e in error.errors()}))
        raise SettingsError(f"设置的值不对，请检查环境变量：{names}。") from None


def make_writer(
    *, offline: bool, model: str | None, fallback: bool = True, log: Path | None = None, redact: bool = False
) -> Writer:
    """Return the writer that the options and the environment ask for."""
    from summarywriter.writer import Writer

    settings = load_settings(
        model=model, fallback=None if fallback else False, log=log, redact=True if redact else None
    )
    return Writer.offline(settings=settings) if offline else Writer(settings=settings)


def wanted_profile(option: Path | None) -> dict[str, dict[str, str]] | None:
    """Return what the settings file of the printed form says, ``None`` where nothing was asked.

    The option comes before the setting; the name of the national form asks for that.

    Raises:
        InputError: the file cannot be read.
        SettingsError: with every problem of what it says.
    """
    path = option or load_settings().profile
    if path is None:
        return None
    return {} if str(path) in NATIONAL else read_profile(path)


def _field(location: tuple[int | str, ...]) -> str:
    return str(location[0] if location else "").upper().removeprefix("SUMMARYWRITER_")
