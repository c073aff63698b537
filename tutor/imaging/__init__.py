"""Small pictures as numbers: drawn or handwritten, unrolled, seen through sliding windows."""
