"""The steps of a program's own, held against slopes: in single numbers, vectors and matrices."""
