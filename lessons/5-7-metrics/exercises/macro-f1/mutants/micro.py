"""This is the micro average: you have pooled the counts of all classes, and that is the
accuracy. Take F1 for each class first, then the mean.
"""


def macro_f1(said, true, K):
    return (said == true).mean()
