"""A case of the training doctor without the app: seen as text, named and treated by flags."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tutor.cli import main
from tutor.course.index import shipped_course
from tutor.exercises.doctor import case_of
from tutor.exercises.loading import find
from tutor.progress.store import Store

NAME = "first-layers-asleep"
CASE = case_of(find(shipped_course(), NAME))
CAUSE = 1 + next(place for place, each in enumerate(CASE.causes) if each.correct)
CURE = 1 + next(place for place, each in enumerate(CASE.repair) if each.cures)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NN_TUTOR_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def state(home: Path) -> frozenset[str]:
    store = Store.open(home)
    found = store.tasks()
    store.close()
    return frozenset(name.rpartition("/")[2] for name in found)


def test_it_is_seen_named_treated_and_passed(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["exercise", "start", NAME]) == 0
    out, err = capsys.readouterr()
    for view in ("loss", *CASE.symptoms):
        assert f"── {view}\n" in out
    assert "ReLUs" in out and f"exercise check {NAME} --looks" in err
    assert not CASE.hints or CASE.hints[0] not in out
    assert [path.name for path in home.glob("*.txt")] == [], "there is no file to be written"

    listed = re.findall(r"^  (\d)  (.+)$", out[out.index("--looks") : out.index("--cause")], re.M)
    numbers = {text: number for number, text in listed}
    order = ",".join(numbers[look.text] for look in CASE.tests)
    assert main(["exercise", "check", NAME, "--looks", order, "--cause", str(CAUSE)]) == 1
    out = capsys.readouterr().out
    assert out.startswith("✔") and "✘" not in out and CASE.tests[0].tells in out
    assert "--repair" in out and NAME not in state(home)

    right = ["--cause", str(CAUSE), "--repair", str(CURE)]
    assert main(["exercise", "check", NAME, "--json", *right]) == 0
    record = json.loads(capsys.readouterr().out)
    assert set(record) == {"exercise", "passed", "mistake", "message", "case"}
    assert record["passed"] is True and "It recovers" in record["message"]
    assert NAME in state(home)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ([], 2, "say --cause N and --repair N"),
        (["--cause", str(CAUSE % 4 + 1)], 1, "✘"),
        (["--cause", "9"], 2, "there are 1 to 4"),
        (["--cause", "0"], 2, "there are 1 to 4"),
        (["--looks", "1,1,2,3"], 2, "name each of 1,2,3,4 once"),
        (["--looks", "0,1,2,3"], 2, "name each of 1,2,3,4 once"),
        (["--looks", "1,two"], 2, "say numbers"),
    ],
)
def test_what_is_wrong_or_makes_no_sense_is_said(
    words: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["exercise", "check", NAME, *words]) == code
    assert said in "".join(capsys.readouterr())


def test_other_commands_speak_of_it_in_its_own_terms(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["exercise", "solution", NAME]) == 0
    assert CASE.causes[CAUSE - 1].text in capsys.readouterr().out
    assert main(["exercise", "watch", NAME]) == 2
    assert "no file to be watched" in capsys.readouterr().err
    assert main(["exercise", "check", "model-backward", "--cause", "1"]) == 2
    assert "no case for the training doctor" in capsys.readouterr().err
