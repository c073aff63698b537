"""Each derivation's lines, computed one after another, end at the gradients that the engine has."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine import Dense, Network
from engine.formula import parse
from tutor.course.index import shipped_course
from tutor.exercises.loading import find
from tutor.formulas.arrays import value_of


def line(name: str, number: int, **known: Any) -> Any:
    """Return the value of a line's answer, counted from 1, with what is known."""
    exercise = find(shipped_course(), name)
    assert exercise.derivation is not None
    tree = parse(exercise.derivation.steps[number - 1].answer)
    return value_of(tree, {name: np.asarray(value) for name, value in known.items()})


def slope(function: Any, at: float) -> float:
    """Return the slope by central differences."""
    return float((function(at + 1e-6) - function(at - 1e-6)) / 2e-6)


def test_one_neuron() -> None:
    x, w, b, y = 1.7, 0.4, -0.3, 1.0

    def loss(a: float) -> float:
        return float(-(y * np.log(a) + (1 - y) * np.log(1 - a)))

    def answer(z: float) -> float:
        return float(1 / (1 + np.exp(-z)))

    z = w * x + b
    a = answer(z)
    da = line("derive-dz", 1, a=a, y=y)
    assert np.isclose(da, slope(loss, a))
    assert np.isclose(line("derive-dz", 2, a=a), slope(answer, z))
    dz = line("derive-dz", 3, da=da, a=a)
    assert np.isclose(dz, slope(lambda z: loss(answer(z)), z))
    assert np.isclose(dz, line("derive-dz", 4, a=a, y=y))
    assert np.isclose(dz, line("derive-dz", 5, a=a, y=y))
    dw = line("derive-dz", 6, x=x, a=a, y=y)
    assert np.isclose(dw, slope(lambda w: loss(answer(w * x + b)), w))


def test_six_gradients() -> None:
    random = np.random.default_rng(3)
    X, Y = random.normal(size=(3, 5)), random.integers(0, 2, (2, 5)).astype(float)
    layers = [Dense(4, activation="tanh"), Dense(2, activation="sigmoid")]
    network = Network(layers, n_inputs=3, loss="binary_crossentropy", seed=1)
    network.forward(X)
    network.backward(Y)
    first, second = network.layers
    known = {"X": X, "Y": Y, "A1": first.A, "A2": second.A, "W2": second.W, "m": 5.0}
    for number, name in enumerate(("dZ2", "dW2", "db2", "dA1", "dZ1", "dW1", "db1"), start=1):
        known[name] = line("derive-six-gradients", number, **known)
    for layer, number in ((first, 1), (second, 2)):
        assert np.allclose(known[f"dW{number}"], layer.dW)
        assert np.allclose(known[f"db{number}"], layer.db)


def test_softmax() -> None:
    z, y = np.array([0.3, -1.2, 0.8]), np.array([0.0, 1.0, 0.0])
    p = np.exp(z) / np.exp(z).sum()

    def moved(i: int, by: float) -> Any:
        turned = z.copy()
        turned[i] = by
        return np.exp(turned) / np.exp(turned).sum()

    for i in range(3):
        others = [j for j in range(3) if j != i]
        own = line("derive-softmax", 2, p=p[i])
        assert np.isclose(own, slope(lambda by, i=i: moved(i, by)[i], z[i]))
        roads = line("derive-softmax", 1, y=y[i], p=p[i]) * own
        for j in others:
            cross = line("derive-softmax", 3, p=p[i], q=p[j])
            assert np.isclose(cross, slope(lambda by, i=i, j=j: moved(i, by)[j], z[i]))
            roads += line("derive-softmax", 1, y=y[j], p=p[j]) * cross
        gathered = line("derive-softmax", 4, y=y[i], p=p[i], r=y[others].sum())
        assert np.isclose(roads, gathered)
        assert np.isclose(roads, line("derive-softmax", 5, y=y[i], p=p[i]))


def test_squared_error() -> None:
    yhat, y, w, a, b = 1.3, 0.4, 0.7, 1.1, 0.53
    assert np.isclose(
        line("derive-squared-error", 1, yhat=yhat, y=y), slope(lambda u: (u - y) ** 2, yhat)
    )
    dw = line("derive-squared-error", 2, yhat=w * a + b, y=y, a=a)
    assert np.isclose(dw, slope(lambda w: (w * a + b - y) ** 2, w))
    da = line("derive-squared-error", 3, yhat=w * a + b, y=y, w=w)
    assert np.isclose(da, slope(lambda a: (w * a + b - y) ** 2, a))
    random = np.random.default_rng(5)
    X, Y = random.normal(size=(3, 4)), random.normal(size=(2, 4))
    network = Network([Dense(2, activation="linear")], n_inputs=3, loss="mse", seed=1)
    network.forward(X)
    network.backward(Y)
    layer = network.layers[0]
    dZ = line("derive-squared-error", 4, Yhat=layer.A, Y=Y)
    assert np.allclose(line("derive-squared-error", 5, dZ=dZ, A=X, m=4.0), layer.dW)


