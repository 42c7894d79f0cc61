"""``doctor``: what works, and what to do about the rest."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from importlib.util import find_spec

from summarywriter import __version__
from summarywriter.cli.config import load_settings
from summarywriter.cli.exits import ExitCode, code_of, highest
from summarywriter.cli.screen import say
from summarywriter.documents import find_office, missing_fonts
from summarywriter.errors import SummaryWriterError
from summarywriter.library import examples_folder, load_examples
from summarywriter.settings import Settings
from summarywriter.writing.client import DEFAULT_ADDRESS, ModelClient
from summarywriter.writing.tokens import RANKS, token_counter

FETCH_SECONDS = 60
"""Time limit for downloading a tokeniser's ranks."""

_TRY_SECONDS = 20


def run(*, fetch_tokenizer: bool) -> ExitCode:
    """Go through everything the program needs, one line each."""
    say(f"summarywriter {__version__}，Python {sys.version.split()[0]}，终端编码 {sys.stdout.encoding}")
    settings = load_settings()
    codes = [_examples(), _model(settings)]
    if fetch_tokenizer:
        _fetch()
    _tokeniser(settings.model)
    _fonts()
    _office()
    return highest(codes)


def _examples() -> ExitCode:
    try:
        found = load_examples()
        own = examples_folder()
    except SummaryWriterError as error:
        say(f"【错误】范例库：{error}")
        return code_of(error)
    say(f"【通过】范例库：{len(found)}个范例；自己的范例文件夹：{own or '没有'}")
    return ExitCode.FINE


def _model(settings: Settings) -> ExitCode:
    if not settings.online:
        say("【说明】模型：没有设置，总结由内置写作程序直接写，不需要联网。")
        say(
            "    要用模型，请设置环境变量 OPENAI_API_KEY（密钥）、OPENAI_BASE_URL（地址）"
            "和 SUMMARYWRITER_MODEL（模型名称）。"
        )
        return ExitCode.FINE
    key = settings.api_key.get_secret_value()
    say(
        f"【通过】密钥：已设置（{len(key)}个字符）"
        if key
        else "【提醒】密钥：没有设置，自建的服务通常不需要。"
    )
    say(f"【通过】地址：{settings.base_url or f'没有设置，用 {DEFAULT_ADDRESS}'}")
    say(f"【通过】模型名称：{settings.model}")
    try:
        answered = asyncio.run(_ask(settings))
    except SummaryWriterError as error:
        say(f"【错误】连接：{error}")
        return code_of(error)
    say(f"【通过】连接：{answered} 已应答（只发送了一句问候）。")
    return ExitCode.FINE


async def _ask(settings: Settings) -> str:
    """Send one short line and return the name of the model that answered."""
    limits = {"retries": 0, "read_timeout": min(settings.read_timeout, _TRY_SECONDS)}
    client = ModelClient(settings.model_copy(update=limits))
    try:
        answer = await client.complete([{"role": "user", "content": "请只回复两个字：你好"}])
    finally:
        await client.close()
    return answer.model


def _tokeniser(model: str) -> None:
    if not token_counter(model).estimated:
        say("【通过】词元计数：精确")
        return
    say("【说明】词元计数：估算（略偏高），不影响写作。")
    say("    OpenAI 的模型可以精确计数：联网运行一次 summarywriter doctor --fetch-tokenizer。")


def _fetch() -> None:
    """Let the tokeniser's library download its ranks, in a process that can be stopped."""
    if find_spec("tiktoken") is None:
        say("【提醒】下载词表：没有安装 tiktoken，请先运行 python3 -m pip install tiktoken；不装也能写作。")
        return
    code = f"import tiktoken; [tiktoken.get_encoding(name) for name in {list(RANKS)!r}]"
    try:
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, timeout=FETCH_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        say(f"【提醒】下载词表：{FETCH_SECONDS}秒内没有下载完，已停止；请检查网络后再试。")
        return
    if done.returncode == 0:
        say("【通过】下载词表：已完成")
    else:
        say("【提醒】下载词表：没有成功，请检查网络或代理后再试；不下载也能写作。")


def _fonts() -> None:
    """Tell which of the fonts that an official document asks for are installed."""
    missing = missing_fonts()
    if missing:
        say(f"【说明】字体：本机没有{'、'.join(missing)}。不影响写出 .docx，在装有这些字体的电脑上打开即可。")
    elif missing is not None:
        say("【通过】字体：公文常用字体齐全")


def _office() -> None:
    """Tell whether PDF can be written, and what stands in there for fonts that are missing."""
    if find_office() is None:
        say("【说明】PDF：没有找到 LibreOffice，写不了 PDF。要写请安装，或用 Word、WPS 另存为 PDF。")
        return
    listed = "；".join(f"{font}用{other}代替" for font, other in (missing_fonts() or {}).items() if other)
    say(f"【通过】PDF：LibreOffice 已安装{f'。PDF 里的字体：{listed}' if listed else ''}")
