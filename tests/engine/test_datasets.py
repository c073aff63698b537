"""The data sets that are made: shapes, classes, seeds, and the formulas they follow."""

import numpy as np
import pytest

from engine import datasets
from engine.datasets.preparation import Preparation
from engine.experiment import Experiment


@pytest.mark.parametrize("name", datasets.DATASETS)
def test_every_data_set_has_examples_on_the_last_axis(name):
    data = datasets.load(name)
    assert data.name == name
    assert data.X.shape == (len(data.feature_names), data.m)
    assert data.Y.shape[1] == data.m
    assert data.X.dtype == data.Y.dtype == np.float64
    assert np.isfinite(data.X).all()
    classes = len(data.class_names)
    assert len(data.Y) == (classes if classes > 2 else 1)
    if classes > 2:
        assert (data.Y.sum(axis=0) == 1).all()
    if classes:
        assert set(np.unique(data.Y)) == {0, 1}


@pytest.mark.parametrize("name", [n for n in datasets.DATASETS if "seed" in datasets.options_of(n)])
def test_a_seed_decides_every_number(name):
    first, again = datasets.load(name, seed=3), datasets.load(name, seed=3)
    other = datasets.load(name, seed=4)
    assert (first.X == again.X).all() and (first.Y == again.Y).all()
    assert (first.X != other.X).any() or (first.Y != other.Y).any()


def test_truth_tables():
    assert datasets.and_().X.tolist() == [[0, 0, 1, 1], [0, 1, 0, 1]]
    assert datasets.and_().Y.tolist() == [[0, 0, 0, 1]]
    assert datasets.or_().Y.tolist() == [[0, 1, 1, 1]]
    assert datasets.xor().Y.tolist() == [[0, 1, 1, 0]]
    assert datasets.parity(bits=3).Y.tolist() == [[0, 1, 1, 0, 1, 0, 0, 1]]


def test_the_spiral_follows_its_formula():
    data = datasets.spiral(points_per_class=50, seed=7)
    rng = np.random.default_rng(7)
    for j in range(3):
        r = np.linspace(0, 1, 50)
        t = np.linspace(4 * j, 4 * j + 4, 50) + rng.normal(0, 0.2, 50)
        arm = slice(50 * j, 50 * j + 50)
        assert np.allclose(data.X[:, arm], [r * np.sin(t), r * np.cos(t)], rtol=0, atol=1e-15)
        assert (data.Y[j, arm] == 1).all()
    assert datasets.spiral(seed=0).X.shape == (2, 900)


def test_line_blobs_stand_four_deviations_apart():
    data = datasets.line_blobs(points_per_class=20_000, seed=1)
    means = [data.X[:, data.Y[j] == 1].mean(axis=1) for j in range(3)]
    deviation = data.X[:, data.Y[0] == 1].std(axis=1)
    assert means[1][0] - means[0][0] == pytest.approx(4 * deviation[0], rel=0.02)
    assert np.array(means)[:, 1] == pytest.approx([0, 0, 0], abs=0.01)
    nearest = np.abs(data.X[0] - np.array([[-1], [0], [1]])).argmin(axis=0)
    assert (nearest == data.Y.argmax(axis=0)).mean() == pytest.approx(0.970, abs=0.003)


def test_shapes_of_the_planar_classes():
    circle = datasets.circles(noise=0.0)
    assert np.hypot(*circle.X) == pytest.approx(np.where(circle.Y[0] == 1, 1.0, 0.5))
    board = datasets.checkerboard(cells=3, points_per_class=100)
    squares = np.floor((board.X + 1) * 1.5).astype(int)
    assert (squares.sum(axis=0) % 2 == board.Y[0]).all()
    assert np.abs(board.X).max() <= 1
    moon = datasets.moons(noise=0.0, points_per_class=5)
    assert moon.X[:, 0] == pytest.approx([1, 0])
    assert moon.X[:, 5] == pytest.approx([0, 0.5])


def test_a_curve_is_a_regression():
    data = datasets.noisy_curve(noise=0.0, points=5)
    assert data.class_names == ()
    assert data.Y[0] == pytest.approx([-0.5, -1.25, 0, 1.25, 0.5])


def test_digits_are_the_real_ones():
    data = datasets.digits()
    assert data.X.shape == (64, 1797)
    assert data.X.min() == 0 and data.X.max() == 1
    # The counts of each digit as the archive states them.
    assert data.Y.sum(axis=1).tolist() == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]
    zero = data.X[:, 0].reshape(8, 8) * 16
    assert zero[0].tolist() == [0, 0, 5, 13, 9, 1, 0, 0]
    assert data.Y[:, 0].argmax() == 0


def test_odd_digits_ask_one_question_of_the_same_images():
    tens, odd = datasets.digits(), datasets.odd_digits()
    assert (odd.X == tens.X).all()
    assert odd.Y.shape == (1, 1797)
    assert (odd.Y[0] == tens.Y.argmax(axis=0) % 2).all()
    assert odd.class_names == ("even", "odd")


