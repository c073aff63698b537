"""How the program looks and moves for this learner: one small file that can be read and edited.

It is YAML of the plainest kind, a name and a value a line, read without a YAML parser: it is
needed before the first paint. What a learner wrote beside the values stays when one is changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from tutor.whole_files import read_ordinary, write_whole

FILE_NAME = "settings.yaml"
NARROWEST, COLUMN, WIDEST = 50, 84, 120
"""Columns of text: the least, the usual number, the most."""
SWITCH = ("on", "off")
DRAWINGS = ("unicode", "ascii")
_MOST = 1_000_000  # bytes that a file of settings may have

_FIRST = """\
# Settings of nn-tutor. Change them here or in the program (the key , on the first screen).
# They are read at each start; what is left out is as it is at first.
"""


class Preference(NamedTuple):
    """A setting: what it is for, its usual value, and whether a value can be one of it."""

    usual: str
    said: str
    fits: Callable[[str], bool]
    values: tuple[str, ...] = ()
    """What it can be, where that is known beforehand."""


def _is_column(text: str) -> bool:
    return text.isdecimal() and NARROWEST <= int(text) <= WIDEST


PREFERENCES: Mapping[str, Preference] = {
    "theme": Preference("tutor-dark", "the colours, by name", bool),
    "motion": Preference(
        "on", "off: nothing moves, as on a slow line", SWITCH.__contains__, SWITCH
    ),
    "column": Preference(
        str(COLUMN),
        f"columns of text, {NARROWEST} to {WIDEST}",
        _is_column,
        ("60", "72", "84", "100", "120"),
    ),
    "key_hints": Preference(
        "on", "off: the bottom line names no keys", SWITCH.__contains__, SWITCH
    ),
    "drawing": Preference(
        "unicode",
        "ascii: plain characters alone",
        DRAWINGS.__contains__,
        DRAWINGS,
    ),
}


class Preferences:
    """The values of the file in a folder; `faults` says which lines of it cannot be understood."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE_NAME
        self.faults: list[str] = []
        self._values: dict[str, str] = {}
        self.is_new = True
        """True where there is no file yet."""
        self._unsaved = False
        try:
            text = self._read()
        except FileNotFoundError:
            return
        except (OSError, UnicodeDecodeError) as error:
            self.is_new = False
            why = getattr(error, "strerror", None) or error
            self.faults.append(f"{self.path} cannot be read: {why}")
            return
        self.is_new = False
        for number, line in enumerate(text.splitlines(), 1):
            self._take(number, line)

    def __getitem__(self, name: str) -> str:
        return self._values.get(name, PREFERENCES[name].usual)

    def keep(self, name: str, value: str) -> str:
        """Set a value and write the file; return what the learner must know if that cannot be."""
        self._values[name] = value
        self._unsaved = True
        if trouble := self.close():
            return f"{trouble} It holds for now, and saving is tried again when you leave."
        return ""

    def close(self) -> str:
        """Write what is not written yet; return what the learner must know if that cannot be."""
        if not self._unsaved:
            return ""
        try:
            self._write()
        except (OSError, UnicodeDecodeError) as error:
            why = getattr(error, "strerror", None) or error
            return f"The settings could not be saved in {self.path}: {why}."
        self._unsaved = False
        return ""

    def adopt(self, values: Mapping[str, str | None]) -> None:
        """Take over what was kept elsewhere, where there is no file yet."""
        if self.is_new:
            known = {name: value for name, value in values.items() if value is not None}
            self._values |= {n: v for n, v in known.items() if PREFERENCES[n].fits(v)}

    def _read(self) -> str:
        return read_ordinary(self.path, _MOST, errors="strict")

    def _take(self, number: int, line: str) -> None:
        name, colon, value = line.partition("#")[0].partition(":")
        name, value = name.strip(), value.strip().strip("\"'")
        if not name and not colon:
            return
        if name not in PREFERENCES:
            known = ", ".join(PREFERENCES)
            self.faults.append(f"{self.path}:{number}: no setting {name!r}; there are {known}")
        elif not PREFERENCES[name].fits(value):
            said = PREFERENCES[name].said
            self.faults.append(f"{self.path}:{number}: {name} cannot be {value!r} ({said})")
        else:
            self._values[name] = value

    def _write(self) -> None:
        """Change the lines of the values alone, and put the file in place as a whole."""
        try:
            lines = self._read().splitlines()
        except FileNotFoundError:  # not there yet, or taken away meanwhile
            lines = []
        lines = lines or _FIRST.splitlines()
        for name, about in PREFERENCES.items():
            written = f"{name}: {self[name]}"
            places = [n for n, line in enumerate(lines) if line.partition(":")[0].strip() == name]
            if places:
                _, mark, comment = lines[places[-1]].partition("#")
                lines[places[-1]] = f"{written:<24}{mark}{comment}" if mark else written
            else:
                lines.append(f"{written:<24}# {about.said}")
        self.path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(self.path, "\n".join(lines) + "\n")
        self.is_new = False
