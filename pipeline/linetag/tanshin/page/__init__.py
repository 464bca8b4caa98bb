"""The printed page of the summary: a `Tanshin` in the layout of its form, in two languages."""
