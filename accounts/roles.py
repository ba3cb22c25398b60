"""The roles a new portal starts with, and what each may do. Afterwards administrators change them.

Who does what follows the way of a dossier through the one-stop shop (NĐ 118/2025): received, assigned,
processed, approved, paid, handed out. Supervisors and auditors read; administrators manage people only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "dossier.view": _("See dossiers"),
    "dossier.accept": _("Accept a dossier"),
    "dossier.refuse": _("Refuse a dossier"),
    "dossier.check_papers": _("Check the papers of a dossier"),
    "dossier.ask_supplement": _("Ask for missing papers"),
    "dossier.take_supplement": _("Take in missing papers at the counter"),
    "dossier.assign": _("Assign a dossier"),
    "dossier.hand_over": _("Hand a dossier over to a colleague"),
    "dossier.ask_payment": _("Ask for payment"),
    "dossier.pay": _("Record a payment"),
    "dossier.complete_step": _("Finish a step of the process"),
    "dossier.send_back": _("Send a dossier back to an earlier step"),
    "dossier.pass_on": _("Pass a step on to another agency or system"),
    "dossier.take_back": _("Call back what was passed on"),
    "dossier.undo_step": _("Take back a step one has finished"),
    "dossier.correct": _("Correct an evident slip in a dossier"),
    "dossier.ask_opinion": _("Ask a colleague's opinion on a dossier"),
    "dossier.pause": _("Stop the time of a dossier"),
    "dossier.resume": _("Let the time of a dossier run again"),
    "dossier.ask_extension": _("Ask for an extension"),
    "dossier.extend": _("Approve an extension"),
    "dossier.deny_extension": _("Deny an extension"),
    "dossier.apologise": _("Apologise and give a new day"),
    "dossier.deny_withdrawal": _("Deny a withdrawal"),
    "dossier.grant_withdrawal": _("Grant a withdrawal"),
    "dossier.stop": _("Stop processing"),
    "dossier.compare": _("Compare a copy with the original"),
    "dossier.submit_copies": _("Submit a certified copy for signature"),
    "dossier.submit_result": _("Hand a result in to be signed"),
    "dossier.finish": _("Approve and finish"),
    "dossier.return_for_correction": _("Send a result back for correction"),
    "dossier.hand_result": _("Hand out a result"),
    "dossier.reply": _("Reply to questions of applicants"),
    "dossier.print": _("Print slips"),
    "dossier.find_person": _("Find dossiers by phone, personal number or tax code"),
    "store.view": _("Look for papers in applicants' stores"),
    "organization.confirm": _("Confirm who represents an organisation"),
    "register.view": _("See the register of dossiers"),
    "copies.register": _("See the register of certified copies"),
    "assignment.manage": _("Lay down to whom dossiers are assigned"),
    "views.share": _("Share views of the inbox with an agency"),
    "absence.manage": _("Enter the absence of officers and who stands in"),
    "payments.view": _("See the books: payments, receipts, refunds"),
    "payments.take": _("Take money at the desk"),
    "payments.refund": _("Ask for money to be paid back, and pay it back"),
    "payments.approve_refund": _("Approve that money is paid back"),
    "payments.receipts": _("Cancel and replace receipts"),
    "payments.reconcile": _("Reconcile the books with banks and providers"),
    "payments.accounts": _("Set up the ways of payment of agencies"),
    "documents.sign": _("Sign documents"),
    "documents.seal": _("Put the agency's seal on documents"),
    "documents.revoke": _("Ask for documents to be revoked"),
    "documents.approve_revocation": _("Approve that documents are revoked"),
    "documents.keys": _("Enter the keys that documents are signed with"),
    "messages.view": _("See the messages sent"),
    "effects.manage": _("Retry failed work"),
    "people.manage": _("Manage people and roles"),
    "audit.view": _("See the access log"),
}


@dataclass(frozen=True)
class DefaultRole:
    code: str
    name: str
    name_en: str
    may: Mapping[str, str]  # action -> scope (own, below, all)
    officer: bool = True
    group: str = ""  # Wagtail's group of content editors


def _at(scope: str, *actions: str) -> dict[str, str]:
    return dict.fromkeys(actions, scope)


READ = ("dossier.view", "register.view")
STEPS = (
    "dossier.complete_step",
    "dossier.send_back",
    "dossier.undo_step",
    "dossier.pass_on",
    "dossier.take_back",
)

ROLES = (
    DefaultRole(
        "reception",
        "Cán bộ tiếp nhận",
        "Reception officer",
        _at(
            "own",
            *READ,
            *STEPS,
            "store.view",
            "organization.confirm",
            "dossier.find_person",
            "dossier.accept",
            "dossier.refuse",
            "dossier.check_papers",
            "dossier.ask_supplement",
            "dossier.take_supplement",
            "dossier.compare",
            "dossier.submit_copies",
            "copies.register",
            "dossier.reply",
            "dossier.correct",
            "dossier.ask_opinion",
            "dossier.print",
        ),
    ),
    DefaultRole(
        "dispatcher",
        "Cán bộ điều phối",
        "Dispatcher",
        _at(
            "own",
            *READ,
            *STEPS,
            "dossier.assign",
            "dossier.hand_over",
            "dossier.print",
            "assignment.manage",
            "organization.confirm",
        ),
    ),
    DefaultRole(
        "specialist",
        "Cán bộ thụ lý",
        "Specialist",
        _at(
            "own",
            *READ,
            *STEPS,
            "store.view",
            "dossier.check_papers",
            "dossier.compare",
            "dossier.submit_copies",
            "copies.register",
            "dossier.ask_supplement",
            "dossier.correct",
            "dossier.ask_opinion",
            "dossier.hand_over",
            "dossier.ask_payment",
            "dossier.pause",
            "dossier.resume",
            "dossier.ask_extension",
            "dossier.submit_result",
            "dossier.reply",
            "dossier.print",
        ),
    ),
    DefaultRole(
        "approver",
        "Lãnh đạo phê duyệt",
        "Approver",
        _at(
            "own",
            *READ,
            *STEPS,
            "store.view",
            "dossier.hand_over",
            "dossier.ask_opinion",
            "dossier.pause",
            "dossier.resume",
            "dossier.extend",
            "dossier.deny_extension",
            "dossier.apologise",
            "dossier.deny_withdrawal",
            "dossier.grant_withdrawal",
            "dossier.stop",
            "dossier.submit_result",
            "dossier.finish",
            "dossier.return_for_correction",
            "dossier.reply",
            "dossier.print",
            "copies.register",
            "payments.view",
            "payments.approve_refund",
            "documents.sign",
            "documents.revoke",
            "documents.approve_revocation",
        ),
    ),
    DefaultRole(
        "clerk",
        "Văn thư",
        "Clerk",
        _at(
            "own",
            *READ,
            *STEPS,
            "dossier.print",
            "copies.register",
            "documents.seal",
            "documents.revoke",
        ),
    ),
    DefaultRole(
        "cashier",
        "Kế toán thu phí",
        "Cashier",
        _at(
            "own",
            *READ,
            *STEPS,
            "dossier.pay",
            "dossier.print",
            "payments.view",
            "payments.take",
            "payments.refund",
        ),
    ),
    DefaultRole(
        "accountant",
        "Kế toán",
        "Accountant",
        {
            **_at("own", *READ, "payments.refund", "payments.receipts"),
            **_at("below", "payments.view", "payments.reconcile"),
        },
    ),
    DefaultRole(
        "return_desk",
        "Cán bộ trả kết quả",
        "Return desk officer",
        _at("own", *READ, *STEPS, "dossier.find_person", "dossier.hand_result", "dossier.print"),
    ),
    DefaultRole(
        "supervisor",
        "Lãnh đạo theo dõi",
        "Supervisor",
        _at(
            "below",
            *READ,
            "copies.register",
            "dossier.find_person",
            "views.share",
            "absence.manage",
            "payments.view",
        ),
    ),
    DefaultRole(
        "auditor",
        "Cán bộ kiểm tra",
        "Auditor",
        _at("below", *READ, "copies.register", "audit.view", "payments.view"),
    ),
    DefaultRole("editor", "Biên tập viên", "Editor", {}, officer=False, group="Editors"),
    DefaultRole("publisher", "Người công bố", "Publisher", {}, officer=False, group="Moderators"),
    DefaultRole(
        "administrator",
        "Quản trị hệ thống",
        "Administrator",
        _at(
            "all",
            "people.manage",
            "absence.manage",
            "assignment.manage",
            "effects.manage",
            "messages.view",
            "audit.view",
            "payments.accounts",
            "documents.keys",
        ),
        officer=False,
        group="Administrators",
    ),
)

# What the group of administrators may do in the admin: people and roles, nothing of the content itself.
ADMINISTRATORS = "Administrators"
ADMINISTRATORS_MODELS = ("user", "role", "rolepermission", "roleassignment")


def seed_after_migrate(*, using: str, **_: Any) -> None:
    """Give what has never been given: new roles, and new default actions of old ones.

    Rows an administrator changed or removed stay as they left them: each role remembers what it was given.
    """
    for order, default in enumerate(ROLES, start=1):
        _seed_role(default, order * 10, using)
    _allow_administrators(using)


def _seed_role(default: DefaultRole, order: int, using: str) -> None:
    from django.contrib.auth.models import Group

    from accounts.models import Role, RolePermission

    role = Role.objects.using(using).filter(code=default.code).first()
    if role is None:
        group = Group.objects.using(using).get_or_create(name=default.group)[0] if default.group else None
        role = Role.objects.using(using).create(
            code=default.code,
            name=default.name,
            name_en=default.name_en,
            officer=default.officer,
            group=group,
            order=order,
        )
    new = {action: scope for action, scope in default.may.items() if action not in role.seeded}
    if not new:
        return
    RolePermission.objects.using(using).bulk_create(
        [RolePermission(role=role, action=action, scope=scope) for action, scope in new.items()],
        ignore_conflicts=True,
    )
    role.seeded = [*role.seeded, *new]
    role.save(using=using, update_fields=["seeded"])


def _allow_administrators(using: str) -> None:
    """Permissions of the administrators' group; Django makes them later than this is asked."""
    from django.apps import apps
    from django.contrib.auth.management import create_permissions
    from django.contrib.auth.models import Group, Permission

    from accounts.group_rights import give

    group, _created = Group.objects.using(using).get_or_create(name=ADMINISTRATORS)
    for label in ("accounts", "wagtailadmin"):
        create_permissions(apps.get_app_config(label), verbosity=0, using=using)
    give(group, "accounts", _permissions(Permission.objects.using(using)), using=using)


def _permissions(everything: Any) -> Iterable[Any]:
    everything = everything.select_related("content_type")
    ours = everything.filter(
        content_type__app_label="accounts", content_type__model__in=ADMINISTRATORS_MODELS
    )
    second_factor = everything.filter(
        content_type__app_label="accounts",
        content_type__model="secondfactor",
        codename__in=("view_secondfactor", "delete_secondfactor"),
    )
    log = everything.filter(content_type__app_label="accounts", codename="view_accessrecord")
    admin = everything.filter(content_type__app_label="wagtailadmin", codename="access_admin")
    return [*ours, *second_factor, *log, *admin]
