"""The summary as the exchange takes it: two forms of one document."""
