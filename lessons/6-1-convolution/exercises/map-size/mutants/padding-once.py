"""You add the zeros of one end only. There are p of them at each end, so the row grows by 2p."""


def map_size(n, f, p, s):
    return (n + p - f) // s + 1
