"""What lesson 6-3 says of sizes, of work, and of what each step was worth on the odd digits."""

import numpy as np
import pytest
from lesson_runs import ended, parts_of, text_of

from engine import Conv2D
from engine.experiment import Experiment

LESSON = "6-3-a-small-cnn"
(TABLE,) = parts_of(LESSON, "sweep")
STEPS = {name: {**TABLE.changed_settings(), **setup} for name, setup in TABLE.setups.items()}
WITH_FILTERS = "16 and 16 filters, 32 units"


def told() -> dict[str, tuple[float, ...]]:
    """The rows of the story's last table: parameters, and three shares in per cent."""
    rows = [line.strip("|").split("|") for line in text_of(LESSON).splitlines() if "(unit" in line]
    return {
        name.split(" (unit")[0].strip(): tuple(
            float(cell.replace("%", "").replace(" ", "")) for cell in cells
        )
        for name, *cells in rows
    }


def found(settings: dict[str, object], seeds: range) -> tuple[int, np.ndarray]:
    """The parameters, and the mean shares of training digits, new ones, and new ones moved."""
    shares = []
    for seed in seeds:
        run, last = ended({**settings, "seed": seed})
        images = run.validation_set.X.reshape(1, 8, 8, -1)
        moved = np.zeros_like(images)
        moved[:, :, 1:] = images[:, :, :-1]
        if "conv" not in settings:
            moved = moved.reshape(64, -1)
        right = (run.network.forward(moved) > 0.5) == run.validation_set.Y
        shares.append((last.accuracy, last.val_accuracy, right.mean()))
    return run.network.parameters.size, 100 * np.mean(shares, axis=0)


def test_the_table_has_a_row_for_each_step():
    assert list(told()) == list(STEPS)


@pytest.mark.parametrize("step", ["one neuron", "16 hidden units"])
def test_the_first_rows_of_the_table(step):
    parameters, shares = found(STEPS[step], range(2))
    assert parameters == told()[step][0]
    assert shares[:2] == pytest.approx(told()[step][1:3], abs=1.5)


@pytest.mark.slow
@pytest.mark.parametrize("step", STEPS)
def test_the_table(step):
    parameters, shares = found(STEPS[step], range(10))
    assert parameters == told()[step][0]
    assert shares[:2] == pytest.approx(told()[step][1:3], abs=0.4)
    assert shares[2] == pytest.approx(told()[step][3], abs=2.5)


@pytest.mark.slow
def test_digits_moved_in_training_are_no_strangers():
    step = {**STEPS[WITH_FILTERS], "augment_shift": 1}
    assert found(step, range(3))[1][2] == pytest.approx(98, abs=1.5)


def test_the_fit_is_the_last_step_of_the_table():
    (options,) = parts_of(LESSON, "fit")
    assert options.changed_settings() == STEPS[WITH_FILTERS]


def seven_layers(**changed):
    settings = {**parts_of(LESSON, "playground")[0].changed_settings(), **changed}
    return Experiment.of(**settings).start().network


def test_the_shapes_and_the_work_of_the_seven_layers():
    cnn = seven_layers(points=2)
    assert cnn.parameters.size == 93_322
    assert [layer.output_shape[-1] for layer in cnn.layers[:5]] == [26, 13, 11, 5, 3]
    assert cnn.layers[5].output_shape == (576,)
    second = [layer for layer in cnn.layers if isinstance(layer, Conv2D)][1]
    assert second.W.size == 18_432
    assert second.W.size * 11 * 11 == pytest.approx(2.2e6, rel=0.02)
    dense = seven_layers(points=2, conv=(), hidden=(128, 64))
    assert dense.parameters.size == 109_386
    assert sum(layer.W.size for layer in dense.layers) == pytest.approx(109_000, rel=0.01)


def test_the_dense_network_on_new_drawings():
    settings = parts_of(LESSON, "playground")[0].changed_settings()
    _, last = ended({**settings, "conv": (), "hidden": (128, 64), "epochs": 10})
    assert last.val_accuracy > 0.9


@pytest.mark.slow
def test_the_seven_layers_on_new_drawings():
    _, last = ended(parts_of(LESSON, "playground")[0].changed_settings())
    assert last.val_accuracy > 0.9
