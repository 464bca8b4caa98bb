"""What can be derived from a release: its statements, columns, scales, sums."""
