"""Settings: what is given outright, then environment variables, then the built-in values."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from pydantic import AliasChoices, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """How summarywriter talks to a model and how hard it tries.

    Every field ``name`` can be given as the environment variable ``SUMMARYWRITER_NAME``; key and
    address also as ``OPENAI_API_KEY`` and ``OPENAI_BASE_URL``. Without a key
    and an address the built-in composer writes. Times are in seconds: to connect, between two
    pieces of an answer, for a whole answer. Prices are for a million tokens. ``budget`` (in the
    currency of the prices) and ``budget_tokens`` are what one run may use at most; ``rounds`` is how
    often failing sentences are asked for again. ``batch_requests`` and ``batch_bytes`` are the most that
    one file for a batch service holds. ``redact`` keeps people's names and private numbers on this machine;
    ``redact_names`` are further names to keep, separated by spaces or 、. ``profile``
    is the settings file of the printed form that the commands write reports in.
    """

    model_config = SettingsConfigDict(
        env_prefix="SUMMARYWRITER_", extra="ignore", frozen=True, populate_by_name=True,
        env_ignore_empty=True,
    )  # fmt: skip

    model: str = "gpt-4o-mini"
    base_url: str = Field(
        default="", validation_alias=AliasChoices("SUMMARYWRITER_BASE_URL", "OPENAI_BASE_URL")
    )
    api_key: SecretStr = Field(
        default=SecretStr(""),
        validation_alias=AliasChoices("SUMMARYWRITER_API_KEY", "OPENAI_API_KEY"),
    )
    temperature: float | None = Field(default=None, ge=0, le=2)
    stream: bool = True
    connect_timeout: float = Field(default=10, gt=0)
    read_timeout: float = Field(default=120, gt=0)
    total_timeout: float = Field(default=300, gt=0)
    max_tokens: int | None = Field(default=None, ge=1)
    retries: int = Field(default=2, ge=0, le=10)
    concurrency: int = Field(default=8, ge=1, le=64)
    requests_per_minute: int | None = Field(default=None, ge=1)
    tokens_per_minute: int | None = Field(default=None, ge=1)
    batch_requests: int = Field(default=10_000, ge=1)
    batch_bytes: int = Field(default=100_000_000, ge=1)
    rounds: int = Field(default=2, ge=0, le=5)
    fallback: bool = True
    example_tokens: int = Field(default=3000, ge=0)
    examples: int = Field(default=3, ge=0, le=10)
    length: int | None = Field(default=None, ge=50, le=5000)
    price_prompt: Decimal | None = Field(default=None, ge=0)
    price_completion: Decimal | None = Field(default=None, ge=0)
    budget: Decimal | None = Field(default=None, ge=0)
    budget_tokens: int | None = Field(default=None, ge=0)
    redact: bool = False
    redact_names: str = ""
    log: Path | None = None
    profile: Path | None = None

    @property
    def online(self) -> bool:
        """True when a model is configured."""
        return bool(self.api_key.get_secret_value() or self.base_url)
