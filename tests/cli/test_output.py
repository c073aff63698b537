"""Output into any encoding, and to readers that are full, closed or gone: never a traceback."""

from __future__ import annotations

import io
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tutor.cli import COMMANDS, main
from tutor.commands.plain_text import plain_text

SAMPLE_COURSE = Path(__file__).parents[1] / "course" / "sample"
RUN = "train --dataset moons --points 12 --hidden 4 --epochs 3"
PRINTING = [
    "list",
    "progress",
    "review --json",
    "export -",
    "reset --undo",
    "schema",
    f"check {SAMPLE_COURSE}",
    "step --graph '3*(a+b*c)' a=5 b=3 c=2",
    "step --layers 2,3,1 --activation tanh",
    RUN,
    *(f"{name} --help" for name in COMMANDS),
    "open 1-",
    "nothing-of-this-name",
]


@pytest.mark.sampled
@pytest.mark.parametrize("command", PRINTING)
def test_every_command_prints_in_any_encoding(
    command: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("NN_TUTOR_HOME", str(tmp_path))
    as_meant = printed(command, "utf-8", monkeypatch)
    for encoding in ("ascii", "cp1252", "latin-1"):
        written = printed(command, encoding, monkeypatch)
        assert written.decode(encoding)
        assert written.count(b"?") == as_meant.count(b"?"), encoding


def printed(command: str, encoding: str, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """Return all that a command writes."""
    for name in ("stdout", "stderr"):
        monkeypatch.setattr(sys, name, io.TextIOWrapper(io.BytesIO(), encoding=encoding))
    main(shlex.split(command))
    sys.stderr.flush()
    written: bytes = sys.stdout.buffer.getvalue() + sys.stderr.buffer.getvalue()
    return written


HOSTILE = "a\x1b]0;b\x07\x9b2J\u202ec"


@pytest.mark.parametrize(
    "command",
    [
        ["step", "--graph", HOSTILE],
        ["step", "--graph", "a", f"{HOSTILE}=1"],
        ["train", "--csv", HOSTILE],
        ["train", "--dataset", HOSTILE],
        ["train", "--epochs", HOSTILE],
        ["sweep", "--vary", HOSTILE],
        ["check", HOSTILE],
        ["import", HOSTILE],
        ["trace", HOSTILE],
        ["open", HOSTILE],
        ["--course", HOSTILE, "list"],
        ["list", f"--{HOSTILE}"],
        [HOSTILE],
    ],
    ids=lambda words: " ".join(words).replace(HOSTILE, "HOSTILE"),
)
def test_no_terminal_obeys_a_message_about_a_strangers_words(
    command: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: Any
) -> None:
    monkeypatch.setenv("NN_TUTOR_HOME", str(tmp_path))
    assert main(command) in (1, 2)
    printed = "".join(capsys.readouterr())
    assert printed and all(letter == "\n" or letter.isprintable() for letter in printed)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("η ≤ ½·x²", "eta <= 1/2*x^2"),
        ("ŷ = σ(z₁)", "y_hat = sigma(z1)"),
        ("dJ/dA⁻¹ → ∂J", "dJ/dA^-1 -> dJ"),
        ("┌─╌━│┐ ✔✘◐ ▶◀", "+-.=|+ +x~ ><"),
        ("−1 … “né”", '-1 ... "ne"'),
        ("\udc80\u2800⣿", "? *"),
    ],
)
def test_a_replacement_means_the_same(text: str, plain: str) -> None:
    assert plain_text(text) == plain


SHELL = pytest.mark.skipif(sys.platform == "win32", reason="these are a POSIX shell's redirections")


def in_shell(command: str, redirection: str, home: Path) -> subprocess.CompletedProcess[str]:
    program = shlex.join([sys.executable, "-m", "tutor", "--data-dir", str(home)])
    return subprocess.run(
        ["/bin/sh", "-c", f"{program} {command} {redirection}"],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.sampled
@SHELL
@pytest.mark.parametrize(
    ("redirection", "code", "said"),
    [
        (">/dev/full", 1, "cannot be written"),
        (">&-", 1, "nowhere to print"),
        (">/dev/full 2>/dev/full", 1, ""),
        (">&- 2>&-", 1, ""),
        ("2>&-", 0, ""),
        ("<&-", 0, ""),
    ],
)
@pytest.mark.parametrize("command", ["list", "train --json --points 12 --epochs 2", "--help"])
def test_a_closed_or_full_stream_is_told_of(
    command: str, redirection: str, code: int, said: str, tmp_path: Path
) -> None:
    done = in_shell(command, redirection, tmp_path)
    assert done.returncode == code
    assert said in done.stderr and "Traceback" not in done.stderr
    assert done.stderr.count("\n") == (1 if said else 0)


@SHELL
@pytest.mark.parametrize("stream", ["<&-", ">&-", "2>&-"])
def test_the_app_without_one_of_its_streams_says_so(stream: str, tmp_path: Path) -> None:
    done = in_shell("", stream, tmp_path)
    assert done.returncode == 1 and "Traceback" not in done.stderr


UNREAD = ["2>/dev/full", "2>&-", "<&-", "2>/dev/full <&-"]


@pytest.mark.sampled
@SHELL
@pytest.mark.parametrize("redirection", UNREAD)
@pytest.mark.parametrize(
    ("command", "code"),
    [
        (f"check {SAMPLE_COURSE}", 0),
        ("check {home}/nowhere", 1),
        ("new {home}/course", 0),
        ("export {home}/done.jsonl", 0),
        ("import {home}/nowhere.jsonl", 1),
        ("reset --yes", 0),
        ("progress", 0),
        ("step --graph a*b a=1 b=2", 0),
        ("train --points 12 --epochs 2", 0),
        ("open nowhere", 1),
    ],
)
def test_a_message_that_nobody_reads_changes_no_exit_code(
    command: str, code: int, redirection: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What becomes of the streams when a process ends, the test after this one looks at."""
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), "utf-8"))
    if "<&-" in redirection:
        monkeypatch.setattr(sys, "stdin", None)
    words = ["--data-dir", str(tmp_path / "data"), *command.format(home=tmp_path).split()]
    with Path("/dev/full").open("w") as full:
        monkeypatch.setattr(sys, "stderr", full if "2>/dev/full" in redirection else None)
        assert main(words) == code


@pytest.mark.sampled
@SHELL
@pytest.mark.parametrize("redirection", UNREAD)
@pytest.mark.parametrize(
    ("command", "code"), [("import nowhere.jsonl", 1), ("train --points 12 --epochs 2", 0)]
)
def test_nor_does_it_at_the_end_of_a_process(
    command: str, code: int, redirection: str, tmp_path: Path
) -> None:
    done = in_shell(command, redirection, tmp_path)
    assert done.returncode == code
    assert "Traceback" not in done.stderr


@SHELL
def test_a_usage_error_is_one_wherever_it_is_told(tmp_path: Path) -> None:
    assert in_shell("train --epochs 0", "2>/dev/full", tmp_path).returncode == 2


@SHELL
@pytest.mark.parametrize(
    "command",
    [
        "train --json --points 12 --epochs 2000",
        "sweep --vary lr=0.1,1 --points 12 --epochs 3 --seeds 9 --json",
        "step --layers 20,30,10",
    ],
)
def test_a_reader_that_has_seen_enough_ends_it_quietly(command: str, tmp_path: Path) -> None:
    done = in_shell(command, "| head -n 1", tmp_path)
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""
