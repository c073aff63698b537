"""Reads the terminal on Linux and macOS, whatever comes from it: what cannot be read is left out.

Textual's own reader ends with the first byte that is no UTF-8 (text pasted as Latin-1) and with the
first sequence that its parser does not expect; no key is heard after that.
"""

from __future__ import annotations

import os
import re
import selectors
from codecs import getincrementaldecoder
from collections.abc import Iterable, Iterator

from textual._xterm_parser import (
    BRACKETED_PASTE_END,
    BRACKETED_PASTE_START,
    XTermParser,
    _re_terminal_mode_response,
)
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Key, MouseEvent, Paste, Resize
from textual.keys import Keys
from textual.message import Message

_READ = 4096  # bytes at once
_LOOKS = 0.1  # seconds to wait for input before looking at what else there is to do
_QUIET = 10  # looks in vain after which a paste is taken to be over, its end lost on the way
_LARGEST = 2000  # columns or rows; a report of more is no terminal's
_COMMAND = re.compile(r"\x1b\[[0-?]*[ -/]*[@-Z\\-~]\Z")  # complete, and of a terminal's own
_MOUSE = re.compile(r"\x1b\[(M|<?[-\d;]+[mM])")
_NO_TEXT = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(127, 160)))  # of a paste


class SteadyDriver(LinuxDriver):
    """The terminal, whose input ends only with the program."""

    def run_input_thread(self) -> None:
        """Hand on what is typed, pasted and pointed at until the program leaves the terminal."""
        decode = getincrementaldecoder("utf-8")("replace").decode
        parser = SteadyParser(self._debug)
        quiet = 0
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(_LOOKS):
                    quiet = 0
                    self._hand_on(parser.feed(text) if (text := decode(self._read())) else ())
                elif (quiet := quiet + 1) == _QUIET:
                    self._hand_on(parser.feed(BRACKETED_PASTE_END))
                self._hand_on(parser.tick())

    def _read(self) -> bytes:
        try:
            return os.read(self.fileno, _READ)
        except OSError:  # the terminal is gone, and the program on its way out
            return b""

    def _hand_on(self, messages: Iterable[Message]) -> None:
        for message in messages:
            self.process_message(message)


class SteadyParser(XTermParser):
    """Makes messages of what a terminal sends; goes on behind what it cannot read."""

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._pasted: str | None = None
        self._latest = ""

    def feed(self, data: str) -> Iterator[Message]:
        """Read on; what is pasted is text from end to end, whatever sequences are in it."""
        while data:
            if self._pasted is not None:
                self._pasted, ended, data = (self._pasted + data).partition(BRACKETED_PASTE_END)
                if ended:
                    yield Paste(self._pasted.translate(_NO_TEXT))
                    self._pasted = None
                    yield from self._messages(super().feed(ended))
                continue
            character, data = data[0], data[1:]
            yield from self._messages(super().feed(character))
            self._latest = (self._latest + character)[-len(BRACKETED_PASTE_START) :]
            if self._latest == BRACKETED_PASTE_START:
                self._pasted = ""

    def tick(self) -> Iterator[Message]:
        yield from self._messages(super().tick())

    def _messages(self, found: Iterable[Message]) -> Iterator[Message]:
        try:
            yield from filter(_is_possible, found)
        except (ArithmeticError, LookupError, ValueError):
            self._begin_anew()

    def _begin_anew(self) -> None:
        self._gen = self.parse(self._tokens.append)
        self._awaiting = next(self._gen)
        self._timeout_time = None

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[Key]:
        """Map a sequence to keys; one that is complete and unknown is no text to be typed."""
        keys = list(super()._sequence_to_key_events(sequence, alt))
        if keys or not _COMMAND.match(sequence):
            return keys
        if _MOUSE.match(sequence) or _re_terminal_mode_response.match(sequence):
            return keys
        return [Key(Keys.Ignore, sequence)]


def _is_possible(message: Message) -> bool:
    """Tell whether a keyboard, a mouse or a window can have sent this."""
    match message:
        case Paste(text=""):  # which this parser has read itself
            return False
        case Key(character=str(character)):
            return not "\ud800" <= character <= "\udfff"
        case Resize(size=(width, height)):
            return 0 < width <= _LARGEST and 0 < height <= _LARGEST
        case MouseEvent(x=x, y=y):
            return max(x, y) <= _LARGEST
    return True
