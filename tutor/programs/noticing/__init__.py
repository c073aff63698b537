"""What a run shows to be amiss without any reference, each with its place and its reason."""
