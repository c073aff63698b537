"""What can be written on a command line: values with a minus, huge ones, options anywhere."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tutor.cli import COMMANDS, command_parser, main

SAMPLE = Path(__file__).parents[1] / "course" / "sample"
HUGE = "7" * 400
LONGER_THAN_PYTHON_READS = "7" * 5000


@pytest.mark.sampled
@pytest.mark.parametrize("command", [*COMMANDS])
def test_every_option_with_a_value_takes_one_that_begins_with_a_minus(
    command: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)  # some options name a folder to be made
    main([command, "--help"])
    options = set(re.findall(r"(--[a-z0-9-]+) [A-Z]", capsys.readouterr().out))
    assert {"--course", "--data-dir"} <= options
    # The shipped course would be checked once for each option.
    small = [str(SAMPLE)] if command == "check" else []
    for option in options:
        main([command, *small, option, "-x**2"])
        assert "value is missing" not in capsys.readouterr().err, option


@pytest.mark.skipif(sys.platform == "win32", reason="a folder that is stood in stays there")
def test_a_removed_working_folder_is_named(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    monkeypatch.setenv("PWD", str(here))
    here.rmdir()
    words = ["--dataset", "moons", "--points", "20", "--epochs", "1", "--vary", "lr=0.1,0.2"]
    assert main(["--data-dir", str(tmp_path), "sweep", *words]) == 1
    assert f"The working folder {here}: No such file" in capsys.readouterr().err


def test_a_minus_reaches_the_formula(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["--graph", "-x**2"], ["--graph=-x**2"], ["--gra", "-x**2"]):
        assert main(["step", *words, "x=3", "--json"]) == 0
        assert '"value": -9.0' in capsys.readouterr().out


def test_a_forgotten_value_is_not_the_next_option(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", "--dataset", "--epochs", "3"]) == 2
    assert "A value is missing after --dataset." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["lst"], "no command lst. Did you mean list?\n`nn-tutor --help`"),
        (["opne", "1-1"], "no command opne. Did you mean open?"),
        (["2-7"], "no command 2-7.\nIf that is a lesson, `nn-tutor open 2-7` opens it."),
        (["1-3-why-now"], "`nn-tutor open 1-3-why-now`"),
        (["xyzzy"], "no command xyzzy.\n`nn-tutor --help`"),
        ([""], "no command ''."),
        (["exercise", "lst"], "no command lst. Did you mean list?\n`nn-tutor exercise --help`"),
        (["open"], "`nn-tutor` alone goes on"),
        (["step", "--lyers", "2,1"], "no option --lyers. Did you mean --layers?"),
        (["train", "--epcohs=3"], "no option --epcohs. Did you mean --epochs?"),
        (["--corse=x", "list"], "no option --corse. Did you mean --course?"),
        (["--corse", "x", "list"], "no option --corse. Did you mean --course?"),
        (["list", "x", "a b"], "no use for x 'a b' here.\n`nn-tutor list --help`"),
        (["schema", "lessn"], "no name lessn. Did you mean lesson?\nIt can be quiz, "),
        (["gallery", "race", "--cours", "x", "more"], "no use for more here."),
        (["train", "--epochs", "abc"], "--epochs: 'abc' is not a whole number.\n`nn-tutor train"),
        (["train", "--hidden", "3x"], "number of units, not '3x'."),
        (["step"], "Either --graph or --layers is needed."),
        (["trace"], "What is missing: FILE."),
        (["exercise", "start"], "What is missing: NAME.\n`nn-tutor exercise start --help`"),
        (["exercise"], "What is missing: COMMAND."),
    ],
)
def test_a_mistyped_word_is_told_of_in_plain_sentences(
    words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    out, error = capsys.readouterr()
    assert told in error
    assert not out and "usage:" not in error
    assert all(len(line) <= 80 for line in error.splitlines())


@pytest.mark.parametrize("place", ["before", "after"])
def test_the_course_is_named_before_the_command_or_after(place: str, tmp_path: Path) -> None:
    given = ["--course", "here", "--data-dir", str(tmp_path)]
    words = [*given, "list"] if place == "before" else ["list", *given]
    options = command_parser().parse_args(words)
    assert (options.course, options.data_dir) == (Path("here"), str(tmp_path))


NUMBERS = (
    "epochs seed points data-seed batch-size hidden conv lr l2 noise cells bits classes warmup "
    "early-stopping dropout validation-split kernel-size stride padding pool clip-norm"
)


@pytest.mark.sampled
@pytest.mark.parametrize("number", [HUGE, LONGER_THAN_PYTHON_READS, f"-{HUGE}", "1" * 30])
@pytest.mark.parametrize("flag", NUMBERS.split())
def test_a_huge_number_is_a_usage_error(
    flag: str, number: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["train", f"--{flag}", number]) == 2
    out, error = capsys.readouterr()
    assert not out and "set_int_max_str_digits" not in error


@pytest.mark.parametrize("number", [HUGE, LONGER_THAN_PYTHON_READS])
@pytest.mark.parametrize(
    "command",
    [
        "step --layers {},2",
        "step --layers 2,{}",
        "step --layers 2,1 --examples {}",
        "step --graph a*{} a=1",
        "step --graph a**{} a=2",
        "step --graph a*b a={} b=1",
        "sweep --vary lr=0.1 --seeds {}",
        "sweep --vary lr=0.1..1 --draws {}",
        "sweep --vary seed={}",
        "sweep --vary hidden={}",
        "sweep --vary lr={}..{} --draws 2",
        "sweep --workers {} --vary lr=0.1",
    ],
)
def test_huge_numbers_elsewhere(
    command: str, number: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(command.replace("{}", number).split()) == 2
    out, error = capsys.readouterr()
    assert not out and error and "set_int_max_str_digits" not in error


DEEP = 100_000
NESTED = ["[" * DEEP + "]" * DEEP, '{"a": ' * DEEP + "1" + "}" * DEEP, "[" * DEEP]


@pytest.mark.parametrize("text", NESTED, ids=["lists", "objects", "unclosed"])
@pytest.mark.parametrize("option", [["train", "--config"], ["sweep", "--vary=l2=0", "--results"]])
def test_json_that_is_nested_deep_is_no_json_of_ours(
    option: list[str], text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "deep.json"
    path.write_text(text)
    assert main([*option, str(path)]) == 2
    assert str(path) in capsys.readouterr().err


@pytest.mark.parametrize("additions", [150, 200])
@pytest.mark.parametrize("json_lines", [True, False], ids=["json", "text"])
def test_a_formula_may_be_as_long_as_it_is_said(
    additions: int, json_lines: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    formula = "+".join(["a"] * (additions + 1))
    assert main(["step", "--graph", formula, "a=1", *(["--json"] if json_lines else [])]) == 0
    out = capsys.readouterr().out
    if json_lines:
        assert json.loads(out.splitlines()[-1])["value"] == additions + 1
    else:
        assert f"= {additions + 1}" in out


@pytest.mark.parametrize("folder", ["~nobody-of-this-name/x", "/dev/null/x", "x" * 5000])
def test_a_data_folder_that_cannot_be_made_is_told_of(
    folder: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["progress", "--data-dir", folder]) == 1
    assert folder in capsys.readouterr().err


ROOM = 600_000_000  # bytes of addresses, NumPy's own included


@pytest.mark.sampled
@pytest.mark.skipif(sys.platform != "linux", reason="the room of a process is limited here only")
@pytest.mark.parametrize(
    "command",
    [
        "step --layers 100000000,1",
        "step --layers 1,100000000",
        "step --layers 20000,20000,1",
        "step --layers 2,1 --examples 1000000000",
        f"step --layers {'1,' * 3000}1",
        "train --points 999999999",
        "train --dataset parity --bits 40",
        "train --dataset checkerboard --cells 99999999",
        "train --dataset blobs --classes 99999999",
        "train --hidden 100000000",
        "train --hidden 1000,1000,1000,1000,1000,1000,1000",
        "train --dataset digits --conv 100000",
        "train --dataset digits --conv 8 --padding 100000",
        "sweep --vary seed=0..4000000000 --draws 999999999",
    ],
)
def test_what_is_too_large_is_refused_before_it_takes_memory(command: str) -> None:
    program = (
        "import resource, sys\n"
        f"resource.setrlimit(resource.RLIMIT_AS, ({ROOM}, {ROOM}))\n"
        "from tutor.cli import main\n"
        "sys.exit(main(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *command.split()],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr and "memory" not in done.stderr