def test_names_are_forgiving_and_suggest():
    assert datasets.load("line-blobs").name == "line_blobs"
    with pytest.raises(ValueError, match="did you mean 'spiral'"):
        datasets.load("sprial")
    with pytest.raises(ValueError, match="moons has no option 'bits'; it takes points"):
        datasets.load("moons", bits=3)
    with pytest.raises(ValueError, match="xor has no option 'noise'; it takes no options"):
        datasets.load("xor", noise=1)


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("parity", {"bits": 0}),
        ("parity", {"bits": 40}),
        ("blobs", {"classes": 1}),
        ("spiral", {"points_per_class": 0}),
        ("checkerboard", {"cells": 1}),
        ("noisy_curve", {"points": 0}),
        ("noisy_curve", {"noise": -1}),
        ("spiral", {"noise": -0.1}),
        ("checkerboard", {"noise": -0.1}),
    ],
)
def test_impossible_sizes_are_refused(name, options):
    with pytest.raises(ValueError, match=name.split("_")[0]):
        datasets.load(name, **options)


def test_spread_takes_from_every_class():
    data = datasets.spiral(points_per_class=100).spread(6)
    assert data.Y.sum(axis=1).tolist() == [2, 2, 2]
    assert datasets.xor().spread(10).m == 4


def test_standardised_by_the_figures_of_the_training_set():
    data = datasets.blobs(seed=2)
    train, rest = data.subset(np.arange(0, 300, 2)), data.subset(np.arange(1, 300, 2))
    prepare = Preparation.of(train, standardise=True)
    scaled = prepare(train)
    assert scaled.X.mean(axis=1) == pytest.approx([0, 0], abs=1e-12)
    assert scaled.X.std(axis=1) == pytest.approx([1, 1])
    mean, deviation = train.X.mean(axis=1), train.X.std(axis=1)
    expected = (rest.X - mean[:, None]) / deviation[:, None]
    assert pytest.approx(expected) == prepare(rest).X


def test_a_constant_feature_standardises_to_zero():
    data = datasets.xor().subset(np.array([0, 1]))
    assert Preparation.of(data, standardise=True)(data).X[0].tolist() == [0, 0]


def test_features_are_made_of_the_two_inputs():
    data = datasets.circles()
    prepare = Preparation.of(data, ("x1*x2", "sin(x2)", "x1^2"))
    made = prepare(data)
    x1, x2 = data.X
    assert np.array_equal(made.X, np.stack([x1 * x2, np.sin(x2), x1**2]))
    assert made.feature_names == ("x1*x2", "sin(x2)", "x1^2")
    with pytest.raises(ValueError, match="did you mean 'x1\\^2'"):
        Preparation.of(data, ("x1^3",))
    with pytest.raises(ValueError, match="two inputs, and digits has 64"):
        Preparation.of(datasets.digits(), ("x1",))


def test_squares_let_one_neuron_tell_circles_apart():
    settings = {"dataset": "circles", "hidden": (), "epochs": 200, "learning_rate": 3.0}
    *_, plain = Experiment.of(**settings).start()
    *_, squared = Experiment.of(**settings, features=("x1^2", "x2^2")).start()
    assert plain.accuracy < 0.7 < 0.95 < squared.accuracy


def test_a_hidden_layer_says_in_what_it_differs():
    words = ("16 tanh", "8 batch_norm dropout 0.2", 4)
    layers = Experiment.of(hidden=words, epochs=1).start().network.layers
    kinds = [type(layer).__name__ for layer in layers]
    assert kinds == ["Dense", "Dense", "BatchNorm", "Dropout", "Dense", "Dense"]
    assert [layer.activation.name for layer in layers if hasattr(layer, "activation")] == [
        "tanh", "linear", "relu", "relu", "softmax"
    ]  # fmt: skip
    for wrong in ("tanh", "8 sunny", "8 dropout 2", "0"):
        with pytest.raises(ValueError, match=r"hidden layer|dropout"):
            Experiment.of(hidden=(wrong,)).start()


def test_drawn_digits_are_pictures_that_a_network_tells_apart():
    data = datasets.drawn_digits(points_per_class=30, seed=1)
    assert data.image_shape == (1, 28, 28) and data.X.shape == (784, 300)
    assert 0 <= data.X.min() < data.X.max() <= 1
    pictures = data.X.T
    apart = np.linalg.norm(pictures[:30, None] - pictures[None, :30], axis=-1)
    assert apart[np.triu_indices(30, 1)].min() > 1  # no two zeros are alike
    learned = Experiment.of(
        dataset="drawn_digits", points=30, hidden=(), epochs=30, validation_split=0.3
    ).start()
    *_, last = learned
    assert last.val_accuracy > 0.6


def test_a_convolution_says_how_it_is_pooled():
    experiment = Experiment.of(
        dataset="drawn_digits",
        points=2,
        conv=(32, 64, "64 pool 1"),
        hidden=("64 dropout 0.5",),
    )
    network = experiment.start().network
    assert network.parameters.size == 93_322
    with pytest.raises(ValueError, match="a convolution is written as 64"):
        Experiment.of(dataset="digits", conv=("64 pool",)).start()
    with pytest.raises(ValueError, match="pooling of 9 x 9 does not fit"):
        Experiment.of(dataset="digits", conv=("4 pool 9",)).start()
