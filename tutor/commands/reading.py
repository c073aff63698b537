"""What was read of a table of the user's, told before anything is learned from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tutor.commands.json_lines import print_line

if TYPE_CHECKING:
    from engine.tables.reading import Reading

STANDARD_INPUT = "-"


def tell_reading(reading: Reading, standardised: bool, as_json: bool) -> None:
    """Print the reading, and whether what was read is scaled, in words or as a line of JSON."""
    kept = reading.unscaled
    label = standardised and reading.target == "numbers" and not set(reading.labels) <= set(kept)
    if as_json:
        scaling: dict[str, object] = {"inputs": standardised, "label": label}
        scaling |= {"unscaled": list(kept)} if kept else {}
        print_line({"data": reading.record() | {"scaled": scaling}})
        return
    scaled = ["  scaled    nothing; --standardise gives mean 0 and standard deviation 1"]
    if standardised:
        what = "inputs and label" if label else "inputs"
        but = f"; as they are: {', '.join(kept)}" if kept else ""
        scaled = [f"  scaled    {what} to mean 0, standard deviation 1, by the training part{but}"]
    if label:
        scaled.append("            the loss is that of the scaled label; RMSE, MAE are in its unit")
    print("\n".join([*reading.lines(), *scaled]), end="\n\n", flush=True)
