from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DossiersConfig(AppConfig):
    name = "dossiers"
    label = "dossiers"
    verbose_name = _("Dossiers")

    def ready(self) -> None:
        """Say to the rooms below who hears of submissions and payments, reads files and does the work."""
        from accounts.permissions import register_actions
        from documents.again import register_shelf
        from documents.files import register_reader
        from dossiers import step_forms
        from dossiers.actions import PERMISSIONS
        from dossiers.destination import told
        from dossiers.filing_costs import told_costs
        from dossiers.own_results import shelf
        from dossiers.readers import may_read, may_read_of_step, may_read_opinion, may_read_scan
        from dossiers.renewing import target
        from dossiers.reopening import on_corrected, stays
        from dossiers.settled import PAID_FOR
        from dossiers.submit import on_submitted
        from eforms.receivers import register_costs, register_teller
        from eforms.submit import register
        from eforms.versions.moving import register_target
        from payments.settled import register_subject

        import_module("dossiers.work")
        import_module("dossiers.linked.work")
        register_actions(PERMISSIONS)
        register_reader("dossier", may_read)
        register_reader("paper_filing", may_read_scan)
        register_reader("opinion", may_read_opinion)
        register_shelf("results", shelf)
        register_reader(step_forms.FILES, may_read_of_step)
        register("dossier", on_submitted)
        register(step_forms.KIND, step_forms.on_filled)
        register_target(step_forms.KIND, step_forms.target)
        register_teller("dossier", told)
        register_costs("dossier", told_costs)
        register_target("dossier", target)
        register("supplement", on_corrected)
        register_target("supplement", stays)
        register_subject("dossier", PAID_FOR)
