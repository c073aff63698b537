"""`nn-tutor trace`: a program as a listing and as JSON lines, and what is told when it fails."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from planted import planted, program

from tutor.cli import main

NET = """import numpy as np

def train(X, lr=0.5):
    W = np.ones((1, 2))
    for i in range(3):
        Z = W @ X
        W -= lr * Z @ X.T
    return W
"""


@pytest.fixture
def net(tmp_path: Path) -> str:
    (tmp_path / "net.py").write_text(NET)
    return str(tmp_path / "net.py")


def test_json_has_an_object_an_operation_and_the_findings_last(
    net: str, capsys: pytest.CaptureFixture[str]
) -> None:
    call = "train(np.array([[1.0], [np.inf]]))"
    assert main(["trace", net, "--call", call, "--iteration", "0", "--json"]) == 0
    *operations, last = map(json.loads, capsys.readouterr().out.splitlines())
    assert set(last) == {"first_difference", "noticed"}
    assert [(each["line"], each["text"], each["name"]) for each in operations] == [
        (6, "W @ X", "Z"),
        (7, "lr * Z", None),
        (7, "X.T", None),
        (7, "lr * Z @ X.T", None),
        (7, "W -= lr * Z @ X.T", "W"),
    ]
    assert operations[0]["value"] == [["inf"]]
    assert operations[0]["shape"] == [1, 1]
    assert operations[0]["operands"] == {"W": [[1.0, 1.0]], "X": [[1.0], ["inf"]]}


def test_the_first_difference_from_the_engine_is_the_last_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, line = planted("logistic", 5)
    (tmp_path / "net.py").write_text(code)
    words = ["trace", str(tmp_path / "net.py"), "--layers", "3,1"]
    assert main([*words, "--json"]) == 0
    last = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert last["first_difference"]["line"] == line
    assert last["first_difference"]["text"] == "np.dot(X, (A - Y).T)"
    assert "m = 25" in last["first_difference"]["message"]
    assert main(words) == 0
    assert f"first difference · line {line}\n" in capsys.readouterr().out


def test_of_a_notebook_the_cell_is_told_and_the_line_in_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, line = planted("logistic", 5)
    lines = code.splitlines(keepends=True)
    cells = ["import numpy as np\n"], lines
    notebook = {"cells": [{"cell_type": "code", "source": each} for each in cells]}
    (tmp_path / "net.ipynb").write_text(json.dumps(notebook))
    words = ["trace", str(tmp_path / "net.ipynb"), "--layers", "3,1"]
    assert main([*words, "--json"]) == 0
    first = json.loads(capsys.readouterr().out.splitlines()[-1])["first_difference"]
    assert (first["place"], first["line"]) == (f"cell 2, line {line}", line + 5)
    assert main(words) == 0
    where = f"cell 2, line {line} (line {line + 5} here)"
    assert f"first difference · {where}\n" in capsys.readouterr().out


def test_the_gradients_are_checked_by_the_loss_in_both_forms(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, line = planted("dictionaries", 3)
    (tmp_path / "net.py").write_text(code)
    words = ["trace", str(tmp_path / "net.py"), "--gradient-check"]
    assert main([*words, "--json"]) == 0
    last = json.loads(capsys.readouterr().out.splitlines()[-1])
    wrong = [each for each in last["gradient_check"] if not each["right"]]
    assert [(each["name"], each["line"]) for each in wrong] == [("dW2", line)]
    assert main(words) == 0
    assert "dW2 is not the slope of" in capsys.readouterr().out


def test_a_loss_in_doubt_is_led_to_the_sizes_unless_they_are_given(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = program("dictionaries").replace("np.log(1 - A2))", "np.log(A2))")
    (tmp_path / "net.py").write_text(code)
    words = ["trace", str(tmp_path / "net.py"), "--gradient-check"]
    assert main(words) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "the loss itself" in told and "--layers with the network's sizes tells which" in told
    assert main([*words, "--layers", "2,4,1", "--activation", "tanh"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "the loss itself" in told and "tells which" not in told


def test_an_endless_program_without_numbers_is_said_to_have_computed_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "loop.py").write_text("while True: pass\n")
    assert main(["trace", str(tmp_path / "loop.py"), "--seconds", "0.5"]) == 1
    told = capsys.readouterr().err
    assert "was stopped in line 1; until then it computed nothing with numbers." in told


def test_a_file_that_is_not_there_is_told_before_anything_slow_is_imported() -> None:
    code = (
        "import sys\nfrom tutor.cli import main\n"
        "assert main(['trace', 'missing.py']) == 2\nassert 'numpy' not in sys.modules\n"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    assert "No such file" in result.stderr


def test_what_is_noticed_is_in_the_last_line_and_below_the_listing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = (
        "import numpy as np\ny = np.ones((5, 1))\ne = np.arange(5.0) - y\nprint((e ** 2).mean())\n"
    )
    (tmp_path / "net.py").write_text(code)
    assert main(["trace", str(tmp_path / "net.py"), "--json"]) == 0
    last = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert last["first_difference"] is None
    (found,) = last["noticed"]
    assert (found["line"], found["kind"]) == (3, "accidental square")
    assert main(["trace", str(tmp_path / "net.py")]) == 0
    assert "noticed\nline 3: (5,) and (5, 1)" in capsys.readouterr().out


def test_what_raises_is_where_it_parts(net: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trace", net, "--call", "train(np.ones((3, 1)))", "--json"]) == 1
    last = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert last["first_difference"]["line"] == 6
    assert last["first_difference"]["text"] == "Z = W @ X"


@pytest.mark.parametrize(
    "words", [["--layers", "3"], ["--activation", "relu"], ["--layers", "2,1", "--loss", "x"]]
)
def test_a_network_that_is_none_is_refused(
    net: str, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["trace", net, *words]) == 2
    assert capsys.readouterr().err


def test_the_listing_has_the_tree_and_the_numbers(
    net: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["trace", net, "--call", "train(np.ones((2, 1)))", "--function", "train"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "▾ train(X, lr)   line 3"
    assert [line.strip() for line in lines if "▾ i =" in line] == [f"▾ i = {n}" for n in range(3)]
    at = next(n for n, line in enumerate(lines) if "Z = W @ X" in line)
    assert lines[at].split() == ["6", "Z", "=", "W", "@", "X", "(1,", "1)", "float64"]
    assert lines[at + 1].strip() == "2"


@pytest.mark.parametrize("width", [40, 60, 80])
def test_what_is_listed_keeps_to_the_terminals_width(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    width: int,
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    code = "import numpy as np\nX = np.arange(40.0).reshape(2, 20) / 7\n"
    total = " + ".join(["X.sum()"] * 30)
    (tmp_path / "net.py").write_text(f"{code}for i in range(2):\n    Z = {total}\n    V = X * -1\n")
    assert main(["trace", str(tmp_path / "net.py"), "--text", "--layers", "2,3,1"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= width and len(lines) > 100
    assert any(line.endswith(" …") for line in lines)


def test_a_notebook_is_its_code_cells(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cells = [
        {"cell_type": "markdown", "source": ["# Not code ("]},
        {"cell_type": "code", "source": ["%matplotlib inline\n", "a = 2 * 3"]},
        {"cell_type": "code", "source": "!pip install x\nb = a + 1\n"},
        {"cell_type": "code", "source": "%%time\nfiles = !ls\n%time c = b * 2\ndisplay(c)\nc?"},
        {"cell_type": "code", "source": "%%bash\nls ("},
    ]
    (tmp_path / "n.ipynb").write_text(json.dumps({"cells": cells}))
    assert main(["trace", str(tmp_path / "n.ipynb"), "--json"]) == 0
    *operations, _ = map(json.loads, capsys.readouterr().out.splitlines())
    told = [(each["line"], each["name"], each["value"]) for each in operations]
    assert told == [(3, "a", 6), (7, "b", 7), (13, "c", 14)]
    cells[-1]["source"] = "x = 1\ny = = 2"
    (tmp_path / "n.ipynb").write_text(json.dumps({"cells": cells}))
    assert main(["trace", str(tmp_path / "n.ipynb"), "--json"]) == 2
    assert "n.ipynb, cell 4, line 2: invalid syntax" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("code", "words", "said"),
    [
        ("x = = 2", [], "net.py:1: invalid syntax"),
        (NET, ["--call", "train("], "the call train(: "),
        ("(" * 5000, [], "net.py"),
        ("\0", [], "net.py"),
        (NET, ["--seconds", "0"], "--seconds"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], code: str, words: list[str], said: str
) -> None:
    (tmp_path / "net.py").write_text(code)
    assert main(["trace", str(tmp_path / "net.py"), *words]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said", "code"),
    [
        ([], "name a call: --call", 0),
        (["--call", "train(3)"], "raises ValueError in line 6", 1),
        (["--function", "test"], "a call of test. It defines train.", 1),
        (["--iteration", "-1"], "the first is 0", 2),
        (["--call", "train(np.ones((2, 1)))", "--iteration", "7"], "an iteration 7", 1),
    ],
)
def test_a_run_that_shows_nothing_says_why(
    net: str, capsys: pytest.CaptureFixture[str], words: list[str], said: str, code: int
) -> None:
    assert main(["trace", net, *words]) == code
    assert said in capsys.readouterr().err


def test_an_absent_file_and_a_folder_are_told_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in (tmp_path / "none.py", tmp_path):
        assert main(["trace", str(path)]) == 2
        assert str(path) in capsys.readouterr().err


def last_of(words: list[str], capsys: pytest.CaptureFixture[str], code: int = 0) -> dict[str, Any]:
    assert main(["trace", *words, "--json"]) == code
    found: dict[str, Any] = json.loads(capsys.readouterr().out.splitlines()[-1])
    return found


def test_a_run_that_ends_without_a_line_stops_at_its_last(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "net.py").write_text("import os\na = 1.5 * 2\nb = a + 1\nos._exit(3)\n")
    found = last_of([str(tmp_path / "net.py")], capsys, code=1)
    assert found["first_difference"]["line"] == 3
    assert "exit code 3" in found["first_difference"]["message"]


def test_that_nothing_was_compared_or_checked_is_in_the_last_line(
    net: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [net, "--call", "train(np.ones((2, 4)))"]
    found = last_of([*words, "--layers", "3,4,1", "--gradient-check"], capsys)
    assert found["first_difference"] is None
    assert "No pass of this network was found" in found["compared"]
    assert found["gradient_check"] == []
    assert "No loss was found" in found["gradient_check_says"]


def test_what_is_asked_for_and_is_not_there_is_no_success(
    net: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["trace", net, "--call", "train(np.ones((2, 4)))"]
    assert main([*words, "--function", "trian"]) == 1
    assert "It defines train." in capsys.readouterr().err
    assert main([*words, "--iteration", "30"]) == 1
    assert "come to 2 at most" in capsys.readouterr().err


def test_a_call_makes_arrays_also_where_the_program_has_no_name_for_numpy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "net.py").write_text("def double(X):\n    return X * 2\n")
    words = [str(tmp_path / "net.py"), "--call", "double(np.ones(2))"]
    assert main(["trace", *words]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "call  np.ones(2)   (2,) float64" in lines[0]
    assert any(line.startswith("     2  X * 2") for line in lines)
