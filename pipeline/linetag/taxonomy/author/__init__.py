"""The tables of the embedded taxonomy, and the XBRL files that are built from them."""
