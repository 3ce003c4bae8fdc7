from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The project itself: settings, routes, middleware, the page cache, what every template may know."""

    name = "portal"

    def ready(self):
        from portal.pagecache import watching

        watching.connect()
