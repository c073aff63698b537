"""Every setting of a training run, by its heading and by its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tutor.settings.data import DATA
from tutor.settings.kinds import Refused
from tutor.settings.network import NETWORK, REGULARISATION
from tutor.settings.setting import Chosen, HasSay, Setting
from tutor.settings.training import OPTIMIZER, RUN

SECTIONS: dict[str, tuple[Setting, ...]] = {
    "Data": DATA,
    "Network": NETWORK,
    "Regularisation": REGULARISATION,
    "Optimizer": OPTIMIZER,
    "Run": RUN,
}
"""The settings by their headings."""

SETTINGS: dict[str, Setting] = {row.name: row for rows in SECTIONS.values() for row in rows}


def names_where(holds: Callable[[HasSay], bool]) -> tuple[str, ...]:
    """Return the settings whose having a say depends on what `holds` asks for."""
    return tuple(name for name, row in SETTINGS.items() if holds(row.has_say))


OPTIMIZER_OPTIONS = names_where(lambda say: isinstance(say, Chosen) and say.setting == "optimizer")
"""What some optimizers have and others have not."""


def check_limits(settings: Mapping[str, Any]) -> None:
    """Raises ValueError that begins with the setting's name, and says the limit and the reason."""
    for name, value in settings.items():
        if name in SETTINGS and value is not None:
            words = ",".join(map(str, value)) if isinstance(value, tuple) else str(value)
            try:
                SETTINGS[name].kind.typed(words)
            except Refused as refused:
                raise ValueError(f"{name}: {refused}") from None
