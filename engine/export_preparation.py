"""The preparation of inputs as a function of an exported PyTorch program."""

from __future__ import annotations

from engine.datasets.preparation import Preparation

FEATURES = {
    "x1": "x1",
    "x2": "x2",
    "x1^2": "x1**2",
    "x2^2": "x2**2",
    "x1*x2": "x1 * x2",
    "sin(x1)": "torch.sin(x1)",
    "sin(x2)": "torch.sin(x2)",
}

FUNCTION = '''

def prepare(x):
    """What the model takes for the examples x as they were measured."""
{lines}
    return x
'''
IN_OWN_UNIT = '''

def in_own_unit(y):
    """What the model predicts, in the unit of the label as it was measured."""
    return y * torch.tensor({scale}) + torch.tensor({mean})
'''


def preparation_text(prepare: Preparation) -> str:
    """The source of `prepare`, and of `in_own_unit` where the label is scaled.

    Empty where inputs and label are taken as they are.
    """
    lines = []
    if prepare.features:
        made = ", ".join(FEATURES[name] for name in prepare.features)
        lines += ["x1, x2 = x.T", f"x = torch.stack([{made}], dim=1)"]
    if prepare.mean is not None and prepare.scale is not None:
        mean, scale = prepare.mean.ravel().tolist(), prepare.scale.ravel().tolist()
        lines.append(f"x = (x - torch.tensor({mean})) / torch.tensor({scale})")
    text = FUNCTION.format(lines="\n".join(f"    {line}" for line in lines)) if lines else ""
    if prepare.label_mean is None or prepare.label_scale is None:
        return text
    mean, scale = prepare.label_mean.ravel().tolist(), prepare.label_scale.ravel().tolist()
    return text + IN_OWN_UNIT.format(mean=mean, scale=scale)
