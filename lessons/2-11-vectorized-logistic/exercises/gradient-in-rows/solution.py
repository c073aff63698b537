def gradient(X, A, Y):
    m = X.shape[0]
    dZ = A - Y
    dw = X.T @ dZ / m
    db = dZ.sum() / m
    return dw, db
