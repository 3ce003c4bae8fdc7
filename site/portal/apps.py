from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The project itself: settings, routes, middleware, what every template may know."""

    name = "portal"
