"""What a cell of a program is made of, down to what the program was given."""
