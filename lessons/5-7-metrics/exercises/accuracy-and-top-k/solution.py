def accuracy_and_top_k(A, Y, k):
    """The share with the true class first, and with the true class among the best k."""
    said, true = A.argmax(axis=0), Y.argmax(axis=0)
    best = A.argsort(axis=0)[-k:]  # (k, m): the last k of each column are the most probable
    return (said == true).mean(), (best == true).any(axis=0).mean()
