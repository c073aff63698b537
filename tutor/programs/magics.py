"""What IPython adds to Python in a cell of a notebook, taken out of it line by line."""

from __future__ import annotations

import re

_RUNS = ("time", "prun", "capture", "timeit")
"""Magics whose cell is Python, and runs."""
_CELL = re.compile(r"\s*%%(\w+)")
_RUN_LINE = re.compile(r"^(\s*)%(?:time|prun)(\s+)(?!-)(.+)$")
_AS_LONG = "pass;"
"""As long as such a magic, so that what is behind it keeps its columns."""
_BLOCK = re.compile(r"(?:for|while|if|with|try|def|class|async)\b|[@#]")
"""What cannot stand behind another statement."""
_GIVEN = re.compile(r"^(\s*[\w, ]+=\s*)(?:%[A-Za-z]|!).*")
_ALONE = re.compile(r"^(\s*)(?:%[A-Za-z]|!(?!=)|\?).*|^(\s*)[%\w.]+\?{1,2}\s*$")


def plain_python(cell: str) -> str:
    """Return a cell with as many lines, in which only Python is left."""
    lines = cell.split("\n")
    first = next((n for n, line in enumerate(lines) if line.strip()), 0)
    if found := _CELL.match(lines[first]):
        if found[1] not in _RUNS:  # a cell in another language
            return "\n".join(f"# {line}" for line in lines)
        lines[first] = f"# {lines[first]}"
    return "\n".join(map(_plain_line, lines))


def _plain_line(line: str) -> str:
    """Return a line without its magic: what it runs, an empty list for what a shell gives.

    What does nothing here stands behind it as a comment, to be recognised.
    """
    if found := _RUN_LINE.match(line):
        is_alone = _BLOCK.match(found[3])
        return f"{found[1]}{'' if is_alone else _AS_LONG + found[2]}{found[3]}"
    return _ALONE.sub(lambda found: _passed_by(found[0]), _GIVEN.sub(r"\1[]", line))


def _passed_by(line: str) -> str:
    written = line.strip()
    return f"{line[: len(line) - len(line.lstrip())]}pass  # {written}"
