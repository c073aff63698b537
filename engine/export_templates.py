"""The fixed parts of an exported PyTorch program."""

from __future__ import annotations

STEP = '''

class Step(nn.Module):
    """1 where z >= 0, else 0."""

    def forward(self, z):
        return (z >= 0).to(z.dtype)
'''

SHARED_BIAS = '''

class SharedBias(nn.Module):
    """One number, added to all units."""

    def __init__(self):
        super().__init__()
        self.bias = nn.Parameter(torch.zeros(1))

    def forward(self, z):
        return z + self.bias
'''

UNPACKED = '''

def unpacked(dtype, shape, text):
    """The tensor whose bytes are written in base 64."""
    numbers = np.frombuffer(base64.b64decode(text), dtype).reshape(shape)
    return torch.from_numpy(numbers.copy())
'''

PROGRAM = '''"""A network in PyTorch. Examples are rows: x is {inputs}, y is {outputs}."""

{imports}import torch
import torch.nn.functional as F
from torch import nn

torch.set_default_dtype(torch.{dtype})
{definitions}
model = nn.Sequential(
{layers}
)
output = {output}
{preparation}

def predict(x):
    """The outputs for the inputs x."""
    return output(model(x))


def cost(x, y):
    """The mean loss of the examples, and the penalties."""
    return {cost}
{training}

{weights}
model.load_state_dict(weights)
model.eval()

if __name__ == "__main__":
    print(predict(torch.zeros({example})))
'''

TRAINING = '''

optimizer = {optimizer}


def train(x, y, epochs=200, batch_size=64):
    """Mini-batches in a new order each epoch."""
    model.train()
    for _ in range(epochs):
        for batch in torch.randperm(len(x)).split(batch_size):
            optimizer.zero_grad()
            cost(x[batch], y[batch]).backward()
{before_step}            optimizer.step()
    model.eval()
'''
