"""What must hold between figures: sums, ties, and the explanation of what fails."""
