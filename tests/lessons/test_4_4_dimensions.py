"""The shapes of lesson 4-4, of the engine's own tables."""

import numpy as np

from engine import Dense, Network


def test_gradients_have_the_shape_of_what_they_belong_to():
    layers = [Dense(3, "relu"), Dense(4, "relu"), Dense(1, "sigmoid")]
    network = Network(layers, n_inputs=5, loss="binary_crossentropy", seed=0)
    network.forward(np.ones((5, 10)))
    network.backward(np.ones((1, 10)))
    second = network.layers[1]
    assert second.dW.shape == second.W.shape == (4, 3)
    assert second.db.shape == second.b.shape == (4, 1)
    assert second.dZ.shape == second.Z.shape == (4, 10)
    assert second.dA.shape == second.A.shape == (4, 10)
    assert network.layers[0].dA.shape == network.layers[0].A.shape == (3, 10)
