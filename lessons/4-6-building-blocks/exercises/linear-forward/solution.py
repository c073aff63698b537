def linear_forward(A_prev, W, b):
    """Return Z, shape (n, m), and the cache, a pair of two arrays."""
    Z = W @ A_prev + b
    cache = (A_prev, W)
    return Z, cache
