from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EformsConfig(AppConfig):
    name = "eforms"
    label = "eforms"
    verbose_name = _("E-forms")

    def ready(self) -> None:
        from documents.again import register_shelf
        from documents.files import register_reader
        from eforms import checks, drafts  # noqa: F401  the checks register themselves
        from eforms.papers_again import shelf
        from eforms.readers import may_read

        register_reader(drafts.SUBJECT, may_read)
        register_shelf("submissions", shelf)
