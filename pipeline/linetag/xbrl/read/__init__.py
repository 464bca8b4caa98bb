"""Reading XBRL reports: instances, inline documents, folders and zips of them."""
