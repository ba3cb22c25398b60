from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProceduresConfig(AppConfig):
    name = "procedures"
    label = "procedures"
    verbose_name = _("Procedures")

    def ready(self) -> None:
        from django.apps import apps
        from django.db.models.signals import post_migrate

        from documents.places import Agencies, register_agencies
        from eforms.lists.reading import Lent, register_list
        from procedures import agency_list, form_versions, publication  # noqa: F401  registered by being imported
        from procedures.agency_rights import permit_after_migrate

        register_list("agencies", Lent(_("Agencies"), agency_list.entries, agency_list.names))
        register_agencies(Agencies(agency_list.entries, agency_list.names))
        # Wagtail comes after all rooms: by then roles, groups and permissions are there.
        last = apps.get_app_config("wagtailcore")
        post_migrate.connect(permit_after_migrate, sender=last, dispatch_uid="procedures.agency_rights")
