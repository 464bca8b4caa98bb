"""Line items to facts; nothing is lost on the way."""
