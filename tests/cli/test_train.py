"""`nn-tutor train`: what reaches standard output, standard error, and the exit code."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from engine import datasets
from engine.experiment import Experiment
from tutor.cli import main


def run(*arguments):
    return main(["train", *arguments])


def lines(capsys):
    out, error = capsys.readouterr()
    assert error == ""
    return [json.loads(line) for line in out.splitlines()]


def test_one_json_line_an_epoch_and_the_figures_at_the_end(capsys):
    assert run("--epochs", "3", "--json") == 0
    records = lines(capsys)
    assert [r["epoch"] for r in records] == [1, 2, 3]
    assert [r["final"] for r in records] == [False, False, True]
    assert {"accuracy", "macro_f1", "top2", "ece", "loss", "seconds"} <= records[-1].keys()
    assert not any(name.startswith("val_") for name in records[-1])


def test_the_same_run_as_in_python(capsys):
    flags = "--dataset moons --hidden 8,4 --activation tanh --optimizer adam --lr 0.02 --seed 5"
    assert run(*flags.split(), "--batch-size", "16", "--epochs", "4", "--json") == 0
    from engine import Dense, Network
    from engine.training import TrainingConfig
    from engine.training import train as train_in_python

    layers = [Dense(8, "tanh"), Dense(4, "tanh"), Dense(1, "sigmoid")]
    network = Network(layers, n_inputs=2, loss="binary_crossentropy", seed=5)
    config = TrainingConfig(epochs=4, batch_size=16, optimizer="adam", learning_rate=0.02, seed=5)
    losses = [s.loss for s in train_in_python(network, datasets.moons(), config)]
    assert [record["loss"] for record in lines(capsys)] == losses


XOR = ("--dataset", "xor", "--hidden", "4", "--seed", "3", "--lr", "0.5")


def test_what_is_wrong_is_told_after_the_figures(capsys):
    assert run(*XOR) == 0
    told = " ".join(capsys.readouterr().out.partition("◐")[2].split())
    assert told.startswith("2 of 4 ReLUs in layer 1 are dead") and "leaky_relu" in told
    assert run(*XOR, "--activation", "tanh", "--epochs", "400") == 0
    assert "◐" not in capsys.readouterr().out


def test_what_is_wrong_is_in_the_last_line_and_where_it_was_first_seen(capsys):
    assert run(*XOR, "--json") == 0
    *before, last = lines(capsys)
    assert [found["symptom"] for found in last["findings"]] == ["dead"]
    assert {"what", "look", "help"} < last["findings"][0].keys()
    assert 0 < sum("findings" in record for record in before) < 10
    assert run("--dataset", "moons", "--json") == 0
    assert lines(capsys)[-1]["findings"] == []


def test_further_seeds_have_a_line_each_and_their_spread_in_the_last(capsys):
    assert run("--dataset", "moons", "--epochs", "3", "--seed", "4", "--seeds", "3", "--json") == 0
    *epochs, last = lines(capsys)
    seeds = [record for record in epochs if "seed" in record]
    assert sorted(record["seed"] for record in seeds) == [4, 5, 6]
    assert last["final"] and last["seeds"]["count"] == 3
    found = [record["accuracy"] for record in seeds]
    assert last["seeds"]["accuracy"]["mean"] == pytest.approx(sum(found) / 3)
    assert next(s for s in seeds if s["seed"] == 4)["loss"] == last["loss"]


def test_further_seeds_are_told_of_in_a_sentence(capsys):
    assert run("--dataset", "moons", "--epochs", "3", "--seeds", "2") == 0
    assert "2 seeds: accuracy" in capsys.readouterr().out


def test_further_seeds_of_standard_input_are_refused(capsys):
    assert run("--csv", "-", "--seeds", "2") == 2
    assert "needs a file" in capsys.readouterr().err


def test_validation_figures(capsys):
    assert run("--epochs", "2", "--validation-split", "0.25", "--json") == 0
    records = lines(capsys)
    assert "val_loss" in records[0]
    assert {"val_accuracy", "val_macro_f1", "val_top2", "val_ece"} <= records[-1].keys()


def test_a_regression_has_no_accuracy_but_errors_in_its_unit(capsys):
    assert run("--dataset", "noisy_curve", "--epochs", "2", "--json") == 0
    last = lines(capsys)[-1]
    assert "accuracy" not in last and "auc" not in last
    assert last["rmse"] ** 2 == pytest.approx(last["loss"]) and last["mae"] <= last["rmse"]
    assert last["r2"] < 1


def test_a_diverged_run_fails_and_says_where(capsys):
    assert run("--dataset", "noisy_curve", "--lr", "1000", "--json") == 1
    out, error = capsys.readouterr()
    last = json.loads(out.splitlines()[-1])
    assert last["final"] is True
    assert last["diverged"]["step"] >= 1
    assert error.strip() == last["diverged"]["message"]


@pytest.mark.parametrize(
    "flags",
    [
        "--optimizer momentum --momentum 0.8 --nesterov --averaged --weight-decay 0.01",
        "--optimizer rmsprop --rho 0.8 --epsilon 1e-6 --clip-norm 1",
        "--optimizer adam --beta1 0.8 --beta2 0.9 --dtype float32",
        "--schedule step --decay-every 1 --decay-drop 0.5 --warmup 1",
        "--schedule exponential --decay-rate 0.9",
        "--schedule cosine --decay-end 0.1",
        "--hidden none --l1 0.01 --l2 0.01 --no-bias --initializer xavier",
        "--dropout 0.2 --early-stopping 2 --min-delta 0.1 --standardise",
        "--dataset parity --bits 3",
        "--batch-norm --dropout 0.1",
        "--dataset checkerboard --cells 2 --points 20 --noise 0.1 --data-seed 4",
        "--dataset blobs --classes 5 --output sigmoid --loss mse",
        "--dataset xor --output softmax",
        "--dataset digits --conv 2,3 --kernel-size 2 --padding 1 --pool 2 --batch-size 600",
        "--dataset digits --conv 2 --stride 3 --pool 1 --augment-shift 1 --batch-size 600",
    ],
)
def test_flags_reach_the_engine(capsys, flags):
    assert run(*flags.split(), "--epochs", "3", "--json") == 0
    assert np.isfinite(lines(capsys)[-1]["loss"])


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        ("--dataset sprial", "did you mean 'spiral'"),
        ("--activation rellu", "did you mean 'relu'"),
        ("--optimizer adm", "did you mean 'adam'"),
        ("--loss mes", "did you mean 'mse'"),
        ("--initializer hee", "did you mean 'he'"),
        ("--schedule cosin", "did you mean 'cosine'"),
        ("--dtype float46", "did you mean 'float64'"),
        ("--beta1 0.5", "the optimizer sgd has no beta1"),
        ("--schedule step --decay-end 0.5", "the schedule step has no decay_end"),
        ("--dataset xor --noise 1", "has no option 'noise'"),
        ("--csv a.csv --dataset xor", "not both"),
        ("--label a", "--label goes with --csv"),
        ("--csv nowhere.csv", "nowhere.csv: No such file"),
        ("--validation-split 1", "validation_split: 1 is too much, the limit is 0.9"),
        ("--dataset xor --validation-split 0.9", "nothing would be left to learn from"),
        ("--dataset xor --validation-split 0.1", "nothing would be held out: take from 0.25"),
        ("--conv 4", "spiral holds no images"),
        ("--dataset digits --conv 4,4,4", "pool: convolution 2 gets images of 3 x 3"),
        ("--dataset digits --conv 4 --kernel-size 7 --pool 4", "leaves images of 2 x 2"),
        (
            "--dataset digits --conv 4 --padding 1000000",
            "1,000,000 is too much, the limit is 8",
        ),
        ("--augment-noise 1", "augment_noise: it changes images"),
        ("--points 20000000", "points: 20,000,000 is too much, the limit is 20,000: more"),
        ("--lr 1e9", "learning_rate: 1,000,000,000 is too much, the limit is 1,000: no step"),
        ("--hidden 10000", "hidden: 10,000 units are too many, the limit is 1,000: two layers"),
        ("--hidden 1,1,1,1,1,1,1,1,1,1,1", "hidden: more than 10 hidden layers"),
        ("--hidden 1000,1000,1000,1000,1000,1000", "parameters are too many, the limit is 4,0"),
        ("--points 20000 --hidden 1000,1000,1000 --batch-size 10000", "take batches of 6,"),
    ],
)
def test_what_does_not_fit_is_a_usage_error(capsys, flags, words):
    assert run(*flags.split()) == 2
    out, error = capsys.readouterr()
    assert out == ""
    assert words in error


@pytest.mark.parametrize(
    "flags",
    ["--lr 0", "--lr -1", "--lr nan", "--epochs 0", "--epochs x", "--dropout 2", "--hidden 3,x"],
)
def test_numbers_out_of_range_are_usage_errors(capsys, flags):
    assert run(*flags.split()) == 2
    assert flags.split()[0] in capsys.readouterr().err


def test_a_table_of_the_users(capsys, tmp_path):
    path = tmp_path / "points.csv"
    rows = [f"{x},{y},{'up' if y > x else 'down'}" for x in range(5) for y in range(5) if x != y]
    path.write_text("\n".join(["x,y,side", *rows]))
    flags = ["--csv", str(path), "--label", "side", "--standardise", "--hidden", "4", "--json"]
    assert run(*flags, "--optimizer", "adam") == 0
    assert lines(capsys)[-1]["accuracy"] == 1.0


def test_a_fault_in_the_table_is_named_by_line(capsys, tmp_path):
    path = tmp_path / "points.csv"
    path.write_text("x,y\n1,2\nred,4\n")
    assert run("--csv", str(path)) == 2
    assert "points.csv:3: 'red' is not a number" in capsys.readouterr().err


TITANIC = Path(__file__).parent.parent / "engine" / "tables" / "titanic.csv"


def test_what_was_read_of_a_table_is_the_first_line(capsys):
    flags = ["--csv", str(TITANIC), "--label", "Survived", "--missing", "median", "--standardise"]
    assert run(*flags, "--drop", "Fare", "--epochs", "2", "--json") == 0
    first, *snapshots = lines(capsys)
    told = first["data"]
    assert told["rows"] == 60 and told["used"] == 59 and told["label"] == "Survived"
    assert told["target"] == "classes" and sum(told["classes"].values()) == 59
    assert {"name": "Fare", "kind": "number"} not in told["inputs"]
    assert {"column": "Fare", "why": "dropped, as asked for"} in told["left_out"]
    assert [s["epoch"] for s in snapshots] == [1, 2]


def test_what_was_read_of_a_table_is_told_above_the_chart(capsys):
    flags = ["--csv", str(TITANIC), "--label", "Survived", "--inputs", "Sex,Fare"]
    assert run(*flags, "--epochs", "2") == 0
    out = capsys.readouterr().out
    assert out.startswith("titanic.csv: 60 rows, all used") and "one input each" in out


def test_house_prices_are_learned_with_their_label_scaled(capsys):
    houses = ["--csv", str(TITANIC.with_name("excel_german.csv")), "--epochs", "200", "--json"]
    assert run(*houses, "--standardise", "--hidden", "4") == 0
    first, *_, last = lines(capsys)
    assert first["data"]["scaled"] == {"inputs": True, "label": True}
    spread = datasets.load_csv(TITANIC.with_name("excel_german.csv")).Y.std()
    assert last["rmse"] == pytest.approx(spread * last["loss"] ** 0.5)
    assert last["loss"] < 0.1 and last["r2"] == pytest.approx(1 - last["loss"])


def test_the_label_is_scaled_by_the_training_part_alone():
    path = str(TITANIC.with_name("excel_german.csv"))
    experiment = Experiment.of(csv=path, standardise=True, validation_split=0.4)
    training, held_out = experiment.sets()
    assert training.Y.mean() == pytest.approx(0) and training.Y.std() == pytest.approx(1)
    assert abs(held_out.Y.mean()) > 1e-3


def test_missing_cells_are_refused_with_the_flags_that_go_on(capsys):
    assert run("--csv", str(TITANIC), "--label", "Survived") == 2
    error = capsys.readouterr().err
    assert "Age: 7 missing" in error and "--missing drop" in error and "--drop COLUMN" in error


@pytest.mark.parametrize(
    ("settings", "complaint"),
    [
        ({"points": "many"}, "points: 'many' is not a number"),
        ({"hidden": 8}, "hidden: 8 is not a list of which each is a whole number or a word"),
        ({"bias": "no"}, "bias: 'no' is not true or false"),
        ({"csv": 3}, "csv: 3 is not a word"),
        ({"dataset": None}, "dataset: None is not a word"),
        ({"dataset": ["spiral"]}, "dataset: ('spiral',) is not a word"),
        ({"learning_rate": "0.1"}, "learning_rate: '0.1' is not a number"),
        ({"dataset": "digits", "conv": 8}, "conv: 8 is not a list"),
        ({"stride": "x"}, "stride: 'x' is no size"),
        ({"optimizer": "adam", "epsilon": "x"}, "epsilon: 'x' is not a number"),
        ({"batch_size": 1e3}, "batch_size: 1000.0 is not a whole number"),
        ({"validation_split": True}, "is not a number"),
        ({"sunny": 1}, "unknown setting 'sunny'"),
    ],
)
def test_a_file_of_settings_with_a_wrong_value(capsys, tmp_path, settings, complaint):
    path = tmp_path / "run.json"
    path.write_text(json.dumps(settings))
    assert run("--config", str(path)) == 2
    assert complaint in capsys.readouterr().err


def test_a_chart_and_figures_as_text(capsys):
    assert run("--epochs", "20", "--validation-split", "0.2") == 0
    out, error = capsys.readouterr()
    assert error == ""
    assert "\x1b" not in out
    assert "epoch" in out and "validation" in out
    assert "accuracy" in out and "macro F1" in out


def test_an_interrupt_ends_the_run_with_its_final_line():
    command = [sys.executable, "-m", "tutor", "train", "--epochs", "1000000", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        first = process.stdout.readline()
        os.kill(process.pid, signal.SIGINT)
        out, error = process.communicate()
    assert json.loads(first)["final"] is False
    assert json.loads(out.splitlines()[-1])["final"] is True
    assert error == b""
    assert process.returncode == 130


def test_the_trained_network_as_a_pytorch_program(capsys, tmp_path):
    path = tmp_path / "model.py"
    assert run("--epochs", "2", "--hidden", "3", "--export", str(path), "--json") == 0
    text = path.read_text()
    compile(text, "model.py", "exec")
    assert "nn.Linear(2, 3)" in text and "torch.optim.SGD" in text
    assert run("--epochs", "1", "--export", str(tmp_path), "--json") == 1
    assert "directory" in capsys.readouterr().err
    assert run("--export", str(tmp_path / "nowhere" / "model.py"), "--json") == 2
    out, error = capsys.readouterr()
    assert not out and "no such folder" in error, "said before the training, not after it"
