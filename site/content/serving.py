"""How uploaded pictures and documents leave: never as a page of this site, whatever they hold."""

import mimetypes

from core.private import SHOWN_IN_PLACE

IN_PLACE = SHOWN_IN_PLACE | {"image/gif", "image/avif"}
PDF = "application/pdf"
# A sandbox would also stop the browsers' own PDF viewers.
POLICY = "default-src 'none'; frame-ancestors 'self'; sandbox"
POLICY_OF_PDF = "default-src 'none'; frame-ancestors 'self'"
A_MONTH = 30 * 24 * 60 * 60


def harden(response, name: str):
    """The response of a file, by its name: shown in place only where that is harmless, never sniffed, never run."""
    content_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    if content_type not in IN_PLACE:
        response.headers["Content-Disposition"] = (
            response.get("Content-Disposition", "").replace("inline", "attachment", 1) or "attachment"
        )
    response.headers["Content-Type"] = content_type
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = POLICY_OF_PDF if content_type == PDF else POLICY
    return response
