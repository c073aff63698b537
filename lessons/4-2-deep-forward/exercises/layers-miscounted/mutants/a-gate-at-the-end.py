"""All layers are used now, but the last one goes through ReLU before its sigmoid, so that no
output is below a half.
"""

import numpy as np


def forward(X, W, b):
    A = X
    for k in range(len(W)):
        Z = np.maximum(W[k] @ A + b[k], 0)
        A = Z
    return 1 / (1 + np.exp(-Z))