def test_tanh_and_relu() -> None:
    name = "derive-tanh-and-relu"
    for z in (-1.4, 0.3, 2.0):
        a, s = np.tanh(z), 1 / (1 + np.exp(-2 * z))
        assert np.isclose(line(name, 1, z=z), a)
        assert np.isclose(line(name, 2, s=s), slope(np.tanh, z))
        assert np.isclose(line(name, 3, a=a), slope(np.tanh, z))
    Z = np.random.default_rng(2).normal(size=(3, 4))
    ones = np.ones((3, 4))
    assert np.allclose(line(name, 4, dA=ones, A=np.tanh(Z)), 1 - np.tanh(Z) ** 2)
    assert np.allclose(line(name, 5, dA=ones, Z=Z), Z > 0)


def test_any_layer_in_both_conventions() -> None:
    random = np.random.default_rng(4)
    X, Y = random.normal(size=(3, 6)), random.normal(size=(2, 6))
    layers = [Dense(4, activation="tanh"), Dense(2, activation="linear")]
    network = Network(layers, n_inputs=3, loss="mse", seed=1)
    network.forward(X)
    network.backward(Y)
    first, second = network.layers
    name = "derive-layer-l"
    dA = line(name, 4, W=second.W, dZ=second.dZ)
    assert np.allclose(dA, first.dA)
    dZ = line(name, 1, dA=dA, G=1 - first.A**2)
    dW = line(name, 2, dZ=dZ, A_prev=X, m=6.0)
    assert np.allclose(dW, first.dW)
    assert np.allclose(line(name, 3, dZ=dZ, m=6.0), first.db)
    assert np.allclose(line(name, 5, dZ=dZ.T, A_prev=X.T, m=6.0), dW.T)


def test_l2() -> None:
    random = np.random.default_rng(4)
    X, Y = random.normal(size=(3, 6)), random.normal(size=(2, 6))
    network = Network([Dense(2, activation="linear", l2=0.3)], n_inputs=3, loss="mse", seed=1)
    network.forward(X)
    network.backward(Y)
    layer = network.layers[0]
    assert np.allclose(line("derive-l2", 2, dZ=layer.dZ, A=X, W=layer.W, lam=0.3, m=6.0), layer.dW)
    assert np.isclose(line("derive-l2", 1, lam=0.3, w=1.7), slope(lambda w: 0.15 * w * w, 1.7))
    step = line("derive-l2", 3, w=1.7, alpha=0.1, g=0.4, lam=0.3)
    assert np.isclose(step, line("derive-l2", 4, alpha=0.1, lam=0.3) * 1.7 - 0.1 * 0.4)


def test_batch_norm() -> None:
    random = np.random.default_rng(6)
    X, dZ, gamma, beta, m = random.normal(size=(1, 5)), random.normal(size=(1, 5)), 1.4, 0.2, 5

    def cost(X: Any) -> float:
        spread = np.sqrt(X.var() + 1e-5)
        return float((dZ * (gamma * (X - X.mean()) / spread + beta)).sum())

    mu, s = X.mean(), np.sqrt(X.var() + 1e-5)
    name, Xhat = "derive-batch-norm", (X - mu) / s
    dXhat = line(name, 2, gamma=gamma, dZ=dZ)
    dv = line(name, 3, dXhat=dXhat, X=X, mu=mu, s=s)
    dmu = line(name, 4, dXhat=dXhat, s=s)
    dX = line(name, 5, dXhat=dXhat, dv=dv, dmu=dmu, X=X, mu=mu, s=s, m=float(m))
    for i in range(m):
        step = np.zeros((1, m))
        step[0, i] = 1e-6
        assert np.isclose(dX[0, i], (cost(X + step) - cost(X - step)) / 2e-6, atol=1e-6)
    assert np.allclose(dX, line(name, 6, dZ=dZ, Xhat=Xhat, gamma=gamma, s=s))
    dgamma = line(name, 1, dZ=dZ, Xhat=Xhat)
    assert np.isclose(dgamma, (dZ * Xhat).sum())


def test_convolution() -> None:
    x, w, d = np.array([1.0, -2.0, 0.5, 3.0]), np.array([0.7, -1.1]), np.array([0.3, -0.2, 1.5])

    def cost(x: Any, w: Any) -> float:
        return float(sum(d[i] * (w[0] * x[i] + w[1] * x[i + 1]) for i in range(3)))

    known = {f"x{i + 1}": x[i] for i in range(4)} | {f"d{i + 1}": d[i] for i in range(3)}
    name = "derive-convolution"
    assert line(name, 1, **{key: known[key] for key in ("x1", "x2", "x3", "x4")}) == x[1]
    for number, at in ((2, 0), (3, 1)):
        step = np.eye(2)[at] * 1e-6
        numeric = (cost(x, w + step) - cost(x, w - step)) / 2e-6
        assert np.isclose(line(name, number, **known), numeric)
    slopes = {f"d{i + 1}": d[i] for i in range(3)}
    assert np.isclose(line(name, 4, **slopes), d.sum())
    step = np.eye(4)[1] * 1e-6
    numeric = (cost(x + step, w) - cost(x - step, w)) / 2e-6
    assert np.isclose(line(name, 5, **slopes, w1=w[0], w2=w[1]), numeric)
