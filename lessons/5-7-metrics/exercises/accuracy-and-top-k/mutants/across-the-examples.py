"""Your argmax runs along the rows, so it asks which example is surest of a class. The classes
of one example stand below each other: axis 0.
"""


def accuracy_and_top_k(A, Y, k):
    said, true = A.argmax(axis=1), Y.argmax(axis=1)
    best = A.argsort(axis=0)[-k:]
    return (said == true).mean(), (best == Y.argmax(axis=0)).any(axis=0).mean()
