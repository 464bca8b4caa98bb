"""Limits of the search for concepts, far above what real captions need."""

MAX_CAPTION_WORDS = 60
"""Words of a caption that are compared."""

MAX_POSTINGS = 2_500
"""Captions that are collected for the rare words of a caption; common words only weigh among these."""

MAX_SIMILAR = 80
"""Captions that share words with a caption and are compared with it in full."""

MAX_CANDIDATES = 30
"""Concepts that are weighed for one line."""

MAX_NAME = 200
"""Characters of the name of an own concept."""

MAX_PROPOSED = 5
"""Candidates that are shown for a line."""
