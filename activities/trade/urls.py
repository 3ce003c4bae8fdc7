"""Routes: the desk's under `/desk/`, the public's in both languages."""

desk_pages = ([], "trade_desk")
public_pages = ([], "trade")
