"""The filing folder that a preparer edits → one frozen `Filing`."""
