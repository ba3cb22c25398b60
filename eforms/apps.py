from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EformsConfig(AppConfig):
    name = "eforms"
    label = "eforms"
    verbose_name = _("E-forms")

    def ready(self) -> None:
        from documents.files import register_reader
        from eforms import checks, drafts  # noqa: F401  the checks register themselves

        register_reader(drafts.SUBJECT, drafts.reads_files)
