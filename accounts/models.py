"""People: everyone who signs in is a User; what an officer may do comes from roles held at an agency."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractUser, BaseUserManager, Group
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.written_once import WrittenOnce


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractUser):
    """A person who signs in: an applicant, an officer, an editor, or several of these at once."""

    username = None  # type: ignore[assignment]
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    email = models.EmailField(_("e-mail"), unique=True)
    full_name = models.CharField(_("full name"), max_length=150)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    personal_number = models.CharField(_("personal number"), max_length=12, blank=True)
    channels = models.JSONField(
        default=dict, blank=True, editable=False, help_text="{kind of news: [channel]}, see channels.py"
    )

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]
    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self) -> str:
        return self.full_name or self.email

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name.split(" ")[-1] if self.full_name else self.email


class Role(models.Model):
    """What somebody is at an agency. Seeded from `roles.py` once; afterwards administrators change it."""

    code = models.CharField(
        _("code"), max_length=32, primary_key=True, validators=[RegexValidator(r"^[a-z][a-z_]*$")]
    )
    name = models.CharField(_("name"), max_length=100)
    name_en = models.CharField(_("name in English"), max_length=100, blank=True)
    officer = models.BooleanField(
        _("officer"), default=True, help_text=_("Works on dossiers: sees the officers' desk.")
    )
    group = models.ForeignKey(
        Group,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="roles",
        verbose_name=_("content group"),
        help_text=_("Whoever holds this role joins this group of content editors."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=100)
    seeded = models.JSONField(
        default=list, editable=False, help_text="default actions already given; never given twice"
    )

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.name

    @property
    def name_in_language(self) -> str:
        return self.name_en if self.name_en and get_language() == "en" else self.name


class RolePermission(models.Model):
    """A role may do an action at: its own agency, its own and those below, or all agencies."""

    class Scope(models.TextChoices):
        OWN = "own", _("own agency")
        BELOW = "below", _("own agency and those below")
        ALL = "all", _("all agencies")

    role = models.ForeignKey(
        Role, on_delete=models.CASCADE, related_name="permissions", verbose_name=_("role")
    )
    action = models.CharField(_("action"), max_length=64)
    scope = models.CharField(_("scope"), max_length=5, choices=Scope, default=Scope.OWN)

    class Meta:
        verbose_name = _("permission")
        verbose_name_plural = _("permissions")
        ordering = ["role", "action"]
        constraints = [
            models.UniqueConstraint(fields=["role", "action"], name="one_scope_per_role_and_action")
        ]

    def __str__(self) -> str:
        return f"{self.role_id}: {self.action} ({self.scope})"


class RoleAssignment(models.Model):
    """A role held by a person at an agency from one day to another, both days included (Vietnam's days)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="assignments", verbose_name=_("user")
    )
    role = models.ForeignKey(
        Role, on_delete=models.PROTECT, related_name="assignments", verbose_name=_("role")
    )
    agency_code = models.CharField(
        _("agency code"),
        max_length=32,
        blank=True,
        help_text=_(
            "Identifier code, for example H08.16. Empty only reaches what is allowed at all agencies."
        ),
    )
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(
        _("valid to"), null=True, blank=True, help_text=_("Last day. Empty: until ended.")
    )
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("granted by"),
    )
    delegated_from = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="delegated_roles",
        verbose_name=_("in place of"),
        help_text=_("The absent colleague whose role this is."),
    )

    class Meta:
        verbose_name = _("role held")
        verbose_name_plural = _("roles held")
        ordering = ["user", "role", "agency_code", "valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="role_ends_after_it_begins",
                violation_error_message=_("The last day is before the first."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.role} {self.agency_code}".strip()


class SecondFactor(models.Model):
    """The app that shows somebody's one-time codes. The secret is kept encrypted; a used code is used up."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="second_factor",
        verbose_name=_("user"),
    )
    secret = models.TextField(help_text="base32 secret, encrypted with a key derived from SECRET_KEY")
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    last_step = models.BigIntegerField(default=0, help_text="30-second step of the last accepted code")
    failed_count = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(_("locked until"), null=True, blank=True)

    class Meta:
        verbose_name = _("code app")
        verbose_name_plural = _("code apps")

    def __str__(self) -> str:
        return str(self.user)


class ApiToken(models.Model):
    """A program's key to somebody's account. Only its hash is kept."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tokens")
    hash = models.CharField(max_length=64, unique=True)
    label = models.CharField(_("label"), max_length=100, blank=True)
    session_hash = models.CharField(
        max_length=64, help_text="changes with the password: old tokens die with it"
    )
    second_factor = models.BooleanField(default=False, help_text="a one-time code was given for it")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")

    def __str__(self) -> str:
        return f"{self.user}: {self.label}"


