"""One list of findings, many renderings; the ledger."""
