"""Weights and examples of a textbook, typed as its readers would, to all published digits."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tutor.cli import main

MAZUR = {
    "W1": [[0.15, 0.20], [0.25, 0.30]],
    "b1": 0.35,
    "W2": [[0.40, 0.45], [0.50, 0.55]],
    "b2": [0.60, 0.60],
}
MAZUR_FLAGS = (
    *("--layers", "2,2,2", "--activation", "sigmoid", "--output", "sigmoid"),
    *("--loss", "half_squared_error", "--lr", "0.5"),
)
XOR = {"W1": [[1, 1], [1, 1]], "b1": [0, -1], "W2": [1, -2], "b2": 0}


def written(path: Path, weights: Any) -> str:
    path.write_text(json.dumps(weights))
    return str(path)


def stepped(capsys: Any, *flags: str) -> dict[str, Any]:
    """Return the values of `nn-tutor step --json` by name, printed without a fault."""
    assert main(["step", *flags, "--json"]) == 0, capsys.readouterr().err
    return {
        step["name"]: np.array(step["value"])
        for step in map(json.loads, capsys.readouterr().out.splitlines())
    }


@pytest.fixture
def examples(tmp_path: Path) -> str:
    path = tmp_path / "mazur.csv"
    path.write_text("i1,i2,o1,o2\n0.05,0.10,0.01,0.99\n")
    return str(path)


def check_mazur(values: dict[str, Any]) -> None:
    assert f"{values['J']:.9f}" == "0.298371109"
    assert f"{values['W[2]'][0, 0]:.8f}" == "0.35891648"
    assert f"{values['W[1]'][0, 0]:.9f}" == "0.149780716"


@pytest.mark.parametrize("label", [(), ("--label", "o1,o2")])
def test_the_network_of_mazur(
    capsys: Any, tmp_path: Path, examples: str, label: tuple[str, ...]
) -> None:
    weights = written(tmp_path / "w.json", MAZUR)
    flags = (*MAZUR_FLAGS, "--weights", weights, "--csv", examples, *label)
    check_mazur(stepped(capsys, *flags))


def test_a_bias_that_a_layer_shares_has_one_slope(
    capsys: Any, tmp_path: Path, examples: str
) -> None:
    flags = (*MAZUR_FLAGS, "--csv", examples, "--shared-bias", "--weights")
    values = stepped(capsys, *flags, written(tmp_path / "w.json", MAZUR))
    check_mazur(values)
    slopes = 0.138498562 - 0.038098236  # of o1 and o2, as published
    assert values["b[2]"].shape == (1, 1)
    assert values["b[2]"].item() == pytest.approx(0.6 - 0.5 * slopes, abs=1e-8)
    apart = written(tmp_path / "apart.json", {**MAZUR, "b2": [0.6, 0.5]})
    assert main(["step", *flags, apart]) == 2
    assert "b2 has different numbers, but the units share one bias" in capsys.readouterr().err
    one = written(tmp_path / "one.json", {**MAZUR, "b2": [[0.6]]})
    assert stepped(capsys, *flags, one)["b[2]"].item() == values["b[2]"].item()
    assert main(["step", *(flag for flag in flags if flag != "--shared-bias"), one]) == 2
    assert "b2 is 1 x 1, but has to be 2 x 1; one number for all" in capsys.readouterr().err


def test_square_matrices_of_inputs_by_units_take_rows(
    capsys: Any, tmp_path: Path, examples: str
) -> None:
    turned = {name: np.transpose(value).tolist() for name, value in MAZUR.items()}
    flags = (*MAZUR_FLAGS, "--weights", written(tmp_path / "w.json", turned), "--csv", examples)
    check_mazur(stepped(capsys, *flags, "--rows"))
    assert stepped(capsys, *flags)["J"] != pytest.approx(0.298371109, abs=1e-6)


@pytest.mark.parametrize(
    "names", [("W1", "b1", "W2", "b2"), ("fc1.weight", "fc1.bias", "fc2.weight", "fc2.bias")]
)
def test_arrays_of_numpy_and_pytorch(
    capsys: Any, tmp_path: Path, examples: str, names: tuple[str, ...]
) -> None:
    arrays = [np.broadcast_to(v, (2,)) if np.ndim(v) < 2 else np.array(v) for v in MAZUR.values()]
    np.savez(tmp_path / "w.npz", **dict(zip(names, arrays, strict=True)))
    weights = str(tmp_path / "w.npz")
    check_mazur(stepped(capsys, *MAZUR_FLAGS, "--weights", weights, "--csv", examples))


def test_the_xor_network_of_goodfellow(capsys: Any, tmp_path: Path) -> None:
    flags = ("--layers", "2,2,1", "--output", "linear", "--loss", "mse", "--dataset", "xor")
    values = stepped(capsys, *flags, "--weights", written(tmp_path / "w.json", XOR))
    assert values["J"] == 0
    assert sorted(values["A[2]"].ravel().tolist()) == [0, 0, 1, 1]


def test_training_starts_from_the_given_weights(capsys: Any, tmp_path: Path) -> None:
    flags = ("--dataset", "xor", "--hidden", "2", "--output", "linear", "--loss", "mse")
    weights = written(tmp_path / "w.json", XOR)
    assert main(["train", *flags, "--epochs", "1", "--json", "--weights", weights]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["loss"] == 0


def test_either_orientation_is_told_by_its_shape(capsys: Any, tmp_path: Path) -> None:
    W = np.arange(12).reshape(4, 3) / 10
    flags = ("--layers", "3,4,1", "--weights")
    values = [
        stepped(capsys, *flags, written(tmp_path / "w.json", {"W1": W1, "W2": [[1, 2, 3, 4]]}))
        for W1 in (W.tolist(), W.T.tolist())
    ]
    assert np.array_equal(values[0]["Z[1]"], values[1]["Z[1]"])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"W1": [[1, 2, 3]]}, "W1 is 1 x 3, but has to be 2 x 2"),
        ({"b2": [1, 2, 3]}, "b2 is 3, but has to be 1 x 1"),
        ({"W3": [[1]]}, "no W3; it has W1, b1, W2, b2"),
        ({"W1": [[1, 2], [3]]}, "W1: its rows differ in length"),
        ({"W1": [["a", 2], [3, 4]]}, "W1: only numbers are weights"),
        ({"W1": [[float("nan"), 2], [3, 4]]}, "W1: not all of its numbers are finite"),
        ({"weights": 3}, "'weights' is no name of weights"),
    ],
)
def test_what_does_not_fit_is_told(
    capsys: Any, tmp_path: Path, change: dict[str, Any], words: str
) -> None:
    weights = written(tmp_path / "w.json", XOR | change)
    assert main(["step", "--layers", "2,2,1", "--weights", weights]) == 2
    assert words in capsys.readouterr().err


@pytest.mark.parametrize("content", ["", "[1]", "{}", '{"W1": [[1, 1], [1, 1]]}'])
@pytest.mark.parametrize("name", ["w.json", "w.npz"])
def test_a_file_without_the_weights_is_refused(
    capsys: Any, tmp_path: Path, name: str, content: str
) -> None:
    (tmp_path / name).write_text(content)
    for command in (["step", "--layers", "2,2,1"], ["train", "--dataset", "xor", "--hidden", "2"]):
        assert main([*command, "--weights", str(tmp_path / name)]) == 2
        assert capsys.readouterr().err.startswith("weights: ")


def test_a_missing_file_is_told(capsys: Any, tmp_path: Path) -> None:
    assert main(["step", "--layers", "2,2,1", "--weights", str(tmp_path / "none.json")]) == 2
    assert "No such file" in capsys.readouterr().err


def test_the_stepper_walks_the_network_of_mazur(
    tmp_path: Path, examples: str, open_terminal: Any
) -> None:
    weights = written(tmp_path / "w.json", MAZUR)
    words = [*MAZUR_FLAGS, "--weights", weights, "--csv", examples]
    terminal = open_terminal([sys.executable, "-m", "tutor", "stepper", *words])
    terminal.wait_for("network 2 – 2 – 2")
    for _ in range(5):
        terminal.press("l")
    terminal.wait_for("J = 0.2984")
    terminal.press("q")
    assert terminal.wait_for_exit() == 0


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        (("--layers", "2,3,2"), "W1 is 2 x 2, but has to be 3 x 2"),
        (("--graph", "a*b"), "goes with --layers"),
    ],
)
def test_the_stepper_tells_what_does_not_fit(
    tmp_path: Path, open_terminal: Any, flags: tuple[str, ...], words: str
) -> None:
    weights = written(tmp_path / "w.json", MAZUR)
    command = [sys.executable, "-m", "tutor", "stepper", *flags, "--weights", weights]
    terminal = open_terminal(command)
    terminal.wait_for(words)
    assert terminal.wait_for_exit() == 2
