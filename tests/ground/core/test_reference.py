import sys
from types import SimpleNamespace

import pytest
from django.core.management import call_command

from core.management.commands import load_reference


@pytest.fixture
def modules(monkeypatch):
    def make(name, order):
        monkeypatch.setitem(
            sys.modules,
            f"{name}.reference",
            SimpleNamespace(ORDER=order, load=lambda progress: (progress(name, 0, 2), progress(name, 2, 2))),
        )

    monkeypatch.setattr(load_reference, "autodiscover_modules", lambda name: None)
    monkeypatch.setattr(
        load_reference.apps,
        "get_app_configs",
        lambda: [SimpleNamespace(name="upper"), SimpleNamespace(name="lower")],
    )
    make("upper", 20)
    make("lower", 10)


@pytest.mark.django_db
def test_reference_data_are_loaded_from_the_lowest_order_up(modules, capsys):
    call_command("load_reference")
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == ["lower: 2", "upper: 2"]
    assert lines[2].startswith("reference data loaded in ")


@pytest.mark.django_db
def test_regions_are_among_the_reference_data():
    assert "regions.reference" in [module.__name__ for module in load_reference.reference_modules()]
