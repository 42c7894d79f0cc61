"""The user's own folder of examples: putting files in, taking them out."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from summarywriter.documents import encoded, hold, write_atomically
from summarywriter.errors import InputError, OutputError, system_says
from summarywriter.library.intake import TakenIn
from summarywriter.library.intake.writing import example_text
from summarywriter.library.store import SUFFIXES, shipped_sources, usual_folder
from summarywriter.patterns import regex

_UNFIT = regex(r'[\\/:*?"<>|\x00-\x1f]+')


def own_folder() -> Path:
    """Return the user's folder of examples, made where it does not exist yet.

    Raises:
        OutputError: it cannot be made.
    """
    return _made(usual_folder())


def add_examples(
    taken: Sequence[TakenIn], name: str, *, folder: Path | None = None, overwrite: bool = False
) -> list[Path]:
    """Write worked examples into the user's folder; return their paths in order.

    ``name`` is the stem of the file they come from; several get ``-1``, ``-2`` … behind it. Nothing
    is written when one of the files is there already and ``overwrite`` is false, unless a run that was
    killed on the way had put it there.

    Raises:
        OutputError: a file is there already, cannot be written, or is being written by somebody else.
    """
    target = _made(folder) if folder is not None else own_folder()
    stem = _UNFIT.sub("-", name).strip(" .~-") or "旧稿"
    stems = [stem] if len(taken) == 1 else [f"{stem}-{n}" for n in range(1, len(taken) + 1)]
    # A file of a shipped example's name would take its place.
    stems = [f"{one}-旧稿" if one in shipped_sources() else one for one in stems]
    paths = [target / f"{one}.md" for one in stems]
    texts = [encoded(example_text(one), str(path)) for path, one in zip(paths, taken, strict=True)]
    with ExitStack() as held:
        for path in paths:
            held.enter_context(hold(path))
        there = [path.name for path in paths if path.exists()]
        if there and not overwrite and not _begun(paths, texts):
            raise OutputError(
                f"{target} 里已有 {'、'.join(there)}，没有收入。要用新收的代替，请加 --overwrite。"
            )
        for path, text in zip(paths, texts, strict=True):
            write_atomically(path, text)
    return paths


def _begun(paths: Sequence[Path], texts: Sequence[bytes]) -> bool:
    """Tell the work of a run that was killed on the way: some of the files are there, and are the same."""
    there = [(path, text) for path, text in zip(paths, texts, strict=True) if path.exists()]
    return len(there) < len(paths) and all(
        path.is_file() and path.read_bytes() == text for path, text in there
    )


def remove_examples(source: str, *, folder: Path | None = None) -> Path:
    """Take a file out of the user's folder; return where it is kept, with ``.bak`` behind its name.

    Raises:
        InputError: the user's folder has no such file; the shipped ones cannot be removed.
        OutputError: it cannot be renamed.
    """
    target = folder if folder is not None else own_folder()
    found = [path for path in sorted(target.iterdir()) if path.suffix.lower() in SUFFIXES]
    meant = [path for path in found if source in (path.stem, path.name)]
    if not meant:
        if source in shipped_sources():
            raise InputError(f"“{source}”是随程序自带的范例，不能移出；可以收入同名的文件来代替它。")
        known = "、".join(path.stem for path in found) or "（还没有）"
        raise InputError(f"范例文件夹 {target} 里没有“{source}”。现有的有：{known}。")
    path = meant[0]
    kept = path.with_name(path.name + ".bak")
    try:
        return path.replace(kept)
    except OSError as error:
        raise OutputError(f"移不出 {path}：{system_says(error)}。") from error


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"建不了范例文件夹 {folder}：{system_says(error)}。请换一个文件夹。") from error
    return folder
