import numpy as np

from engine.activations import LeakyReLU


def cases(random):
    z = np.array([-3.0, -0.5, 0.0, 0.5, 3.0])
    yield {"title": "a slope of 2", "shown": True, "inputs": {"Z": z, "slope": 2.0}}
    yield {"title": "a slope of 0.01", "inputs": {"Z": z, "slope": 0.01}}
    for shape, slope in ((3, 4), 1.5), ((1, 1), 5.0), ((2, 1), 0.2), ((1, 6), -0.5), ((5,), 1.0):
        Z = random.normal(size=shape)
        yield {"title": f"shape {shape}, slope {slope}", "inputs": {"Z": Z, "slope": slope}}


def expected(Z, slope):
    leaky = LeakyReLU()
    leaky.slope = slope
    derivative = np.empty_like(Z)
    leaky.derivative(Z, Z, derivative)
    return Z * derivative
