"""The command line: parses the arguments and calls the command they name."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from tutor.commands.exit_codes import EXIT_GOOD, EXIT_INTERRUPTED
from tutor.commands.open import open_tutor

# In the order of the help text; each module has `add_parser` and `run`.
COMMANDS = {
    "open": "tutor.commands.open",
    "list": "tutor.commands.listing",
    "train": "tutor.commands.train",
    "playground": "tutor.commands.playground",
    "sweep": "tutor.commands.sweep",
    "step": "tutor.commands.step",
    "stepper": "tutor.commands.stepper",
    "check": "tutor.commands.check",
    "new": "tutor.commands.new",
    "schema": "tutor.commands.schema",
    "gallery": "tutor.commands.gallery",
    "progress": "tutor.commands.progress",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `nn-tutor` with these arguments and return its exit code: 0 good, 1 failed, 2 usage."""
    # Two BLAS threads gain little on networks of our size and lose much on a busy machine.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    words = sys.argv[1:] if arguments is None else arguments
    try:
        if not words:
            # The usual start: no parser, no command's imports before the first paint.
            return open_tutor(None, None)
        options = _parser().parse_args(words)
        run: Callable[[argparse.Namespace], int] = options.run
        return run(options)
    except BrokenPipeError:
        # The reader of our output (`head`, a closed pager) has seen enough.
        sys.stderr.close()
        return EXIT_GOOD
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="nn-tutor",
        description="Neural networks in the terminal: read, predict, step, train. "
        "Without a command it opens the course where you left off.",
    )
    parser.add_argument("--version", action=_ShowVersion, help="show the version and exit")
    parser.add_argument("--course", metavar="DIR", type=Path, help="a course folder of your own")
    parser.add_argument(
        "--data-dir", metavar="DIR", help="where progress is kept (also NN_TUTOR_HOME)"
    )
    parser.set_defaults(run=_open_home)
    subparsers = parser.add_subparsers(title="commands", metavar="COMMAND")
    for name, module_name in COMMANDS.items():
        module = import_module(module_name)
        module.add_parser(subparsers)
        subparsers.choices[name].set_defaults(run=module.run)
    return parser


def _open_home(options: argparse.Namespace) -> int:
    return open_tutor(options.course, options.data_dir)


class _ShowVersion(argparse.Action):
    """Looks the version up only when it is asked for: start-up does not pay for it."""

    def __init__(self, option_strings: Sequence[str], dest: str, help: str) -> None:
        super().__init__(option_strings, argparse.SUPPRESS, nargs=0, help=help)

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        from importlib.metadata import version

        print(f"nn-tutor {version('nn-tutor')}")
        parser.exit()


if __name__ == "__main__":
    sys.exit(main())
