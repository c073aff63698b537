"""Your classes have tp over tp + fp + fn, which is another measure (the Jaccard index). In F1
tp counts twice, above and below.
"""


def macro_f1(said, true, K):
    total = 0.0
    for c in range(K):
        both = ((said == c) & (true == c)).sum()
        either = ((said == c) | (true == c)).sum()
        total += both / max(either, 1)
    return total / K
