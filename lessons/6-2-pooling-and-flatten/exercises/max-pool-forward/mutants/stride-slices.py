"""You take every size-th number, the upper left one of each square. Look at all numbers of a
square and keep the largest.
"""


def pool(A, size):
    H, W = A.shape[0] // size, A.shape[1] // size
    return A[::size, ::size][:H, :W] + 0.0
