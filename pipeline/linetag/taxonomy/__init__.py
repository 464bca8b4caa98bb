"""Taxonomies: packages and their XBRL files read, the author's tables written as such files."""
