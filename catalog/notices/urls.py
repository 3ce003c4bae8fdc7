"""Routes: the desk's under `/desk/`, the public's in both languages."""

desk_pages = ([], "notices_desk")
public_pages = ([], "notices")
