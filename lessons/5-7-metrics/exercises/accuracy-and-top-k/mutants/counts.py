"""You return counts of right answers. A share is the count divided by the number of examples."""


def accuracy_and_top_k(A, Y, k):
    said, true = A.argmax(axis=0), Y.argmax(axis=0)
    best = A.argsort(axis=0)[-k:]
    return (said == true).sum(), (best == true).sum()
