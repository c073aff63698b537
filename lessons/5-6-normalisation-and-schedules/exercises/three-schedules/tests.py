from engine.schedules import Cosine, ExponentialDecay, StepDecay


def cases(random):
    yield {"title": "epoch 7 of 10", "shown": True, "inputs": inputs(7, 10, 3, 0.5, 0.9)}
    yield {"title": "the first epoch", "shown": True, "inputs": inputs(0, 60, 20, 0.1, 0.95)}
    yield {"title": "the epoch of a drop", "inputs": inputs(20, 60, 20, 0.1, 0.95)}
    yield {"title": "the last epoch", "inputs": inputs(59, 60, 20, 0.5, 0.99)}
    yield {"title": "a run of one epoch", "inputs": inputs(0, 1, 1, 0.5, 0.9)}
    epoch, every = int(random.integers(40, 90)), int(random.integers(2, 9))
    yield {"title": "somewhere", "inputs": inputs(epoch, 100, every, 0.8, 0.97)}


def inputs(epoch, epochs, every, drop, rate):
    return {"epoch": epoch, "epochs": epochs, "every": every, "drop": drop, "rate": rate}


def expected(epoch, epochs, every, drop, rate):
    schedules = StepDecay(every, drop), ExponentialDecay(rate), Cosine()
    return tuple(schedule.factor(epoch, epochs) for schedule in schedules)
