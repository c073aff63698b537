"""The flags of a training run: one for each setting of the table, under its headings."""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from tutor.settings.kinds import (
    Names,
    NumberKind,
    OneOf,
    Refused,
    Several,
    Sides,
    Switch,
    Ways,
    Words,
)
from tutor.settings.layers import FiltersKind, HiddenKind
from tutor.settings.setting import AUTO, Chosen, Kind, Setting, has_table
from tutor.settings.table import SECTIONS, SETTINGS, check_limits, names_where

if TYPE_CHECKING:
    from engine.hidden import Convolution, HiddenLayer

N = TypeVar("N", int, float)

MOST_DIGITS = 18  # of a whole number: no setting takes more, and longer ones are no use to print


def number(kind: Callable[[str], N], least: float, most: float = math.inf) -> Callable[[str], N]:
    """A reader of numbers from `least` to `most`, for argparse."""

    def read(text: str) -> N:
        shown = text if len(text) <= MOST_DIGITS else f"{text[:MOST_DIGITS]}…"
        if kind is int and len(text) > MOST_DIGITS and text.strip("+-").isdecimal():
            raise argparse.ArgumentTypeError(f"{shown} ({len(text)} digits) is far too much")
        try:
            value = kind(text)
        except ValueError:
            word = "a whole number" if kind is int else "a number"
            raise argparse.ArgumentTypeError(f"{shown!r} is not {word}") from None
        if not least <= value <= most or not math.isfinite(value):
            upper = f" to {most:g}" if math.isfinite(most) else " up"
            raise argparse.ArgumentTypeError(f"{shown} is not in the range from {least:g}{upper}")
        return value

    return read


def positive(text: str) -> float:
    """A number greater than 0, for argparse."""
    value = number(float, 0)(text)
    if value == 0:
        raise argparse.ArgumentTypeError("it must be greater than 0")
    return value


def layer_sizes(text: str) -> tuple[int, ...]:
    """Sizes such as 32 or 16,8; "none" is no layer."""
    return tuple(number(int, 1)(part) for part in names(text))


def convolutions(text: str) -> tuple[int | str, ...]:
    """Convolutions such as 8,16 or "32,64 pool 1"; "none" is no layer."""
    from engine.hidden import Convolution

    return _described(Convolution, text)


def layers(text: str) -> tuple[int | str, ...]:
    """Hidden layers such as 16,8 or "16 tanh,8 dropout 0.2"; "none" is no layer."""
    from engine.hidden import HiddenLayer

    return _described(HiddenLayer, text)


def _described(kind: type[HiddenLayer | Convolution], text: str) -> tuple[int | str, ...]:
    try:
        return tuple(kind.parse(part).written() for part in names(text))
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def names(text: str) -> tuple[str, ...]:
    """What stands between commas; "none" is nothing."""
    parts = [] if text.strip().lower() in ("none", "") else text.split(",")
    return tuple(part.strip() for part in parts)


COUNT = number(int, 1)
WHOLE = number(int, 0)

Groups = Mapping[str, Iterable[Setting]]


def add_flags(parser: argparse.ArgumentParser, groups: Groups = SECTIONS) -> None:
    """Add a flag for each setting; what is not given is absent from the options."""
    for title, settings in groups.items():
        group = parser.add_argument_group(title.lower())
        for setting in settings:
            group.add_argument(
                *_names(setting),
                dest=setting.name,
                default=argparse.SUPPRESS,
                help=_help(setting),
                **_reading(setting.kind),
            )


def _names(setting: Setting) -> list[str]:
    """The setting's name with hyphens; what is usual is switched off."""
    off = isinstance(setting.kind, Switch) and setting.kind.usual
    name = f"--{'no-' if off else ''}{setting.name.replace('_', '-')}"
    return [name, f"--{setting.short}"] if setting.short else [name]


def _help(setting: Setting) -> str:
    kind = setting.kind
    told = (
        f"leave out {setting.about}" if isinstance(kind, Switch) and kind.usual else setting.about
    )
    if isinstance(setting.has_say, Chosen):
        told = f"{', '.join(setting.has_say.values)}: {told}"
    if isinstance(kind, OneOf | Several):
        told += f": {', '.join(kind.values)}"
    return f"{told} (default: {setting.usual})" if setting.usual else told


def _reading(kind: Kind) -> dict[str, Any]:
    """How argparse reads a setting of this kind."""
    if isinstance(kind, Switch):
        return {"action": "store_false" if kind.usual else "store_true"}
    if isinstance(kind, Sides):
        return {"type": _typed(kind), "metavar": "N"}
    if isinstance(kind, NumberKind):
        return {"type": _number_of(kind), "metavar": "N"}
    if isinstance(kind, Ways):
        return {"type": str, "metavar": "WAY"}
    if isinstance(kind, Names):
        return {"type": names, "metavar": kind.metavar, "action": "extend"}
    if isinstance(kind, Several):
        return {"type": names, "metavar": "NAMES"}
    if isinstance(kind, Words):
        read = {HiddenKind: layers, FiltersKind: convolutions}.get(type(kind), str)
        return {"type": read, "metavar": kind.metavar}
    return {"type": str, "metavar": "NAME"}


def _typed(kind: Sides) -> Callable[[str], Any]:
    """A reader of what the kind takes; what it does not take `check_settings` refuses."""

    def read(text: str) -> Any:
        try:
            return kind.typed(text)
        except Refused:
            return text

    return read


def _number_of(kind: NumberKind) -> Callable[[str], float]:
    """A reader of what can be meant; `check_settings` says the limit, and the reason for it."""
    if kind.open_low:
        return positive
    if kind.whole:
        return number(int, kind.low)
    return number(float, kind.low, 1 if kind.high <= 1 else math.inf)


def given_settings(options: argparse.Namespace) -> dict[str, Any]:
    """The experiment's settings among the parsed options."""
    given = {name: getattr(options, name) for name in SETTINGS if hasattr(options, name)}
    given = {n: tuple(v) if isinstance(v, list) else v for n, v in given.items()}
    return {n: value for n, value in given.items() if n not in AUTO or value != "auto"}


def check_settings(settings: dict[str, Any]) -> None:
    """Raises ValueError for settings beyond the playground's limits, or that contradict."""
    check_data_flags(settings)
    check_limits(settings)


def check_data_flags(settings: dict[str, Any]) -> None:
    """Raises ValueError for flags of the data that contradict each other."""
    if "csv" in settings and "dataset" in settings:
        raise ValueError("Give --dataset or --csv, not both.")
    for name in names_where(lambda say: say is has_table):
        if name in settings and "csv" not in settings:
            raise ValueError(f"--{name} goes with --csv FILE.")
    if "unscaled" in settings and not settings.get("standardise"):
        raise ValueError("--unscaled goes with --standardise.")
