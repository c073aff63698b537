"""Many runs at once: what is varied, in which processes, what is kept and how it compares."""