class AccessRecord(WrittenOnce):
    """Who looked at what, when and what for. Strings, not relations: it outlives what it speaks of."""

    at = models.DateTimeField(_("time"))
    user_id = models.BigIntegerField(_("user"))
    role = models.CharField(_("role"), max_length=100, blank=True)
    agency = models.CharField(_("agency"), max_length=32, blank=True)
    action = models.CharField(_("action"), max_length=64)
    subject = models.CharField(_("subject"), max_length=100)
    purpose = models.CharField(_("purpose"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("access record")
        verbose_name_plural = _("access log")
        ordering = ["-id"]
        indexes = [models.Index(fields=["subject"]), models.Index(fields=["user_id", "at"])]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.user_id} {self.action} {self.subject}"


class GivenRights(models.Model):
    """What a room ever gave a group of the admin, so that nothing is given twice: see group_rights.py."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    room = models.CharField(max_length=20)
    rights = models.JSONField(default=list, help_text='["eforms.change_eform", …]')

    class Meta:
        verbose_name = _("rights given to a group")
        verbose_name_plural = _("rights given to groups")
        constraints = [models.UniqueConstraint(fields=["group", "room"], name="one_record_a_room")]

    def __str__(self) -> str:
        return f"{self.group} {self.room}"


class Profile(models.Model):
    """A household or organisation that somebody files for, in their own words: filled into forms."""

    class Kind(models.TextChoices):
        HOUSEHOLD = "household", _("Household")
        ORGANIZATION = "organization", _("Organisation or company")

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="profiles", verbose_name=_("user")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    name = models.CharField(_("name"), max_length=250)
    tax_code = models.CharField(_("tax code"), max_length=14, blank=True)
    address = models.JSONField(
        _("address"), default=dict, blank=True, help_text="{province, commune, street}"
    )
    representative = models.CharField(_("head of household or representative"), max_length=150, blank=True)
    members = models.JSONField(
        _("members"), default=list, blank=True, help_text="[{name, birth_date, relation, personal_number}]"
    )
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")
        ordering: ClassVar[list[str]] = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class Organization(models.Model):
    """An organisation for which somebody was ever found to speak. Known by its tax code; its name is the
    one on the paper seen last."""

    tax_code = models.CharField(_("tax code"), max_length=14, unique=True)
    name = models.CharField(_("name"), max_length=250)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering: ClassVar[list[str]] = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class Representation(models.Model):
    """Somebody speaks for an organisation from one day to another (both included), unless it is ended.

    Never deleted. paper, its number and day: what proves it. given_by: the officer who saw the paper (then
    agency_code says where), or the legal representative who authorised.
    """

    class Basis(models.TextChoices):
        LEGAL = "legal", _("legal representative")
        AUTHORISED = "authorised", _("authorised person")

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="representations")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="representations"
    )
    basis = models.CharField(max_length=10, choices=Basis)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    paper = models.CharField(max_length=200)
    paper_number = models.CharField(max_length=60, blank=True)
    paper_day = models.DateField(null=True, blank=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    agency_code = models.CharField(max_length=32, blank=True)
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    end_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("representation of an organisation")
        verbose_name_plural = _("representations of organisations")
        ordering: ClassVar[list[str]] = ["-given_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to__gte=models.F("valid_from"))
                | models.Q(valid_to__isnull=True, basis="legal"),
                name="authorised_until_a_day",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True) | models.Q(ended_by__isnull=False),
                name="ended_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.organization_id} ({self.basis})"
