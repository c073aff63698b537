"""Your top-k asks whether the truth comes k-th exactly. It counts as well if it comes earlier:
any of the best k will do.
"""


def accuracy_and_top_k(A, Y, k):
    said, true = A.argmax(axis=0), Y.argmax(axis=0)
    return (said == true).mean(), (A.argsort(axis=0)[-k] == true).mean()
