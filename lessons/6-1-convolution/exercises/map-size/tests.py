from engine import Conv2D


def cases(random):
    for n, f, p, s in (8, 3, 0, 1), (8, 3, 1, 1), (8, 3, 1, 2):
        title = f"n = {n}, f = {f}, p = {p}, s = {s}"
        yield {"title": title, "shown": True, "inputs": {"n": n, "f": f, "p": p, "s": s}}
    for n, f, p, s in (1, 1, 0, 1), (5, 5, 0, 3), (10, 3, 0, 3), (11, 4, 0, 4), (224, 7, 3, 2):
        title = f"n = {n}, f = {f}, p = {p}, s = {s}"
        yield {"title": title, "inputs": {"n": n, "f": f, "p": p, "s": s}}


def expected(n, f, p, s):
    return Conv2D(1, f, stride=s, padding=p).shape_after((1, n, n))[1]
