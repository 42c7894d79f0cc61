"""Whom we talk to, and with what key: the address, the connection, and what must not get out."""

from __future__ import annotations

import ssl
from typing import Any
from urllib.parse import urlsplit

from summarywriter.errors import SettingsError
from summarywriter.settings import Settings
from summarywriter.writing import failures
from summarywriter.writing.failures import Failure, Where
from summarywriter.writing.wire import bound, is_loopback

DEFAULT_ADDRESS = "https://api.openai.com/v1"

_SHORTEST_SECRET = 8


class Endpoint:
    """The server and the model of ``settings``.

    Raises:
        SettingsError: the address, the model's name or the key make no sense.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.url = _address(settings.base_url)
        if not settings.model.strip():
            raise SettingsError("没有指定模型名。请设置 SUMMARYWRITER_MODEL。")
        _judge_key(settings)
        self.where = Where(failures.shown_address(self.url), settings.model.strip())
        secret = settings.api_key.get_secret_value().strip()
        # A stopgap for a key ("none", "k") is no secret, and stands in many a word.
        self.secret = secret if len(secret) >= _SHORTEST_SECRET else ""

    @property
    def parameters(self) -> dict[str, Any]:
        """What every request says besides its messages."""
        given = {"temperature": self._settings.temperature, "max_tokens": self._settings.max_tokens}
        return {"model": self.where.model} | {k: v for k, v in given.items() if v is not None}

    def connect(self) -> Any:
        """Return the SDK's client.

        Raises:
            SettingsError: the proxies of the environment cannot be used.
        """
        return _connect(self._settings, self.url)

    def without_secret(self, text: str) -> str:
        """Return a text of the server's with asterisks where it echoes the key."""
        return text.replace(self.secret, "***") if self.secret else text

    def redacted(self, failure: Failure) -> Failure:
        """Return the failure with no key in its message."""
        message = str(failure.error)
        shown = self.without_secret(message)
        if shown == message:
            return failure
        error = type(failure.error)(shown)
        error.lasting = failure.error.lasting
        return failure._replace(error=error)


def _connect(settings: Settings, url: str) -> Any:
    # Imported here: it takes 0.4 s, and checking and composing do without.
    from openai import AsyncOpenAI, DefaultAsyncHttpxClient, Timeout

    timeout = Timeout(settings.read_timeout, connect=settings.connect_timeout)
    options: dict[str, Any] = {
        "timeout": timeout,
        "follow_redirects": False,
        "event_hooks": {"response": [bound]},
    }
    if is_loopback(url):
        # HTTP_PROXY catches 127.0.0.1 too; a model on this machine is never behind a proxy.
        options["trust_env"] = False
        if url.startswith("http://"):
            # Nothing is encrypted, so the certificates need not be read (0.1 s); none is trusted.
            options["verify"] = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    trouble = False
    try:
        http = DefaultAsyncHttpxClient(**options)
    except (ImportError, ValueError):
        trouble = True
    if trouble:
        raise SettingsError(
            "环境变量里的代理用不了（HTTP_PROXY、HTTPS_PROXY 或 ALL_PROXY）。socks 代理请改用 http 代理，"
            "或安装 socksio；不需要代理就清空这几个变量。"
        )
    return AsyncOpenAI(
        api_key=settings.api_key.get_secret_value().strip() or "none",
        base_url=url,
        http_client=http,
        timeout=timeout,
        max_retries=0,
    )


def _address(given: str) -> str:
    """Return the address to call; the path of the one method, typed along by mistake, is dropped."""
    url = given.strip() or DEFAULT_ADDRESS
    shown = failures.shown_address(url) if "://" in url else url.rpartition("@")[2]
    trouble = not url.startswith(("http://", "https://"))
    try:
        trouble = trouble or not urlsplit(url).hostname or urlsplit(url).port == 0
    except ValueError:
        trouble = True
    if trouble:
        raise SettingsError(f"模型地址“{shown}”不对：要以 http:// 或 https:// 开头，例如 {DEFAULT_ADDRESS}。")
    return url.rstrip("/").removesuffix("/chat/completions").rstrip("/")


def _judge_key(settings: Settings) -> None:
    """Refuse a key that no header can carry; the SDK's own errors for it are misleading."""
    if not all("!" <= char <= "~" for char in settings.api_key.get_secret_value().strip()):
        raise SettingsError("密钥里有空格、换行、中文或全角字符，多半是复制时带进来的。请重新复制密钥。")
