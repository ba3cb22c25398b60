"""Systems of others that take over a step of a process (liên thông): plugins by name.

A plugin is a module or object as in `contract.py`; a room above adds its own with `register` when it starts.
"""

from __future__ import annotations

from django.core.exceptions import ImproperlyConfigured

from procedures.systems import json_api
from procedures.systems.contract import Plugin

PLUGINS: dict[str, Plugin] = {"json_api": json_api}


def register(name: str, plugin: Plugin) -> None:
    """Add a plugin. A name taken by another raises ImproperlyConfigured, seen by developers."""
    if PLUGINS.get(name, plugin) is not plugin:
        raise ImproperlyConfigured(f"Two plugins for outside systems are called {name!r}.")
    PLUGINS[name] = plugin
