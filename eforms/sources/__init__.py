"""Where answers may come from besides the person: data source plugins, by name.

A plugin is a module or object as in `contract.py`; a room above adds its own with `register` when it starts.
"""

from __future__ import annotations

from django.core.exceptions import ImproperlyConfigured

from eforms.sources import json_api
from eforms.sources.contract import Plugin

PLUGINS: dict[str, Plugin] = {"json_api": json_api}


def register(name: str, plugin: Plugin) -> None:
    """Add a plugin. A name taken by another raises ImproperlyConfigured, seen by developers."""
    if PLUGINS.get(name, plugin) is not plugin:
        raise ImproperlyConfigured(f"Two data source plugins are called {name!r}.")
    PLUGINS[name] = plugin
