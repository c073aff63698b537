"""Old and new are scaled apart now, each by its own figures, so that one and the same value
means two things. Use the old ones' mean and spread for both.
"""


def split_and_scale(X, share):
    kept = X.shape[1] - round(X.shape[1] * share)

    def scaled(part):
        sigma = part.std(axis=1, keepdims=True)
        sigma[sigma == 0] = 1
        return (part - part.mean(axis=1, keepdims=True)) / sigma

    return scaled(X[:, :kept]), scaled(X[:, kept:])
