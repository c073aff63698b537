"""What is raised for a table that cannot be used."""


class CSVError(ValueError):
    """A table that cannot be read; the message begins with the file's name and the line."""
