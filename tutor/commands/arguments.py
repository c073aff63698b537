"""How a command line is read: options with any value, and commands imported when they are named."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from tutor.commands.output import harmless


class OptionValueParser(argparse.ArgumentParser):
    """Takes the word after an option for its value, also where that begins with a minus."""

    def print_help(self, file: Any = None) -> None:
        print(self.format_help(), end="", file=file)  # argparse would not say if it failed

    def _print_message(self, message: str, file: Any = None) -> None:
        super()._print_message(harmless(message), file)

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        return super().parse_known_args(self._joined(args or ()), namespace)

    def _joined(self, words: Sequence[str]) -> list[str]:
        """The words, with `--graph -x` as `--graph=-x`, which argparse does not mistake."""
        joined: list[str] = []
        waiting = False
        for place, word in enumerate(words):
            if word == "--":
                return [*joined, *words[place:]]
            if waiting and word.startswith("-") and not self._options(word):
                joined[-1] += f"={word}"
                waiting = False
            else:
                joined.append(word)
                waiting = self._wants_value(word)
        return joined

    def _wants_value(self, word: str) -> bool:
        found = self._options(word)
        return "=" not in word and len(found) == 1 and found[0].nargs is None

    def _options(self, word: str) -> list[argparse.Action]:
        """The options that a word can mean: the one of that name, else those it is short for."""
        known, name = self._option_string_actions, word.partition("=")[0]
        if name in known or not name.startswith("--"):
            return [known[name]] if name in known else []
        return [*{id(a): a for text, a in known.items() if text.startswith(name)}.values()]


class CommandParser(OptionValueParser):
    """The parser of one command, whose module is imported when the command is given.

    The module has `add_arguments(parser)` and `run(options)`.
    """

    def __init__(self, *, module: str, **settings: Any) -> None:
        super().__init__(formatter_class=argparse.RawDescriptionHelpFormatter, **settings)
        self._module = module

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        module = import_module(self._module)
        module.add_arguments(self)
        add_places(self)
        self.set_defaults(run=module.run)
        return super().parse_known_args(args, namespace)


def add_places(parser: argparse.ArgumentParser) -> None:
    """Add what every command takes, before its name or after it; absent where not given."""
    places = parser.add_argument_group("places")
    places.add_argument(
        "--course",
        metavar="DIR",
        type=Path,
        default=argparse.SUPPRESS,
        help="a course folder of your own",
    )
    places.add_argument(
        "--data-dir",
        metavar="DIR",
        default=argparse.SUPPRESS,
        help="where progress is kept (also NN_TUTOR_HOME)",
    )
