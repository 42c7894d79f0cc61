"""YAML whose every value is read as a string: ``2024-07-05`` and ``007`` stay what was typed."""

from __future__ import annotations

import io
from typing import Any

import yaml

from summarywriter.limits import excess, long_line
from summarywriter.patterns import regex

_Base: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

_TOO_DEEP = "层次太深，请按“部分—小节—事实”的层次来写"
_ADVICE = (
    (
        "found character that cannot start any token",
        "这里有不能直接写的符号（如 @ ` % 或制表符），请给内容加上英文引号",
    ),
    ("found a tab", "用了制表符，请改用空格缩进"),
    ("mapping values are not allowed", "内容里有英文冒号加空格，请给内容加上英文引号"),
    ("could not find expected ':'", "少了冒号，请写成“名称: 内容”，冒号后空一格"),
    ("did not find expected key", "缩进没有对齐，或引号后面还有文字"),
    ("did not find expected '-' indicator", "列表的缩进没有对齐，每条前面要有“- ”"),
    ("found unexpected end of stream", "引号没有配对"),
    ("unexpected end of stream", "引号没有配对"),
    ("unacceptable character", "含有不可见的控制字符，请删去"),
    ("control characters are not allowed", "含有不可见的控制字符，请删去"),
    ("maximum nesting depth", _TOO_DEEP),
    ("expected a single document", "文中多了一行“---”"),
)
_LIST_VALUE = regex(r"did not find expected ',' or '[\]}]'")


_LINE_END = regex("[\r\x85\u2028\u2029]")


class YamlError(Exception):
    """The text is no YAML of the kind read here; the message says where and why, in Chinese."""


class _Writer(
    yaml.emitter.Emitter,
    yaml.serializer.Serializer,
    yaml.representer.SafeRepresenter,
    yaml.resolver.BaseResolver,
):
    """Writes strings plain wherever :func:`load_strings` reads the same strings back."""

    def __init__(self, stream: io.StringIO) -> None:
        yaml.emitter.Emitter.__init__(self, stream, width=2**31, allow_unicode=True)
        yaml.serializer.Serializer.__init__(self)
        yaml.representer.SafeRepresenter.__init__(self, sort_keys=False)
        yaml.resolver.BaseResolver.__init__(self)

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Indent lists under their key, as people write them."""
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: object) -> bool:
        """Write everything out: the reader refuses references."""
        return True


def _string(writer: yaml.representer.SafeRepresenter, value: str) -> yaml.nodes.ScalarNode:
    # Line ends other than \n would be folded into spaces anywhere but in double quotes.
    style = '"' if _LINE_END.search(value) else "|" if "\n" in value else None
    return writer.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Writer.add_representer(str, _string)


def load_strings(text: str, *, offset: int = 0) -> Any:
    """Return the strings, lists and dicts that ``text`` holds, ``None`` when it holds nothing.

    ``offset`` is the number of lines before ``text`` in its file. Keys given twice and
    references (``&``, ``*``) are refused.

    Raises:
        YamlError: ``text`` is no such YAML, or holds more than is read.
    """
    loader = None
    try:
        _measure(text, offset)
        loader = _Base(text)
        node = loader.get_single_node()
        if node is None:
            return None
        _inspect(node, set(), offset)
        return loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = f"第{mark.line + 1 + offset}行" if mark else "文中"
        raise YamlError(f"{line}附近写法有误：{_advice(str(error.problem or error.context))}。") from error
    except yaml.YAMLError as error:
        raise YamlError(f"写法有误：{_advice(str(error))}。") from error
    except RecursionError as error:
        raise YamlError(f"{_TOO_DEEP}。") from error
    finally:
        if loader is not None:
            loader.dispose()


def dump_strings(value: dict[str, Any]) -> str:
    """Write strings, lists and dicts as YAML, one entry a line, ending with a line end."""
    stream = io.StringIO()
    writer = _Writer(stream)
    writer.open()
    writer.represent(value)
    writer.close()
    return stream.getvalue()


def _measure(text: str, offset: int) -> None:
    """Refuse what holds more values, or deeper ones, than are read, before nodes are made of it."""
    told = long_line(text)
    if told:
        raise YamlError(told)
    count = depth = 0
    event: Any
    for event in yaml.parse(text, Loader=_Base):
        if isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.NodeEvent):
            count += 1
            depth += isinstance(event, yaml.CollectionStartEvent)
        told = excess("values", count) or excess("depth", depth)
        if told:
            raise YamlError(f"第{event.start_mark.line + 1 + offset}行：{told}")


def _inspect(node: yaml.Node, seen: set[int], offset: int) -> None:
    """Refuse what would be lost or would grow without end when the nodes become dicts."""
    line = f"第{node.start_mark.line + 1 + offset}行"
    if id(node) in seen:
        raise YamlError(f"{line}附近用了“&”“*”引用，请把内容直接写出来，或给它加上英文引号。")
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        for child in node.value:
            _inspect(child, seen, offset)
    elif isinstance(node, yaml.MappingNode):
        keys: set[str] = set()
        for key, child in node.value:
            place = f"第{key.start_mark.line + 1 + offset}行"
            if not isinstance(key, yaml.ScalarNode):
                raise YamlError(f"{place}的名称写法有误，请写成“名称: 内容”。")
            if key.value in keys:
                raise YamlError(f"{place}的“{key.value}”写了两次，请只留一处。")
            keys.add(key.value)
            _inspect(child, seen, offset)


def _advice(problem: str) -> str:
    for part, advice in _ADVICE:
        if part in problem:
            return advice
    if _LIST_VALUE.search(problem):
        return "方括号或花括号没有配对；内容以“[”“{”开头时，请给它加上英文引号"
    return "请写成“名称: 内容”，冒号后空一格，含有特殊符号的内容加上英文引号"
