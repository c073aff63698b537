"""The parts of the screen of exercises: the task, the program, what a run came to."""
