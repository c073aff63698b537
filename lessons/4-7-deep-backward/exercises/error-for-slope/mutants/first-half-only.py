"""dA is $-Y/A$ in your program. That is the half for positive examples; the others bring
(1-Y)/(1-A).
"""


def output_slopes(A, Y, A_prev):
    m = Y.shape[1]
    dZ = -Y / A * A * (1 - A)
    return dZ @ A_prev.T / m, dZ.sum(axis=1, keepdims=True) / m
