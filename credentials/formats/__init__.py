"""Files that other programs read: canonical JSON lists and workbooks."""
