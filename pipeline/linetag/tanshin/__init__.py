"""The Tokyo Stock Exchange summary (kessan tanshin): derived from the facts, tied out, laid out."""
