from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DossiersConfig(AppConfig):
    name = "dossiers"
    label = "dossiers"
    verbose_name = _("Dossiers")

    def ready(self) -> None:
        from accounts.permissions import register_actions

        from dossiers.actions import PERMISSIONS

        import_module("dossiers.work")
        register_actions(PERMISSIONS)
