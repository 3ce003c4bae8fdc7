"""The door for gunicorn; `--pythonpath site` puts the ground floor on the path."""

import os

from django.core.wsgi import get_wsgi_application


def with_cache():
    """Django, with the page cache before it where the settings want one."""
    django = get_wsgi_application()
    # Reads models, which stand only now.
    from portal.pagecache.wrapper import before

    return before(django)


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.demo")
application = with_cache()
