"""Your size is that of stride 1. With a stride of s only every s-th place counts."""


def map_size(n, f, p, s):
    return n + 2 * p - f + 1
