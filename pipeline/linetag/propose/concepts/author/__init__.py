"""Make the data of this room from real filings: `python -m linetag.propose.concepts.author CORPUS`."""
