import numpy as np


def macro_f1(said, true, K):
    """The mean over K classes of F1."""
    # for each class: tp, fp, fn, and its F1
    # the mean over all K classes
