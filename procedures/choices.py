"""The closed lists of the catalogue: what an editor picks, and the codes a release keeps."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Level(TextChoices):
    """At which level of government a procedure is settled."""

    CENTRAL = "central", _("Central")
    PROVINCE = "province", _("Province")
    COMMUNE = "commune", _("Commune")
    OTHER = "other", _("Other")


class OnlineLevel(TextChoices):
    """How much can be done online (NĐ 42/2022/NĐ-CP: toàn trình, một phần)."""

    FULL = "full", _("Whole procedure online")
    PARTIAL = "partial", _("Partly online")
    INFO = "info", _("Information only")


class Subject(TextChoices):
    """Who may ask for it: the subjects of the national catalogue."""

    CITIZEN = "citizen", _("Vietnamese citizens")
    OVERSEAS = "overseas_vietnamese", _("Vietnamese people living abroad")
    FOREIGNER = "foreigner", _("Foreigners")
    BUSINESS = "business", _("Enterprises")
    DOMESTIC_BUSINESS = "domestic_business", _("Vietnamese enterprises")
    FOREIGN_BUSINESS = "foreign_invested_business", _("Foreign-invested enterprises")
    COOPERATIVE = "cooperative", _("Cooperatives")
    ORGANISATION = "organisation", _("Organisations other than enterprises and cooperatives")
    FOREIGN_ORGANISATION = "foreign_organisation", _("Foreign organisations")
    OFFICIAL = "official", _("Cadres, civil servants, public employees")
    PARTY_MEMBER = "party_member", _("Party members")
    PARTY_ORGANISATION = "party_organisation", _("Party organisations")


class Channel(TextChoices):
    """How a dossier may be handed in."""

    IN_PERSON = "in_person", _("In person")
    ONLINE = "online", _("Online")
    POST = "post", _("By post")


class Unit(TextChoices):
    """What a time limit is counted in; `none` is a procedure without a time limit."""

    WORKING_DAY = "working_day", _("working days")
    DAY = "day", _("days")
    WORKING_HOUR = "working_hour", _("working hours")
    HOUR = "hour", _("hours")
    MONTH = "month", _("months")
    NONE = "none", _("no time limit")


class FeeKind(TextChoices):
    """Luật Phí và lệ phí 2015: phí pays for a service, lệ phí is a fixed sum for state administration."""

    FEE = "fee", _("Service fee")
    CHARGE = "charge", _("State charge")


class FeeHow(TextChoices):
    """How the amount of a fee comes about (payments/fees/rule.py)."""

    FIXED = "fixed", _("a fixed amount")
    PER_UNIT = "per_unit", _("so much for each unit")
    TIERS = "tiers", _("by a table: one amount for the whole quantity")
    STEPS = "steps", _("by a table: each unit at the price of its row")
    FORMULA = "formula", _("by a formula")


class Rounding(TextChoices):
    HALF_UP = "half_up", _("to the nearest")
    UP = "up", _("always up")
    DOWN = "down", _("always down")


class Moment(TextChoices):
    """When a fee is asked for by itself; a fee that names none is asked for by an officer."""

    FILING = "filing", _("when the dossier is filed")
    ACCEPTANCE = "acceptance", _("when it is accepted")
    SUPPLEMENT = "supplement", _("when missing papers are handed in")
    RETURN = "return", _("when the result is ready")


class DecisionKind(TextChoices):
    """What a decision of publication does to the procedure (NĐ 63/2010/NĐ-CP)."""

    NEW = "new", _("Newly issued")
    AMEND = "amend", _("Amended")
    REPLACE = "replace", _("Replaced")
    ABOLISH = "abolish", _("Abolished")


class ClockPolicy(TextChoices):
    """How a due date is counted; a release pins it."""

    DAYS = "P1", _("P1: whole working days, the day of reception not counted")
    HOURS = "P2", _("P2: rolling working hours from the moment of reception")


class PauseReason(TextChoices):
    """Why an agency may stop the clock (domain.md §4.3); a technical failure or a busy approver never do."""

    OTHER_AGENCY = "other_agency", _("Opinion of another agency")
    FIELD_WORK = "field_work", _("Field inspection, survey")
    ASSESSMENT = "assessment", _("Assessment, examination")
    AUCTION = "auction", _("Auction, tender")
    PUBLICATION = "publication", _("Public notice period")
    FORCE_MAJEURE = "force_majeure", _("Force majeure")


class OnResume(TextChoices):
    CONTINUE = "continue", _("the time that was left goes on")
    RESTART = "restart", _("the whole term begins anew")
