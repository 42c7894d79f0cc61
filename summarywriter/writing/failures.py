"""What went wrong in an exchange, in words for people, and whether trying again can help.

Judged by the names of exceptions and by HTTP status, so that releases of the library that carry
another HTTP package are told alike.
"""

from __future__ import annotations

import math
import os
import re
import time
from collections.abc import Iterator, Mapping
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple
from urllib.parse import urlsplit, urlunsplit

from summarywriter.errors import (
    ModelAnswerError,
    ModelError,
    ModelRefusedError,
    ModelRejectedError,
    ModelUnreachableError,
)
from summarywriter.patterns import regex
from summarywriter.text import seen

_PROXIES = ("http_proxy", "https_proxy", "all_proxy")

LONGEST_WAIT = 60.0
"""Seconds; a server that asks for a longer pause is not waited for."""

ALWAYS = 10

EXPIRED = "batch_expired"
"""The providers' word for a request that a batch did not come to in time."""

_UNREADABLE = frozenset(
    {
        "APIResponseValidationError",
        "JSONDecodeError",
        "DecodingError",
        "UnicodeDecodeError",
        "UnreadableError",
    }
)
_FILTERED = regex(
    r"content.?exists.?risk|content.?filter|content_policy|data_inspection_failed|inappropriate content"
    r"|sensitive|risk control|safety|moderation|敏感|违规|风控|内容安全|不安全",
    re.IGNORECASE,
)
_TOO_LONG = regex(
    r"context.?length|maximum context|context window|too many tokens|too long|context_length_exceeded"
    r"|exceed\w* .{0,40}(?:token|context)|超过.{0,10}(?:长度|上下文)",
    re.IGNORECASE,
)
_QUOTA = regex(
    r"insufficient.?(?:quota|balance)|exceeded your current quota|billing|arrear|余额|欠费", re.IGNORECASE
)
_NO_MODEL = regex(r"model", re.IGNORECASE)


class Failure(NamedTuple):
    """A failed attempt: the error to raise, how often trying again makes sense, how long to wait.

    ``wait`` is in seconds, ``None`` where the server names no time. ``answered`` is true when the
    model may have worked for it, so that its tokens count; ``busy`` when the server is asked too
    often, so that every other request should wait too.
    """

    error: ModelError
    again: int = 0
    wait: float | None = None
    answered: bool = False
    busy: bool = False


class Where(NamedTuple):
    """Whom we talk to: the address as it may be shown, the model's name."""

    address: str
    model: str


