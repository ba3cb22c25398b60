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
        from documents.copies.making import KIND as COPY
        from documents.files import register_reader
        from documents.keeping.keeping import register_hold
        from documents.proving.revoking import register_teller as register_revocation
        from documents.signing.asking import register_ending
        from dossiers import digitising, results, step_forms
        from dossiers.actions import PERMISSIONS
        from dossiers.copies import signed
        from dossiers.destination import told
        from dossiers.filing_costs import told_costs
        from dossiers.kept import in_process
        from dossiers.notices.revoked import told_of_revocation
        from dossiers.papers import RESULT, SCAN
        from dossiers.readers import may_read, may_read_of_step, may_read_opinion, may_read_scan
        from dossiers.renewing import target
        from dossiers.reopening import on_corrected, stays
        from dossiers.settled import PAID_FOR
        from dossiers.signed_documents import ENDING, Told, register_kind
        from dossiers.submit import on_submitted
        from eforms.receivers import register_costs, register_teller
        from eforms.submit import register
        from eforms.versions.moving import register_target
        from payments.settled import register_subject

        import_module("dossiers.work")
        import_module("dossiers.linked.work")
        register_actions(PERMISSIONS)
        register_reader("dossier", may_read)
        register_revocation("dossier", told_of_revocation)
        register_reader("paper_filing", may_read_scan)
        register_reader("opinion", may_read_opinion)
        register_hold("dossiers", in_process)
        register_kind(RESULT, Told(results.on_signed, results.on_refused))
        register_kind(SCAN, Told(digitising.on_signed, digitising.on_refused))
        register_kind(COPY, Told(signed.signed, signed.refused))
        register_ending("dossier", ENDING)
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
