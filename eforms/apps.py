from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EformsConfig(AppConfig):
    name = "eforms"
    label = "eforms"
    verbose_name = _("E-forms")

    def ready(self) -> None:
        from django.db.models.signals import post_migrate

        from documents.again import register_shelf
        from documents.files import register_reader
        from documents.scanning.places import register_place
        from eforms import checks, drafts, places  # noqa: F401  the checks register themselves
        from eforms.lists.publishing import load_shipped
        from eforms.lists.reading import Lent, register_list
        from eforms.pages.scanning import PLACE
        from eforms.prefilling.papers_again import shelf
        from eforms.readers import may_read

        register_reader(drafts.SUBJECT, may_read)
        register_shelf("submissions", shelf)
        register_place(drafts.SUBJECT, PLACE)
        register_list("provinces", Lent(_("Provinces and cities"), places.provinces, places.names))
        post_migrate.connect(load_shipped, sender=self, dispatch_uid="eforms.lists")
