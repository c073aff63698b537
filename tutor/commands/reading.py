"""What was read of a table of the user's, told before anything is learned from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tutor.commands.json_lines import print_line

if TYPE_CHECKING:
    from engine.tables.reading import Reading

STANDARD_INPUT = "-"


def tell_reading(reading: Reading, as_json: bool) -> None:
    """Print the reading in words, or as a line of JSON."""
    if as_json:
        print_line({"data": reading.record()})
    else:
        print("\n".join(reading.lines()), end="\n\n", flush=True)
