"""You take the mean of the precisions and the mean of the recalls, and then one F1 of the two.
Take F1 class by class, and the mean of those.
"""


def macro_f1(said, true, K):
    precision = recall = 0.0
    for c in range(K):
        tp = ((said == c) & (true == c)).sum()
        precision += tp / max((said == c).sum(), 1) / K
        recall += tp / max((true == c).sum(), 1) / K
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
