def update(parameters, grads, alpha):
    """Return a new list with a pair (W, b) for each layer, after one step."""
    moved = []
    for (W, b), (dW, db) in zip(parameters, grads):
        moved.append((W - alpha * dW, b - alpha * db))
    return moved
