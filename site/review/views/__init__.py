"""Pages of the desk: the inbox, one task, one review, decisions on a whole filter."""
