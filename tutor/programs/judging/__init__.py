"""One pass of a program against the engine: what each value is, and where the two part."""
