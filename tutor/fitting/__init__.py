"""Training in bursts and drawing it, without a screen: what a thread does for a live run."""
