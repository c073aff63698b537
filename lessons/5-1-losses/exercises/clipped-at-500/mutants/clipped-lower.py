"""With the clip at 30 nothing is inf any more, and every larger score costs 30. Take the loss
from the score itself.
"""

import numpy as np


def cost(Z, Y):
    A = 1 / (1 + np.exp(-np.clip(Z, -30, 30)))
    return np.where(Y == 1, -np.log(A), -np.log(1 - A)).mean()
