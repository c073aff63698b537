"""Many runs as a table that fills."""
