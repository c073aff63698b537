"""The perceptron's rule, example by example."""
