"""Runs the `>>>` blocks of a lesson and compares what they print with what the lesson shows.

They run in a child process of their own (snippet_child.py) with a limit on time, memory and
files, without network and without other programs. This stops accidents; it is no wall against an
attacker, so code of a foreign course runs only when its reader asks for it.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import tutor
from tutor.course.faults import Fault
from tutor.course.markdown import parser
from tutor.course.prose import Prose

SECONDS = 20.0  # for all blocks of a lesson; importing NumPy is part of it
_CHILD = Path(__file__).with_name("snippet_child.py")
_PROMPT = re.compile(r"^\s*>>> ", re.MULTILINE)


class Snippet(NamedTuple):
    """A block of code with `>>>` prompts, and where its first line stands."""

    code: str
    path: Path
    line: int


def snippets_of(pieces: Iterable[Prose]) -> list[Snippet]:
    """Return the blocks of code with prompts, in the order in which they are read."""
    return [
        Snippet(token.content, prose.path, prose.line + token.map[0] + 1)
        for prose in pieces
        if ">>> " in prose.text
        for token in parser().parse(prose.text)
        if token.type == "fence" and token.map and _PROMPT.search(token.content)
    ]


def run_snippets(snippets: list[Snippet], seconds: float = SECONDS) -> list[Fault]:
    """Run the blocks one after another, as one session, and return where they do not hold."""
    if not snippets:
        return []
    with tempfile.TemporaryDirectory(prefix="nn-tutor-") as folder:
        there = Path(folder)
        (there / "blocks.json").write_text(json.dumps([snippet.code for snippet in snippets]))
        end = _run_child(there, seconds)
        return _faults(snippets, there / "report.jsonl", end)


def _run_child(folder: Path, seconds: float) -> str:
    """Run the child in `folder`; return why it did not come to its end, "" if it did."""
    root = Path(tutor.__file__).parent.parent
    child = subprocess.Popen(
        [sys.executable, "-I", "-B", "-X", "utf8", str(_CHILD), str(root)],
        cwd=folder,
        env={"OPENBLAS_NUM_THREADS": "1", "TMPDIR": str(folder)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        code = child.wait(seconds)
    except subprocess.TimeoutExpired:
        return f"took longer than {seconds:g} s and was stopped"
    finally:
        child.kill()
        child.wait()
    return "" if code == 0 else f"ended Python itself (exit code {code})"


def _faults(snippets: list[Snippet], report: Path, end: str) -> list[Fault]:
    """Read the report: a line for each block begun, and one for each example that failed."""
    faults: list[Fault] = []
    begun = snippets[0]
    lines = report.read_text(encoding="utf-8").splitlines() if report.exists() else []
    for line in lines:
        entry = json.loads(line)
        begun = snippets[entry["block"]]
        if "message" in entry:
            faults.append(Fault(begun.path, begun.line + entry["line"], entry["message"]))
    if end:
        faults.append(Fault(begun.path, begun.line, f"the code {end}"))
    return faults
