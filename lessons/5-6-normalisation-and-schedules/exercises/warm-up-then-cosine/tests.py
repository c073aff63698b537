from engine.schedules import Cosine, WarmUp


def cases(random):
    for title, epoch in ("the first epoch", 0), ("the warm-up's last", 3), ("the next one", 4):
        yield {"title": title, "shown": True, "inputs": inputs(0.1, epoch, 20, 4)}
    yield {"title": "the last epoch of all", "inputs": inputs(0.5, 59, 60, 5)}
    yield {"title": "no warm-up, the first epoch", "inputs": inputs(0.1, 0, 10, 0)}
    yield {"title": "no warm-up", "inputs": inputs(0.3, 6, 10, 0)}
    yield {"title": "a warm-up of one epoch", "inputs": inputs(2.0, 1, 8, 1)}
    epoch = int(random.integers(20, 70))
    yield {"title": "somewhere", "inputs": inputs(0.01, epoch, 80, 9)}


def inputs(alpha, epoch, epochs, warmup):
    return {"alpha": alpha, "epoch": epoch, "epochs": epochs, "warmup": warmup}


def expected(alpha, epoch, epochs, warmup):
    return alpha * WarmUp(warmup, Cosine()).factor(epoch, epochs)
