"""Your factors for step and exponential fall by multiplying with the number of epochs. To be
multiplied by `drop` n times is `drop` to the power n.
"""

import numpy as np


def factors(epoch, epochs, every, drop, rate):
    step = drop * (epoch // every) if epoch >= every else 1.0
    exponential = rate * epoch if epoch else 1.0
    return step, exponential, (1 + np.cos(np.pi * epoch / epochs)) / 2
