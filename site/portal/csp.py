"""What the answers forbid browsers. Wagtail's admin writes inline scripts: its policy is its own and looser."""

POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)


class EditorsPolicyMiddleware:
    """Sets the policy of /cms/, which django-csp is told to leave out, and of pages with an editor's user bar."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.path.startswith("/cms/") or getattr(request, "shows_user_bar", False):
            response.headers.setdefault("Content-Security-Policy", POLICY)
        return response


class IsolationMiddleware:
    """Keeps every answer out of other sites' pages, and from the devices no page here uses; static files too."""

    HEADERS = {
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": ", ".join(
            f"{name}=()"
            for name in (
                "camera",
                "geolocation",
                "microphone",
                "payment",
                "usb",
                "browsing-topics",
                "interest-cohort",
            )
        ),
    }

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        for name, value in self.HEADERS.items():
            response.headers.setdefault(name, value)
        return response
