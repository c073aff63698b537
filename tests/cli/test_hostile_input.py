"""Whatever bytes a terminal sends, the program stays, hears the next key, and is left as ever."""

from __future__ import annotations

import random
import sys
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("termios", reason="Windows has no terminals of this kind")

from textual.events import Key, Message, Paste, Resize

from tutor.steady_driver import SteadyParser

OpenTerminal = Any
NN_TUTOR = [sys.executable, "-m", "tutor"]

HOSTILE = {
    "no UTF-8": b"\xff",
    "Latin-1": "Überläufe, naïve".encode("latin-1"),
    "half a character": b"\xe2\x82",
    "a surrogate": b"\xed\xa0\x80",
    "a surrogate as a key": b"\x1b[55296u\x1b[0;;55296u",
    "no character at all": b"\x1b[1114112u\x1b[99999999999999999999u",
    "a malformed position": b"\x1b[1:2:3R\x1b[::R\x1b[;;;R",
    "a long sequence": b"\x1b[" + b"1;" * 500 + b"m",
    "an unknown sequence": b"\x1b[999q\x1b[?62;22c\x1b[>0;276;0c",
    "a paste without its end": b"\x1b[200~unfinished \xff\x1b[31m\x00",
    "a paste with its end alone": b"\x1b[201~",
    "a paste of commands": b"\x1b[200~\x1b[31mred\x1b]0;title\x07\x1b[2J\x1b[999q\x1b[201~",
    "a mouse beside itself": b"\x1b[<0;99999;99999M\x1b[<0;0;0M\x1b[<;;M\x1b[M\xff\xff",
    "a window of no size": b"\x1b[48;0;0;0;0t\x1b[<0;5;5M",
    "a window of any size": b"\x1b[48;99999;99999;1;1t\x1b[48;x:;1;1;1t",
    "zeros": b"\x00" * 100,
    "strings that do not end": b"\x1bP\x1b]\x1b_\x1b^\x1b[",
}  # fmt: skip
# Not ctrl+q, ctrl+z and q, heard as what they are, nor ctrl+p: from there they are chosen.
ANY_BYTE = [bytes([each]) for each in range(256) if each not in b"\x11\x1a\x10qQ"]


def soup(seed: int, pieces: int) -> bytes:
    chance = random.Random(seed)
    kinds = [
        *ANY_BYTE,
        *[b"\x1b[", b"\x1b[<", b"\x1b[200~", b";", b"~", b"M"] * 8,
        *HOSTILE.values(),
    ]
    return b"".join(chance.choice(kinds) for _ in range(pieces))


def leave(terminal: Any) -> int:
    """Press what leaves the program from wherever it is: escape from a field of text, then q."""
    while terminal.process.poll() is None:
        terminal.press("\x1b")
        for _ in range(30):  # in the pause a paste ends whose own end is lost
            terminal._read()
        try:
            terminal.press("q")
        except OSError:  # it has just ended
            break
    return terminal.wait_for_exit()


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_a_key_behind_it_is_heard(data: bytes) -> None:
    parser = SteadyParser()
    found: list[Message] = []
    found += parser.feed(data.decode("utf-8", "replace"))
    parser._timeout_time = parser._timeout_time and 0.0
    found += parser.tick()
    found += parser.feed("\x1b[201~x")
    assert isinstance(found[-1], Key) and found[-1].key == "x"
    assert not any(isinstance(each, Key) and each.character == "q" for each in found)
    for each in found:
        if isinstance(each, Paste):
            assert each.text.isprintable()
        if isinstance(each, Resize):
            assert 0 < each.size.width < 5000


def test_what_is_pasted_is_text_from_end_to_end() -> None:
    (pasted,) = SteadyParser().feed("\x1b[200~a\x1b[31mb\x00\r\n\tc\x1b[201~")
    assert isinstance(pasted, Paste) and pasted.text == "a[31mb\r\n\tc"


def survive(open_terminal: OpenTerminal, home: Path, start: str, seed: int) -> None:
    terminal = open_terminal([*NN_TUTOR, *start.split()])
    terminal.wait_for("?")
    terminal.send(soup(seed, 1500))
    terminal.send(b"\x1b[200~ the end of which is lost")
    assert leave(terminal) == 0
    terminal._read()
    assert not (home / "crash.log").exists()
    assert "Traceback" not in "\n".join(terminal.screen.display)


def test_a_soup_of_bytes_ends_nothing(open_terminal: OpenTerminal, tmp_path: Path) -> None:
    survive(open_terminal, tmp_path, "open 1-3", seed=8)


@pytest.mark.slow
@pytest.mark.parametrize("start", ["", "open 2-4", "open 7-3", "stepper", "playground", "gallery"])
@pytest.mark.parametrize("seed", range(100, 108))
def test_much_soup_ends_nothing(
    start: str, seed: int, open_terminal: OpenTerminal, tmp_path: Path
) -> None:
    survive(open_terminal, tmp_path, start, seed)
