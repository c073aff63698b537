# Put the lines in order here.
