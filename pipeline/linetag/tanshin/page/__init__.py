"""The printed page of the summary: a `Digest` laid out as its form has it, in two languages."""
