"""The command line: parses the arguments and calls the command they name."""
