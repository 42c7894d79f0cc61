"""A stand-in for a model: reads the prompt and drafts from its facts, well or badly.

``slots``     writes the marks, as it is asked to
``literal``   writes the figures themselves
``wrong``     writes figures, the first of the section falsified; mends it when asked
``stubborn``  writes the same wrong figure whatever it is asked
``forgetful`` leaves out the last fact; tells it when asked
"""

from __future__ import annotations

import re

from support.server import Reply, Request, say

MODES = ("slots", "literal", "wrong", "stubborn", "forgetful")

INVENTED = "惠及职工家属8600余名。"

_FACTS = re.compile(r"<事实>\n(.*?)\n</事实>", re.DOTALL)
_FACT = re.compile(r"^(\d+)\. (?:（可选）)?(.*)$")
_GROUP = re.compile(r"^〔小标题：(.*)〕$")
_MARK = re.compile(r"\{(\w+)=([^}]*)\}")
_TO_MEND = re.compile(r'<待改 编号="(\d+)">\n(.*?)</待改>', re.DOTALL)
_MEND_FACT = re.compile(r"^事实 (\d+)\. (.*)$", re.MULTILINE)


class Drafter:
    """A handler for :class:`~support.server.ScriptedServer`; ``prefix`` goes before every draft."""

    def __init__(self, mode: str, *, prefix: str = "") -> None:
        assert mode in MODES, mode
        self.mode = mode
        self.prefix = prefix

    def __call__(self, request: Request) -> Reply:
        task, last = request.messages[1]["content"], request.messages[-1]["content"]
        places = _TO_MEND.findall(last)
        if places:
            return say("\n".join(f"【{number}】{self._mended(place)}" for number, place in places))
        return say(self.prefix + self._draft(task))

    def _draft(self, task: str) -> str:
        found = _FACTS.search(task)
        if "写全文的导语" in task:
            return self._worded(f"{self._guidance(task)}扎实开展各项工作。现将有关工作总结如下。")
        if "写全文的结语" in task:
            return "下一步，将继续做好各项工作。"
        assert found, "the prompt holds no facts"
        lines: list[str] = []
        told = ""
        facts = found.group(1).split("\n")
        if self.mode == "forgetful" and len(facts) > 1:
            facts = facts[:-1]
        for line in facts:
            group, fact = _GROUP.match(line), _FACT.match(line)
            if group:
                lines += [told, f"### {group.group(1)}"]
                told = ""
            elif fact:
                told += fact.group(2).rstrip("。；") + "。"
        text = self._worded("\n".join(line for line in [*lines, told] if line))
        return self._falsified(text) if self.mode in ("wrong", "stubborn") else text

    def _guidance(self, task: str) -> str:
        line = re.search(r"<指导语>\n(.*)", task)
        return f"{line.group(1)}，" if line else ""

    def _mended(self, place: str) -> str:
        if self.mode == "stubborn":
            kept = re.search(r"^原句：(.*)$", place, re.MULTILINE)
            return kept.group(1) if kept else "删除"
        return self._worded("".join(f"{fact.rstrip('。；')}。" for _, fact in _MEND_FACT.findall(place)))

    def _worded(self, text: str) -> str:
        return _MARK.sub(r"{\1}" if self.mode == "slots" else r"\2", text)

    def _falsified(self, text: str) -> str:
        """Change the last digit of the first figure that is not in a name."""
        bare = re.sub(r"“.*?”|《.*?》", lambda m: "□" * len(m.group()), text)
        found = re.search(r"\d+(?=[^\d.年月日])", bare)
        if not found:
            return text
        digit = str((int(text[found.end() - 1]) + 1) % 9 + 1)
        return text[: found.end() - 1] + digit + text[found.end() :]


def mending(request: Request) -> Reply:
    """Draft with an invented sentence each time, so that every section takes two answers."""
    last = request.messages[-1]["content"]
    if "<待改" in last:
        return say("【1】删除")
    return say(Drafter("slots")(request).text + INVENTED)
