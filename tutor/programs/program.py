"""A learner's program as it is read: a script, a module, or the code cells of a notebook."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from tokenize import detect_encoding
from typing import Any

from tutor.plots.arrange import shortened
from tutor.plots.cells import Span, plain
from tutor.programs.magics import plain_python
from tutor.programs.spots import lines_of

_CELL = "# cell "
_NUMPY, _HAS_NUMPY = re.compile(r"\bnp\."), re.compile(r"^\S.*\bnp\b", re.MULTILINE)
PROGRAMS = (".py", ".ipynb")
"""How the names of programs end."""
_SHOWN = 60
"""Characters of a line that is no Python."""
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
    call: str = ""
    """What its last lines call, which stand in no file."""
    written: str = ""
    """The text as it stands in the cells of a notebook, where Python leaves some of it out."""

    @property
    def lines(self) -> list[str]:
        return lines_of(self.code)

    @property
    def written_lines(self) -> list[str]:
        """The lines as they were written: the magics of a notebook, too."""
        lines, written = self.lines, lines_of(self.written)
        written += [""] * (len(lines) - len(written))
        pairs = zip(lines, written, strict=False)
        return [line if line.strip() in other or not other else other for line, other in pairs]

    def place(self, line: int) -> str:
        """Return where a line is to be found: "line 7", of a notebook in which cell."""
        place = self.place_in_file(line)
        return f"{place} (line {line} here)" if place.startswith("cell") else place

    def place_in_file(self, line: int) -> str:
        """Return the same as the file has it: "line 7", "cell 3, line 2", "the call foo(3)"."""
        if self.call and line > self.code.rstrip().count("\n") - self.call.strip().count("\n"):
            return f"the call {'; '.join(self.call.strip().splitlines())}"
        return _place(self.name, self.code, line)


def read_program(path: Path, call: str = "") -> Program:
    """Return the program in a file, with `call` as its last line; raise UnreadableProgram."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableProgram(f"{path}: {error.strerror or error}.") from None
    if len(data) > LONGEST:
        raise UnreadableProgram(f"{path}: a program of more than 1 MB is not opened.")
    try:
        text = data.decode(detect_encoding(BytesIO(data).readline)[0])
    except (UnicodeDecodeError, SyntaxError):
        raise UnreadableProgram(f"{path}: this is no text in UTF-8; save it as such.") from None
    written = ""
    if path.suffix == ".ipynb":
        written, text = _cells(path, text)
    _check(str(path), text, call)
    code, folder = _with_call(text, call), path.absolute().parent
    return Program(path.name, code, folder, call=call, written=written)


def program_of_text(
    name: str, text: str, call: str = "", inputs: Mapping[str, Any] | None = None
) -> Program:
    """Return a program that is no file, with `call` as its last lines; raise UnreadableProgram."""
    _check(name, text, call)
    return Program(name, _with_call(text, call), inputs=inputs or {}, call=call)


def _with_call(text: str, call: str) -> str:
    """The program with a call behind it, which may make its arrays by `np` in any program."""
    code = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", " ")
    numpy = "import numpy as np; " if _NUMPY.search(call) and not _HAS_NUMPY.search(code) else ""
    return f"{code.rstrip()}\n\n{numpy}{call}\n" if call else code


def _check(name: str, text: str, call: str) -> None:
    from tutor.programs.instrument import instrument

    code = _with_call(text, call)
    try:
        with warnings.catch_warnings(action="ignore"):
            rewritten, _ = instrument(code, name)
            compile(code, name, "exec", dont_inherit=True)
    except SyntaxError as error:
        raise UnreadableProgram(_fault(name, code, call, error)) from None
    if not rewritten.body:
        raise UnreadableProgram(f"{name}: there is no line of code in it yet.")


def _fault(name: str, code: str, call: str, error: SyntaxError) -> str:
    """Say where a text is no Python, what it says there, and where else to look for a program."""
    where, written = name, ""
    if error.lineno:
        where = _where(name, code, error.lineno)
        written = "".join(code.split("\n")[error.lineno - 1 : error.lineno]).strip()
    if call and error.lineno and error.lineno > code.rstrip().count("\n") - call.count("\n"):
        where, written = f"the call {call.strip()}", ""
    said = error.msg.rstrip(".")
    told = [f"{where}: {said}{'' if said.endswith('?') else '.'}"]
    if written:
        told.append(f"It reads: {plain([shortened([Span(written)], _SHOWN)])}")
    if not name.endswith(PROGRAMS):
        told.append(f"A program in Python is a file that ends in {' or '.join(PROGRAMS)}.")
    return " ".join(told)


def _where(name: str, code: str, line: int) -> str:
    place = _place(name, code, line)
    return f"{name}, {place}" if place.startswith("cell") else f"{name}:{line}"


def _place(name: str, code: str, line: int) -> str:
    lines = code.split("\n")[:line]
    head = next((n for n, each in enumerate(reversed(lines)) if each.startswith(_CELL)), None)
    if not name.endswith(".ipynb") or head is None:
        return f"line {line}"
    return f"{lines[-1 - head][2:]}, line {head}"


def _cells(path: Path, text: str) -> tuple[str, str]:
    """Return the code cells of a notebook below one another, each with a line that says which.

    First as they are written, then what of it is Python.
    """
    try:
        cells = json.loads(text)["cells"]
        codes = [_source(cell) for cell in cells if cell["cell_type"] == "code"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise UnreadableProgram(f"{path}: this is no notebook that can be read.") from None
    return _below_one_another(codes), _below_one_another(map(plain_python, codes))


def _below_one_another(codes: Iterable[str]) -> str:
    return "\n".join(f"{_CELL}{number}\n{code}\n" for number, code in enumerate(codes, 1))


def _source(cell: Any) -> str:
    source = cell["source"]
    return source if isinstance(source, str) else "".join(source)


def split_call(text: str) -> tuple[str, str]:
    """Return the file and the call in "net.py train(X, Y)"."""
    places = [
        text.find(ending) + len(ending) - 1 for ending in (".py ", ".ipynb ") if ending in text
    ]
    end = min(places, default=len(text))
    return text[:end], text[end:].strip()
