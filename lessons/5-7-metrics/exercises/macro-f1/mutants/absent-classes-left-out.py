"""You take the mean over the classes that occur among the true ones only. The task counts all
K: a class without any count has F1 = 0.
"""

import numpy as np


def macro_f1(said, true, K):
    values = []
    for c in np.unique(true):
        both = ((said == c) & (true == c)).sum()
        values.append(2 * both / ((said == c).sum() + (true == c).sum()))
    return np.mean(values)
