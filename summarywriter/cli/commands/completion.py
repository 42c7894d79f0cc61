"""``completion``: the words a shell completes, as a script of that shell.

The script holds all words itself, so that the Tab key starts no program.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from summarywriter.cli.exits import ExitCode
from summarywriter.cli.screen import say
from summarywriter.errors import InputError

Words = Mapping[str, Sequence[str]]
"""A command's path (``""``, ``write``, ``examples list``) → the words that may follow it."""

_BASH = """\
_summarywriter() {{
    local path="" word
    for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
        case "$path $word" in
{paths}
        esac
    done
    local words=""
    case "$path" in
{words}
    esac
    COMPREPLY=($(compgen -W "$words" -- "${{COMP_WORDS[COMP_CWORD]}}"))
}}
complete -o default -F _summarywriter summarywriter"""

_ZSH = """\
#compdef summarywriter
_summarywriter() {{
    local typed="" word
    local -a offered
    for word in "${{(@)words[2,CURRENT-1]}}"; do
        case "$typed $word" in
{paths}
        esac
    done
    case "$typed" in
{words}
    esac
    compadd -a offered || _files
}}
(( $+functions[compdef] )) || {{ autoload -Uz compinit && compinit }}
compdef _summarywriter summarywriter"""

_POWERSHELL = """\
Register-ArgumentCompleter -Native -CommandName summarywriter -ScriptBlock {{
    param($word, $ast, $position)
    $words = @{{
{words}
    }}
    $path = ''
    foreach ($typed in $ast.CommandElements | Select-Object -Skip 1) {{
        $longer = "$path $typed".Trim()
        if ($words.ContainsKey($longer)) {{ $path = $longer }}
    }}
    $words[$path] -split ' ' | Where-Object {{ $_ -like "$word*" }}
}}"""


def run(shell: str, command: Any) -> ExitCode:
    """Print the script for ``shell``, made from the parser's own ``command``.

    Raises:
        InputError: the shell is not known.
    """
    script = _SCRIPTS.get(shell.lower())
    if script is None:
        raise InputError(f"没有“{shell}”的补全设置，可选：{'、'.join(_SCRIPTS)}。")
    say(script(_words(command)))
    return ExitCode.FINE


def _words(command: Any, path: str = "") -> dict[str, list[str]]:
    options = [name for param in command.params if param.param_type_name == "option" for name in param.opts]
    inner: Mapping[str, Any] = getattr(command, "commands", {})
    found = {path: [*inner, *options, "--help"]}
    for name, one in inner.items():
        found |= _words(one, f"{path} {name}".strip())
    return found


def _bash(words: Words) -> str:
    listed = "\n".join(f'        "{path}") words="{" ".join(follow)}" ;;' for path, follow in words.items())
    return _BASH.format(paths=_steps("path", words), words=listed)


def _zsh(words: Words) -> str:
    # ``path`` is zsh's own: the folders that programs are looked for in.
    listed = "\n".join(f'        "{path}") offered=({" ".join(follow)}) ;;' for path, follow in words.items())
    return _ZSH.format(paths=_steps("typed", words), words=listed)


def _steps(variable: str, words: Words) -> str:
    """Return the cases that lead from a path and the next word to the longer path."""
    split = [(path, *path.rpartition(" ")) for path in words if path]
    return "\n".join(
        f'            "{above} {last}") {variable}="{path}" ;;' for path, above, _, last in split
    )


def _fish(words: Words) -> str:
    lines = ["complete -c summarywriter -n __fish_use_subcommand -f"]
    for path, follow in words.items():
        when = _fish_condition(path, words)
        for word in follow:
            name = word.lstrip("-")
            kind = f"-a {word}" if word == name else f"-l {name}" if word.startswith("--") else f"-s {name}"
            lines.append(f"complete -c summarywriter -n '{when}' {kind}")
    return "\n".join(lines)


def _fish_condition(path: str, words: Words) -> str:
    """Return when ``path`` is what was typed: its own words, none of a longer path or of a namesake's."""
    if not path:
        return "__fish_use_subcommand"
    above, _, last = path.rpartition(" ")
    seen = [f"__fish_seen_subcommand_from {word}" for word in path.split()]
    hidden = [word for word in words[path] if f"{path} {word}" in words]
    if not above:
        hidden += [other.rpartition(" ")[0] for other in words if other.endswith(f" {last}")]
    if hidden:
        seen.append(f"not __fish_seen_subcommand_from {' '.join(hidden)}")
    return "; and ".join(seen)


def _powershell(words: Words) -> str:
    listed = "\n".join(f"        '{path}' = '{' '.join(follow)}'" for path, follow in words.items())
    return _POWERSHELL.format(words=listed)


_SCRIPTS: Mapping[str, Callable[[Words], str]] = MappingProxyType(
    {"bash": _bash, "zsh": _zsh, "fish": _fish, "powershell": _powershell}
)
