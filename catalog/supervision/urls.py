"""Routes: the desk's under `/desk/`, the public's in both languages."""

desk_pages = ([], "supervision_desk")
public_pages = ([], "supervision")
