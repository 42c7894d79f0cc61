"""One answer of a model: read, judged and counted, however it came."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from summarywriter.limits import limit
from summarywriter.model import Usage
from summarywriter.settings import Settings
from summarywriter.text import seen
from summarywriter.writing import failures
from summarywriter.writing.budget import cost
from summarywriter.writing.endpoint import Endpoint
from summarywriter.writing.failures import Failure, Where
from summarywriter.writing.message import Message
from summarywriter.writing.thoughts import without_thoughts
from summarywriter.writing.tokens import TokenCounter
from summarywriter.writing.wire import is_count

_SUSPECT_PROMPT = 1000


@dataclass
class Answer:
    """What came back in one attempt, as far as it came."""

    text: str = ""
    thought: bool = False
    finish: str | None = None
    model: str = ""
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    streamed: bool = False
    choices: bool = False
    error: str = ""

    def take_usage(self, usage: Any) -> None:
        """Take down what the server says the attempt took, where it says so."""
        prompt, completion = get(usage, "prompt_tokens"), get(usage, "completion_tokens")
        if is_count(prompt) and is_count(completion) and prompt + completion > 0:
            self.prompt_tokens, self.completion_tokens = prompt, completion

    def take_body(self, body: str, where: Where) -> Failure | None:
        """Read an answer that came in one piece."""
        if body.lstrip()[:1] == "<":
            return failures.page(where)
        try:
            data = json.loads(body)
        except (ValueError, RecursionError):
            return failures.not_protocol(where)
        return self.take(data, where)

    def take(self, data: Any, where: Where) -> Failure | None:
        """Read the JSON of an answer that came in one piece."""
        if not isinstance(data, dict):
            return failures.not_protocol(where)
        self.take_usage(data.get("usage"))
        self.model = str(data.get("model") or "")
        error = data.get("error")
        self.error = str(get(error, "message") or error or "")
        choices = data.get("choices")
        if not isinstance(choices, list) or not choices:
            return failures.no_choices(where, self.error)
        self.choices = True
        message = get(choices[0], "message")
        self.finish = get(choices[0], "finish_reason")
        content = get(message, "content")
        if isinstance(content, list):
            content = "".join(str(get(part, "text") or "") for part in content)
        self.text = str(content or "")
        if len(self.text) > limit("answer-characters"):
            return failures.endless(where)
        self.thought = bool(get(message, "reasoning_content") or get(message, "reasoning"))
        return None

    def judge(self, endpoint: Endpoint) -> Failure | None:
        """Tell what is wrong with an answer that came without an error; strip its thoughts."""
        where = endpoint.where
        if not self.choices:
            return failures.no_choices(where)
        if self.finish == "content_filter":
            return failures.refused()
        self.text = seen(self.text)
        stripped = without_thoughts(self.text)
        thought = self.thought or stripped != self.text.strip()
        # No answer brings the key into a report, whatever the server echoes.
        self.text = stripped = endpoint.without_secret(stripped)
        if self.finish == "length" or (self.streamed and self.finish is None):
            return failures.cut_off(self.finish, where)
        return None if stripped else failures.empty(where, thought=thought)

    def usage(
        self, messages: list[Message], failure: Failure | None, settings: Settings, counter: TokenCounter
    ) -> Usage:
        """Return what one attempt took: as reported, else estimated where the model may have worked."""
        estimated = self.prompt_tokens is None
        if not estimated:
            prompt, completion = self.prompt_tokens or 0, self.completion_tokens or 0
        elif failure is None or failure.answered:
            prompt = counter.count_messages([m["content"] for m in messages])
            completion = counter.count(self.text)
        else:
            prompt = completion = 0
            estimated = False
        return Usage(
            calls=1,
            prompt_tokens=prompt,
            completion_tokens=completion,
            estimated=estimated,
            cost=cost(settings, prompt, completion),
        )

    def notice(self, messages: list[Message], counter: TokenCounter) -> str:
        """Compare reported with expected prompt tokens; some servers cut long prompts silently."""
        if self.prompt_tokens is None:
            return ""
        contents = [m["content"] for m in messages]
        expected = counter.count_messages(contents)
        counter.learn(contents, self.prompt_tokens)
        if expected >= _SUSPECT_PROMPT and self.prompt_tokens * 2 < expected:
            return (
                f"提示约{expected}个词元（{counter.label}），服务器只读到{self.prompt_tokens}个，"
                "可能被截断。请调大它的上下文长度（Ollama 为 num_ctx）。"
            )
        return ""


def get(thing: Any, name: str) -> Any:
    """Return a field of an SDK object or of parsed JSON, ``None`` where there is none."""
    return thing.get(name) if isinstance(thing, dict) else getattr(thing, name, None)
