"""A learner's program as it is read: a script, a module, or the code cells of a notebook."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tutor.programs.magics import plain_python

_CELL = "# cell "
LONGEST = 1 << 20
"""Bytes of a program."""


class UnreadableProgram(Exception):
    """What is wrong with the file, for users."""


@dataclass(frozen=True, slots=True)
class Program:
    """The text of a program and where it stands."""

    name: str
    code: str
    folder: Path | None = None
    """The folder that it may read; where its own modules and data are."""
    inputs: Mapping[str, Any] = field(default_factory=dict)
    """Plain values (numbers, lists, arrays) that it finds under these names."""

    @property
    def lines(self) -> list[str]:
        return self.code.split("\n")


def read_program(path: Path, call: str = "") -> Program:
    """Return the program in a file, with `call` as its last line; raise UnreadableProgram."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableProgram(f"{path}: {error.strerror or error}.") from None
    if len(data) > LONGEST:
        raise UnreadableProgram(f"{path}: a program of more than 1 MB is not opened.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableProgram(f"{path}: this is no text in UTF-8.") from None
    text = _cells(path, text) if path.suffix == ".ipynb" else text
    _check(str(path), text, call)
    return Program(path.name, _with_call(text, call), path.absolute().parent)


def program_of_text(
    name: str, text: str, call: str = "", inputs: Mapping[str, Any] | None = None
) -> Program:
    """Return a program that is no file, with `call` as its last lines; raise UnreadableProgram."""
    _check(name, text, call)
    return Program(name, _with_call(text, call), inputs=inputs or {})


def _with_call(text: str, call: str) -> str:
    code = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", " ").expandtabs(8)
    return f"{code.rstrip()}\n\n{call}\n" if call else code


def _check(name: str, text: str, call: str) -> None:
    from tutor.programs.instrument import instrument

    code = _with_call(text, call)
    try:
        instrument(code, name)
    except SyntaxError as error:
        where = _where(name, code, error.lineno) if error.lineno else name
        if call and error.lineno and error.lineno > code.rstrip().count("\n") - call.count("\n"):
            where = f"--call {call!r}"
        raise UnreadableProgram(f"{where}: {error.msg}.") from None


def _where(name: str, code: str, line: int) -> str:
    """Return where a line is to be found: of a notebook in which of its cells."""
    lines = code.split("\n")[:line]
    head = next((n for n, each in enumerate(reversed(lines)) if each.startswith(_CELL)), None)
    if not name.endswith(".ipynb") or head is None:
        return f"{name}:{line}"
    return f"{name}, {lines[-1 - head][2:]}, line {head}"


def _cells(path: Path, text: str) -> str:
    """Return the code cells of a notebook below one another, each with a line that says which."""
    try:
        cells = json.loads(text)["cells"]
        codes = [_source(cell) for cell in cells if cell["cell_type"] == "code"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise UnreadableProgram(f"{path}: this is no notebook that can be read.") from None
    return "\n".join(f"{_CELL}{number}\n{code}\n" for number, code in enumerate(codes, 1))


def _source(cell: Any) -> str:
    source = cell["source"]
    return plain_python(source if isinstance(source, str) else "".join(source))


def split_call(text: str) -> tuple[str, str]:
    """Return the file and the call in "net.py train(X, Y)"."""
    places = [
        text.find(ending) + len(ending) - 1 for ending in (".py ", ".ipynb ") if ending in text
    ]
    end = min(places, default=len(text))
    return text[:end], text[end:].strip()
