"""XBRL documents: the names that XBRL gives, the one XML parser, the writers."""
