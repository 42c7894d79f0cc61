"""The first page of the help, made without the parser's library: most of the time it would cost is import.

The parser takes the same words from here, so that there is one place for them.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from summarywriter.cli.layout import page

PURPOSE = "由要点事实写出单位工作总结；文中每个数字都出自给定的事实。"

COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        "new": "一问一答填写事实，随填随存，最后写出总结。",
        "write": "写出总结：<名称>.report.docx、.report.md 和 .report.json。",
        "rewrite": "重写一个小节，其余一字不动；旧稿留在历史中。",
        "check": "核对文稿：每个数字、名称是否出自给定的事实。",
        "facts": "只看事实：数字怎样理解、有什么问题；可转成事实文件。",
        "accept": "收入人工修改：把改过的总结读回来，核对后存为新的一稿。",
        "history": "各小节历次的稿子。",
        "prompt": "试运行：将要发给模型的原文、词元数和费用上限；什么也不发送。",
        "doctor": "检查密钥、地址、模型、词元计数等，说明缺什么、怎么办。",
        "completion": "输出命令补全的设置，供 bash、zsh、fish 或 PowerShell 使用。",
        "batch": "查看或撤回用 write --batch 交给服务商批处理的小节。",
        "examples": "范例库：列出、查看、收入、移出、检查。",
    }
)
"""What each command does, in the order of the page."""

OPTIONS = (("--version", "显示版本"), ("--help", "显示这份说明"))


def front_page() -> str:
    """Return the page that ``summarywriter --help`` prints."""
    commands = tuple(COMMANDS.items())
    return page("summarywriter 命令 …", PURPOSE, ("选项", OPTIONS), ("命令", commands))
