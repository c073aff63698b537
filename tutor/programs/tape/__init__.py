"""The operations of a run as a graph of values, and the derivative of each by each."""
