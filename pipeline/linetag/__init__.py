"""linetag: tag the line items of a results release, prove that they add up, export them."""

__version__ = "0.1.0"
