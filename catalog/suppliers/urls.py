"""Routes: the desk's under `/desk/`, the public's in both languages."""

desk_pages = ([], "suppliers_desk")
public_pages = ([], "suppliers")
