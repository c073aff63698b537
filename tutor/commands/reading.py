"""What was read of a table of the user's, told before anything is learned from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tutor.commands.json_lines import print_line

if TYPE_CHECKING:
    from engine.tables.reading import Reading

STANDARD_INPUT = "-"


def tell_reading(reading: Reading, standardised: bool, as_json: bool) -> None:
    """Print the reading, and whether what was read is scaled, in words or as a line of JSON."""
    label = standardised and reading.target == "numbers"
    if as_json:
        print_line(
            {"data": reading.record() | {"scaled": {"inputs": standardised, "label": label}}}
        )
        return
    scaled = ["  scaled    nothing; --standardise gives mean 0 and standard deviation 1"]
    if standardised:
        what = "inputs and label" if label else "inputs"
        scaled = [f"  scaled    {what} to mean 0, standard deviation 1, by the training part"]
    if label:
        scaled.append("            the loss is that of the scaled label; RMSE, MAE are in its unit")
    print("\n".join([*reading.lines(), *scaled]), end="\n\n", flush=True)