def shown_address(url: str) -> str:
    """Return the address without user, password, query and fragment."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", "")).rstrip("/")


def of_exception(error: BaseException, where: Where, *, limits: tuple[float, float, float]) -> Failure | None:
    """Tell a failure of the exchange; ``None`` for an exception that is none.

    ``limits`` are the seconds allowed for connecting, for one piece, and for the whole answer.
    """
    connect, read, total = limits
    names = {name for link in _chain(error) for name in (c.__name__ for c in type(link).__mro__)}
    status = getattr(error, "status_code", None)
    if "AnswerTooLargeError" in names:
        return endless(where)
    if isinstance(status, int) and "APIStatusError" in names:
        return of_status(status, _said(error), _headers(error), where)
    if "ConnectTimeout" in names:
        message = f"连接模型服务 {where.address} 超过{connect:g}秒没有回应。请检查网络、地址和代理设置。"
        return Failure(ModelUnreachableError(message), again=1)
    if "APITimeoutError" in names or "TimeoutException" in names:
        message = (
            f"模型服务 {where.address} 超过{read:g}秒没有传来内容，已停止等待。"
            "可稍后再试，或调大 SUMMARYWRITER_READ_TIMEOUT。"
        )
        return Failure(ModelUnreachableError(message), again=1, answered=True)
    if isinstance(error, TimeoutError):
        message = (
            f"模型服务 {where.address} 超过{total:g}秒仍未答完，已停止等待。"
            "可稍后再试，或调大 SUMMARYWRITER_TOTAL_TIMEOUT。"
        )
        return Failure(ModelUnreachableError(message), answered=True)
    if names & {"APIConnectionError", "TransportError", "StreamError"}:
        return _of_connection(error, names, where)
    if names & _UNREADABLE:
        return Failure(ModelAnswerError(_NOT_PROTOCOL.format(where.address)), again=1, answered=True)
    if "APIError" in names:
        # An error event in the middle of a stream: no status, only words.
        said = _said(error)
        if _FILTERED.search(said):
            return refused(said)
        message = f"模型服务 {where.address} 答复到一半报错{_quoted(said)}。可稍后再试。"
        return Failure(ModelUnreachableError(message), again=ALWAYS, answered=True)
    return None


def of_status(status: int, said: str, headers: Mapping[str, str], where: Where) -> Failure:
    """Tell the failure that an HTTP status means; ``said`` is the server's own explanation."""
    quoted = _quoted(said)
    wait = _wait(headers)
    if status in (400, 403, 422) and _FILTERED.search(said):
        return refused(said)
    if status == 413 or (status in (400, 422) and _TOO_LONG.search(said)):
        message = (
            f"提示过长，超出模型“{where.model}”一次能读的长度{quoted}。"
            "请减少示例（SUMMARYWRITER_EXAMPLES）、拆分小节，或换上下文更长的模型。"
        )
        return Failure(ModelRejectedError(message))
    if 300 <= status < 400:
        away = shown_address(headers.get("location", ""))
        return _lasting(
            ModelRejectedError(
                f"{where.address} 要把请求转到{seen(away)[:200] or '别处'}（{status}），没有转去。"
                "如果那是对的地址，请把设置改成它。"
            )
        )
    if status == 401:
        return _lasting(
            ModelRejectedError(
                f"密钥无效，{where.address} 不接受（401）{quoted}。"
                "请检查 SUMMARYWRITER_API_KEY 或 OPENAI_API_KEY。"
            )
        )
    if status == 403:
        return _lasting(
            ModelRejectedError(
                f"没有权限使用模型“{where.model}”（403）{quoted}。请检查密钥的权限、账户和所在地区。"
            )
        )
    if status == 402 or (status in (400, 429) and _QUOTA.search(said)):
        return _lasting(ModelRejectedError(f"账户额度已用完或欠费（{status}）{quoted}。请充值或更换密钥。"))
    if status == 404:
        what = f"没有模型“{where.model}”" if _NO_MODEL.search(said) else "没有这个接口"
        return _lasting(
            ModelRejectedError(
                f"{where.address} {what}（404）{quoted}。请检查模型名和地址（地址多以 /v1 结尾）。"
            )
        )
    if status == 429:
        if wait is not None and wait > LONGEST_WAIT:
            message = f"请求过于频繁（429），服务器要求等待{math.ceil(wait)}秒。请过后再试。"
            return _lasting(ModelRejectedError(message))
        message = (
            f"请求过于频繁，多次重试仍被拒绝（429）{quoted}。请稍后再试，或用 SUMMARYWRITER_CONCURRENCY、"
            "SUMMARYWRITER_REQUESTS_PER_MINUTE 放慢请求。"
        )
        return Failure(ModelRejectedError(message), again=ALWAYS, wait=wait, busy=True)
    if status in (408, 409, 425) or status >= 500:
        message = f"模型服务 {where.address} 出错（{status}）{quoted}。这是对方的故障，请稍后再试。"
        patient = wait is None or wait <= LONGEST_WAIT
        return Failure(ModelUnreachableError(message), again=ALWAYS if patient else 0, wait=wait)
    message = f"模型服务 {where.address} 不接受这个请求（{status}）{quoted}。请检查模型名和参数设置。"
    return Failure(ModelRejectedError(message))


def _lasting(error: ModelError, again: int = 0) -> Failure:
    """Return a failure that every other request would meet too."""
    error.lasting = True
    return Failure(error, again)


def refused(said: str = "") -> Failure:
    """Return the failure of a content filter."""
    return Failure(
        ModelRefusedError(f"模型服务商的内容审核没有放行{_quoted(said)}。可改换说法后重试，或改用其他模型。"),
        answered=True,
    )


def of_batch(code: str, said: str, where: Where) -> Failure:
    """Return the failure of a request that a batch gave no answer to; ``code`` is the provider's word."""
    if code == EXPIRED:
        message = f"模型服务 {where.address} 的批处理到期时还没有做到这一份请求。"
    elif _FILTERED.search(f"{code} {said}"):
        return refused(said)
    else:
        message = f"模型服务 {where.address} 的批处理没有做成这一份请求{_quoted(f'{code} {said}')}。"
    return Failure(ModelUnreachableError(message), again=ALWAYS)


def cut_off(finish: str | None, where: Where) -> Failure:
    """Return the failure of an answer without its end."""
    if finish == "length":
        message = (
            f"模型“{where.model}”的答复写到长度上限被截断。请减少这一节的事实或字数，"
            "或放宽输出上限（SUMMARYWRITER_MAX_TOKENS）。"
        )
        return Failure(ModelAnswerError(message), answered=True)
    message = f"模型服务 {where.address} 的答复中途断了，内容不全。请检查网络后重试。"
    return Failure(ModelAnswerError(message), again=ALWAYS, answered=True)


def endless(where: Where) -> Failure:
    """Return the failure of an answer that is larger than any section can be."""
    message = (
        f"模型服务 {where.address} 的答复太长，远远超过一节的篇幅，已停止接收。请换一个模型，或检查模型服务。"
    )
    return Failure(ModelAnswerError(message), answered=True)


