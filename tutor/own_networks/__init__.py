"""A learner's own network, trained in the sandbox, and the engine's on the same way."""
