"""Routes: the desk's under `/desk/`, the public's in both languages."""

desk_pages = ([], "certification_desk")
public_pages = ([], "certification")