def empty(where: Where, *, thought: bool) -> Failure:
    """Return the failure of an answer without words."""
    if thought:
        message = f"模型“{where.model}”只写了思考过程，没有写出正文。请重试，或换用不带思考的模型。"
    else:
        message = f"模型“{where.model}”的答复是空的。请重试，或换一个模型。"
    return Failure(ModelAnswerError(message), again=1, answered=True)


def no_choices(where: Where, said: str = "") -> Failure:
    """Return the failure of an answer that holds no choice."""
    message = (
        f"模型服务 {where.address} 的答复里没有内容{_quoted(said)}，多半是它背后的模型出了故障。请稍后再试。"
    )
    return Failure(ModelAnswerError(message), again=ALWAYS, answered=True)


def page(where: Where) -> Failure:
    """Return the failure of a web page in place of an answer."""
    message = (
        f"{where.address} 返回的是网页，不是模型的答复。"
        "请检查地址：多半要以 /v1 结尾，或被登录页、代理拦截了。"
    )
    return Failure(ModelAnswerError(message))


def not_protocol(where: Where) -> Failure:
    """Return the failure of an answer that is none of this protocol."""
    return Failure(ModelAnswerError(_NOT_PROTOCOL.format(where.address)), answered=True)


_NOT_PROTOCOL = "{} 的答复读不懂，不是 OpenAI 兼容接口的格式。请检查地址和模型服务。"


def _of_connection(error: BaseException, names: set[str], where: Where) -> Failure:
    words = " ".join(str(link) for link in _chain(error))
    if "ProxyError" in names:
        message = (
            f"经代理连接 {where.address} 失败。请检查 HTTP_PROXY、HTTPS_PROXY、ALL_PROXY 的设置；"
            "内网地址请写进 NO_PROXY。"
        )
        return Failure(ModelUnreachableError(message), again=1)
    if "CERTIFICATE" in words or "SSL" in words:
        message = (
            f"与 {where.address} 的加密连接没有建立起来。请检查证书、系统时间，以及 http/https 是否写对。"
        )
        return Failure(ModelUnreachableError(message), again=1)
    if re.search(r"getaddrinfo|name or service|nodename|name resolution|no address", words, re.IGNORECASE):
        message = f"找不到服务器 {where.address}。请检查地址拼写和网络。"
        return _lasting(ModelUnreachableError(message), again=1)
    if "UnsupportedProtocol" in names:
        return _lasting(ModelRejectedError(f"地址 {where.address} 不对，要以 http:// 或 https:// 开头。"))
    if names & {"RemoteProtocolError", "ReadError"}:
        message = f"与 {where.address} 的连接中断，答复没有收全。请检查网络后重试。"
        return Failure(ModelUnreachableError(message), again=ALWAYS, answered=True)
    message = f"连不上模型服务 {where.address}。请检查地址、端口和网络，本机模型请确认已经启动。"
    if any(name.lower() in _PROXIES and value for name, value in os.environ.items()):
        message += "环境变量里设有代理，也请检查代理是否可用。"
    return Failure(ModelUnreachableError(message), again=ALWAYS)


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        yield link
        link = link.__cause__ or link.__context__


def _said(error: BaseException) -> str:
    """Return what the server said of an error: code and message, as one line."""
    told = said_in(getattr(error, "body", None))
    if told:
        return told
    said = str(getattr(error, "message", "") or "")
    # The SDK's own words for an answer without any.
    return "" if said.startswith("Error code:") else said


def said_in(body: Any) -> str:
    """Return code and message of an error of this protocol as one line, empty where there are none."""
    if not isinstance(body, Mapping):
        return ""
    part = body.get("error")
    inner = part if isinstance(part, Mapping) else body
    pieces = [inner.get("code"), inner.get("message") or inner.get("msg") or inner.get("detail")]
    return " ".join(str(piece) for piece in pieces if piece)


def _quoted(said: str) -> str:
    said = seen(" ".join(said.split()))
    if not said or said.lstrip().startswith("<"):
        return ""
    return f"，对方说明：{said[:160]}{'……' if len(said) > 160 else ''}".rstrip("。.")


def _headers(error: BaseException) -> Mapping[str, str]:
    headers = getattr(getattr(error, "response", None), "headers", None)
    return headers if isinstance(headers, Mapping) else {}


def _wait(headers: Mapping[str, str]) -> float | None:
    """Return the pause asked for by ``Retry-After`` in seconds (a number or an HTTP date)."""
    value = headers.get("retry-after", "").strip()
    try:
        seconds = float(value)
    except ValueError:
        try:
            seconds = parsedate_to_datetime(value).timestamp() - time.time()
        except (ValueError, TypeError):
            return None
    return max(0.0, seconds) if math.isfinite(seconds) else None
