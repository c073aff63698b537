"""In the warm-up you multiply by the cosine as well. While the rate rises there is no cosine:
it begins when the warm-up is over.
"""

import numpy as np


def learning_rate(alpha, epoch, epochs, warmup):
    rise = min((epoch + 1) / warmup, 1) if warmup else 1
    return alpha * rise * (1 + np.cos(np.pi * epoch / epochs)) / 2
