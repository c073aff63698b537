"""Your mean runs over the classes that turn up, and leaves out those that are neither said nor
true. Here each of the K classes counts: such a class has F1 = 0, and the sum is divided by K."""

import numpy as np


def macro_f1(said, true, K):
    scores = []
    for c in range(K):
        tp = np.sum((said == c) & (true == c))
        wrong = np.sum((said == c) != (true == c))
        if tp + wrong > 0:
            scores.append(2 * tp / (2 * tp + wrong))
    return np.mean(scores)
