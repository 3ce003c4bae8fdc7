from django.apps import AppConfig


class DemoConfig(AppConfig):
    """A living province, made through the verbs."""

    name = "demo"
