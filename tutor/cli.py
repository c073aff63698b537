"""The command line: a table of commands, each imported when it is named."""

from __future__ import annotations

import os
import sys

from tutor import __version__
from tutor.commands.environment import leave_out_impossible
from tutor.commands.exit_codes import EXIT_FAILED, EXIT_GOOD, EXIT_INTERRUPTED
from tutor.commands.output import prepare_streams, settle, tell

TYPE_CHECKING = False  # importing `typing` for it would double the time of --version
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable, Sequence

# In the order of the help text: the module of each command, and what it does.
COMMANDS = {
    "open": ("tutor.commands.open", "open the tutor at a lesson"),
    "list": ("tutor.commands.listing", "list the units and lessons of the course"),
    "train": ("tutor.commands.train", "train a network and print how it goes"),
    "playground": ("tutor.commands.playground", "train anything live, in the app"),
    "sweep": ("tutor.commands.sweep", "train with many settings and compare"),
    "step": ("tutor.commands.step", "print every step of a forward and a backward pass"),
    "stepper": ("tutor.commands.stepper", "step through a network or formula of your own"),
    "trace": ("tutor.commands.trace", "list each operation of a NumPy program of your own"),
    "exercise": ("tutor.commands.exercise", "write and check programs of your own, by exercises"),
    "check": ("tutor.commands.check", "check a course and say all that is wrong with it"),
    "new": ("tutor.commands.new", "make a small course to begin from"),
    "schema": ("tutor.commands.schema", "print the JSON Schema of what authors write, for editors"),
    "gallery": ("tutor.commands.gallery", "show every live part that a lesson can use"),
    "review": ("tutor.commands.review", "ask again what is due"),
    "progress": ("tutor.commands.progress", "show what was done and how well"),
    "export": ("tutor.commands.exporting", "write what was done into a file"),
    "import": ("tutor.commands.importing", "take in what was done elsewhere"),
    "reset": ("tutor.commands.reset", "forget what was done, in a way that can be undone"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `nn-tutor` with these arguments and return its exit code: 0 good, 1 failed, 2 usage."""
    # Two BLAS threads gain little on networks of our size and lose much on a busy machine.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    leave_out_impossible(os.environ)
    if not prepare_streams():
        return EXIT_FAILED
    try:
        code = _run(sys.argv[1:] if arguments is None else arguments)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        # The reader of our output (`head`, a closed pager) has seen enough.
        return EXIT_GOOD
    except OSError as error:
        # Without a name of its own, a file that is not found is the folder we stand in.
        is_gone = isinstance(error, FileNotFoundError)
        what = _working_folder() if is_gone else "The output cannot be written"
        tell(f"{error.filename or what}: {error.strerror or error}")
        return EXIT_FAILED
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    finally:
        settle()


def _run(words: Sequence[str]) -> int:
    if not words:
        # The usual start: no parser, no other command's imports before the first paint.
        from tutor.commands.open import open_tutor

        return open_tutor(None, None)
    if words[0] == "--version":
        print(f"nn-tutor {__version__}")
        return EXIT_GOOD
    try:
        options = command_parser().parse_args(words)
    except SystemExit as ended:  # the help, or a fault that argparse has told
        return int(ended.code or 0)
    from tutor.commands.waiting import tell_of_waiting

    run: Callable[[Namespace], int] = options.run
    tell_of_waiting(vars(options).values())
    return run(options)


def command_parser() -> ArgumentParser:
    """The parser of all command lines; its namespace has `run`, and what `run` needs."""
    from tutor.commands.arguments import CommandParser, OptionValueParser, add_places

    parser = OptionValueParser(
        prog="nn-tutor",
        description="Neural networks in the terminal: read, predict, step, train. "
        "Without a command it opens the course where you left off.",
    )
    parser.add_argument("--version", action="version", version=f"nn-tutor {__version__}")
    add_places(parser)
    parser.set_defaults(run=_open_home, course=None, data_dir=None)
    commands = parser.add_subparsers(
        title="commands", metavar="COMMAND", parser_class=CommandParser
    )
    for name, (module, what) in COMMANDS.items():
        commands.add_parser(
            name, help=what, description=f"{what[0].upper()}{what[1:]}.", module=module
        )
    return parser


def _working_folder() -> str:
    from tutor.whole_files import working_folder

    return f"The {working_folder()}"


def _open_home(options: Namespace) -> int:
    from tutor.commands.open import open_tutor

    return open_tutor(options.course, options.data_dir)


if __name__ == "__main__":
    sys.exit(main())
