"""Reading XBRL reports that somebody else made."""
