"""Your cosine has been running since epoch 0, so the rate jumps down where the warm-up ends.
Count its epochs from there, and divide by how many are left.
"""

import numpy as np


def learning_rate(alpha, epoch, epochs, warmup):
    if epoch < warmup:
        return alpha * (epoch + 1) / warmup
    return alpha * (1 + np.cos(np.pi * epoch / epochs)) / 2
