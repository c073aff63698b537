"""The application: holds the course and the store, and opens screens."""
