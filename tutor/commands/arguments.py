"""How a command line is read: options with any value, and commands imported when they are named."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from tutor.commands.exit_codes import EXIT_USAGE
from tutor.commands.output import harmless, tell

SAID_OF = (
    (r"argument (\S+): expected (?:one|at least one) argument", "A value is missing after {}."),
    (r"argument (\S+): expected (\d+) arguments", "After {} there must be {} values."),
    (r"argument (\S+): not allowed with argument (\S+)", "{} cannot be given together with {}."),
    (r"argument (\S+): (.*)", "{}: {}"),
    (r"the following arguments are required: (.*)", "What is missing: {}."),
    (r"one of the arguments (\S+) (\S+) is required", "Either {} or {} is needed."),
    (r"one of the arguments (.*) is required", "One of these is needed: {}."),
)
"""What argparse tells, and how it is said here."""


class OptionValueParser(argparse.ArgumentParser):
    """Takes the word after an option for its value, also where that begins with a minus."""

    def print_help(self, file: Any = None) -> None:
        print(self.format_help(), end="", file=file)  # argparse would not say if it failed

    def _print_message(self, message: str, file: Any = None) -> None:
        super()._print_message(harmless(message), file)

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        words = self._joined(args or ())
        self._refuse_unknown_options(words)  # before argparse misses what they were to give
        options, unknown = super().parse_known_args(words, namespace)
        if unknown:
            self._refuse_unknown(unknown)
        return options, unknown

    def _refuse_unknown_options(self, words: Sequence[str]) -> None:
        for word in words:
            if word == "--" or (self._subparsers and not word.startswith("-")):
                return  # what comes is no option, or is for a command to read
            if word.startswith("--") and " " not in word and not self._options(word):
                self._refuse_unknown([word])

    def _refuse_unknown(self, words: Sequence[str]) -> NoReturn:
        options = [word.partition("=")[0] for word in words if word[:1] == "-" and word != "--"]
        if options:
            known = [name for name in self._option_string_actions if name.startswith("--")]
            self._refuse("option", options[0], known, f"`{self.prog} --help` lists them all.")
        _end(
            f"There is no use for {_typed(*words)} here.",
            f"`{self.prog} --help` says what it takes.",
        )

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is None or value in action.choices:
            return
        known = [*action.choices]
        if action.nargs == argparse.PARSER:
            self._refuse("command", value, known, f"`{self.prog} --help` lists them all.")
        kind = str(action.metavar or "choice").lower()
        self._refuse(kind, value, known, f"It can be {', '.join(known)}.")

    def _refuse(self, kind: str, word: str, known: Sequence[str], listed: str) -> NoReturn:
        """Say that there is no such command, option or choice, and what may be meant; then end."""
        from difflib import get_close_matches

        told = f"There is no {kind} {_typed(word)}."
        if near := get_close_matches(word, known, n=1, cutoff=0.7):
            told += f" Did you mean {near[0]}?"
        elif "open" in known and word[:1].isdecimal():
            listed = f"If that is a lesson, `{self.prog} open {_typed(word)}` opens it.\n{listed}"
        _end(told, *listed.splitlines())

    def error(self, message: str) -> NoReturn:
        """Say what argparse found in a plain sentence; then end."""
        for pattern, said in SAID_OF:
            if found := re.fullmatch(pattern, message):
                message = said.format(*found.groups())
                break
        told = message if message.endswith((".", "?", "`")) else f"{message}."
        _end(*told.splitlines(), f"`{self.prog} --help` says what it takes.")

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


def _typed(*words: str) -> str:
    """Return the words as one would type them, quoted where a shell needs it."""
    from shlex import join

    return join(words)


def _end(*sentences: str) -> NoReturn:
    """Tell each on lines of its own, which no terminal breaks within a word, and end."""
    from textwrap import fill

    for sentence in sentences:
        tell(fill(sentence, 80, break_long_words=False, break_on_hyphens=False))
    raise SystemExit(EXIT_USAGE)


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
