"""Where the output goes: into any encoding, and to readers that are full, closed or gone."""

from __future__ import annotations

import codecs
import io
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

NOWHERE = "nn-tutor has nowhere to print: its standard output is closed."
_STREAMS = {"stdin": "r", "stdout": "w", "stderr": "w"}


def prepare_streams() -> bool:
    """Let every character be printed; say so, and return False, where nothing can be printed.

    A closed stream is replaced by an empty one, so that no file of ours takes its number.
    """
    closed = [name for name in _STREAMS if getattr(sys, name) is None]
    for name in closed:
        setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), _STREAMS[name]))
    codecs.register_error("nn-tutor", replaced)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="nn-tutor")
    if "stdout" in closed:
        tell(NOWHERE)
    return "stdout" not in closed


def replaced(error: UnicodeError) -> tuple[str | bytes, int]:
    """What a codec asks for: the characters that it lacks, as others that mean the same."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    from tutor.commands.plain_text import plain_text

    return plain_text(error.object[error.start : error.end]), error.end


def harmless(text: str) -> str:
    """Return words of a stranger, as a file's name, with nothing in them that a terminal obeys."""
    if text.isprintable():
        return text
    from tutor.sandbox.values import printable

    return printable(text)


def tell(message: object) -> None:
    """Print to standard error, or nowhere if that cannot take it; no terminal obeys the words."""
    try:
        print(harmless(str(message)), file=sys.stderr, flush=True)
    except OSError:
        _give_up(sys.stderr)


def settle() -> None:
    """Give up what a stream could not take, so that the end of the program is quiet."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            _give_up(stream)


def _give_up(stream: TextIO) -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
