"""You take the plain mean of precision and recall. F1 is their harmonic mean, which lies
nearer to the smaller one.
"""


def macro_f1(said, true, K):
    total = 0.0
    for c in range(K):
        tp = ((said == c) & (true == c)).sum()
        total += tp / max((said == c).sum(), 1) / 2 + tp / max((true == c).sum(), 1) / 2
    return total / K
