"""What a release prints besides its statements, held against the facts."""
