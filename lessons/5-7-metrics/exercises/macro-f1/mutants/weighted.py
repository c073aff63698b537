"""Your mean is weighted by how many examples each class has. In the macro average every class
counts the same: the plain mean of K numbers.
"""


def macro_f1(said, true, K):
    total = 0.0
    for c in range(K):
        both = ((said == c) & (true == c)).sum()
        if both > 0:
            total += (true == c).sum() * 2 * both / ((said == c).sum() + (true == c).sum())
    return total / len(true)
