"""Your accuracy is right, but your top-k looks at the k *least* probable classes: argsort
begins with the smallest.
"""


def accuracy_and_top_k(A, Y, k):
    said, true = A.argmax(axis=0), Y.argmax(axis=0)
    best = A.argsort(axis=0)[:k]
    return (said == true).mean(), (best == true).any(axis=0).mean()
