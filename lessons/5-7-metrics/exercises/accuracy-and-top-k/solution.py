def accuracy_and_top_k(A, Y, k):
    """The shares with the truth first, and among the best k."""
    said, true = A.argmax(axis=0), Y.argmax(axis=0)
    # (k, m): the last k of each column are the most probable
    best = A.argsort(axis=0)[-k:]
    return (said == true).mean(), (best == true).any(axis=0).mean()
