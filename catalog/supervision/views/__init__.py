"""Pages of supervision: the public's, the desk's, and its private files."""
