def macro_f1(said, true, K):
    """The mean over K classes of F1."""
    total = 0.0
    for c in range(K):
        tp = ((said == c) & (true == c)).sum()
        fp = ((said == c) & (true != c)).sum()
        fn = ((said != c) & (true == c)).sum()
        if tp > 0:  # else F1 is 0, also where nothing was counted
            total += 2 * tp / (2 * tp + fp + fn)
    return total / K
