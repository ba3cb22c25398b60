"""Signing keys in the admin, for whoever holds documents.keys.

A key is begun (whose, where it is kept), then filled in: what there is to fill in, its place says. Secrets
are written, never shown; a key is switched off, never deleted.
"""

from __future__ import annotations

import io
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column, TitleColumn

from accounts.access import WAGTAIL_ADMIN, allow
from accounts.held_admin import AddView, HeldIndexView, HeldViewSet, held_by
from accounts.models import User
from documents.errors import SigningRefused
from documents.models import Authority, SignatureKind, SigningKey
from documents.places import agencies
from documents.signing.contract import LockedSecret, locked_up, secrets_of
from documents.signing.registry import key_places, place_of
from documents.signing.trust import certificates
from themes.options import PREFIX, OptionsForm, missing

MANAGE = "documents.keys"
LARGEST_IMAGE = 1024 * 1024
MOST_PIXELS = 4_000_000


held_by(MANAGE, SigningKey, Authority)


class BeginForm(WagtailAdminModelForm):
    """Whose key it is and where it is kept; agency or officer, by kind."""

    officer = forms.EmailField(
        label=gettext_lazy("E-mail of the officer"),
        help_text=gettext_lazy("For the signature of a person."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["provider"] = forms.ChoiceField(
            label=gettext_lazy("Where the key is kept"),
            choices=[(name, one.label) for name, one in key_places().items()],
        )
        self.fields["agency_code"] = forms.ChoiceField(
            label=gettext_lazy("Agency"),
            choices=[
                ("", "–"),
                *((code, f"{name} ({code})") for code, name in agencies(timezone.localdate())),
            ],
            required=False,
            help_text=gettext_lazy("For the seal of an agency."),
        )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        self.instance.created_at, self.instance.on = timezone.now(), False
        if said.get("kind") == SignatureKind.SEAL:
            if not said.get("agency_code"):
                self.add_error("agency_code", _("Choose the agency whose seal it is."))
        elif "officer" not in self.errors:
            self.instance.owner = User.objects.filter(email__iexact=said.get("officer") or "").first()
            said["agency_code"] = ""
            if self.instance.owner is None:
                self.add_error("officer", _("No account has this e-mail address."))
        return said


class KeyForm(OptionsForm, WagtailAdminModelForm):
    """One field for each option of the place, the picture, and the switch."""

    picture = forms.FileField(
        label=gettext_lazy("Picture of the signature or seal"),
        help_text=gettext_lazy(
            "PNG with a transparent ground: the written signature in blue, the seal in red."
        ),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place = place_of(self.instance)
        self.ask(self.place.options, {**self.instance.options, **_secrets(self.instance)})
        self.fields["on"].help_text = self._standing()

    def _standing(self) -> str:
        if not self.instance.certificate:
            return _("Fill in where the key is; then it can be switched on.")
        first = certificates(self.instance.certificate)[0]
        return _("Certificate of %(name)s, valid until %(day)s.") % {
            "name": first.subject.native.get("common_name", ""),
            "day": f"{first.not_valid_after:%d/%m/%Y}",
        }

    def clean_picture(self) -> Any:
        upload = self.cleaned_data.get("picture")
        if not upload:
            return None
        if upload.size > LARGEST_IMAGE:
            raise ValidationError(_("The picture may have 1 MB at most."))
        content = upload.read()
        if not _is_transparent_png(content):
            raise ValidationError(_("This is no PNG picture with a transparent ground."))
        return content

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("picture"):
            self.instance.image = said["picture"]
        given = self.filled_in(said)
        locked = {one.name for one in self.asked if isinstance(one, LockedSecret)}
        secret = {name: value for name, value in given.items() if name in locked}
        options = {name: value for name, value in given.items() if name not in locked}
        self.instance.options, self.instance.secret = options, locked_up(secret)
        if said.get("on"):
            self.refuse_missing(given)
            self._one_in_use()
        if not missing(self.asked, given) and not self.errors:
            self._read_certificate(options, secret)
        return said

    def _read_certificate(self, options: dict[str, str], secret: dict[str, str]) -> None:
        """A place that does not answer is said beside what was filled in last of it."""
        problems = self.place.check_config(options, secret)
        try:
            if not problems:
                self.instance.certificate = self.place.certificate(options, secret)
        except SigningRefused as refused:
            problems = list(refused.messages)
        for problem in problems:
            self.add_error(PREFIX + self.asked[-1].name, ValidationError(problem, code="config"))

    def _one_in_use(self) -> None:
        mine = self.instance
        others = SigningKey.objects.filter(kind=mine.kind, on=True).exclude(pk=mine.pk)
        same = (
            others.filter(owner=mine.owner) if mine.owner_id else others.filter(agency_code=mine.agency_code)
        )
        if same.exists():
            self.add_error("on", ValidationError(_("Switch off the key in use first."), code="in_use"))


def _secrets(key: SigningKey) -> dict[str, str]:
    try:
        return secrets_of(key)
    except SigningRefused:  # SECRET_KEY was changed: everything has to be entered anew
        return {}


def _is_transparent_png(content: bytes) -> bool:
    try:
        with Image.open(io.BytesIO(content), formats=("PNG",)) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                return False
            return min(picture.convert("RGBA").getchannel("A").tobytes()) < 255
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False


def _of_whom(key: SigningKey) -> str:
    return str(key.owner) if key.owner else key.agency_code


def _standing(key: SigningKey) -> str:
    """Without asking the place: a list of many keys must not wait for tokens."""
    if not key.certificate or key.provider not in key_places():
        return _("Something is missing")
    return _("In use") if key.on else _("Switched off")


@allow(WAGTAIL_ADMIN)
class Keys(HeldIndexView):
    def get_base_queryset(self) -> QuerySet[SigningKey]:
        found: QuerySet[SigningKey] = super().get_base_queryset()
        return found.select_related("owner").defer("image").order_by("kind", "agency_code", "pk")

    @property
    def columns(self) -> list[Column]:
        title = self._get_title_column_class(TitleColumn)
        return [
            title("owner", label=gettext_lazy("Of whom"), accessor=_of_whom, get_url=self.get_edit_url),
            Column("kind", label=gettext_lazy("Kind"), accessor="get_kind_display"),
            Column("provider", label=gettext_lazy("Where the key is kept"), accessor=_kept_at),
            Column("on", label=gettext_lazy("State"), accessor=_standing),
        ]


def _kept_at(key: SigningKey) -> str:
    place = key_places().get(key.provider)
    return str(place.label) if place else key.provider


class SigningKeys(HeldViewSet):
    model = SigningKey
    index_view_class = Keys
    icon = "key"
    menu_label = gettext_lazy("Signing keys")
    menu_order = 570
    name = "signing_keys"
    url_prefix = "khoa-ky-so"
    form_fields: ClassVar[list[str]] = ["kind", "provider", "agency_code"]

    def get_form_class(self, for_update: bool = False) -> type:
        if for_update:
            return forms.modelform_factory(SigningKey, form=KeyForm, fields=["on"])
        return forms.modelform_factory(SigningKey, form=BeginForm, fields=self.form_fields)


class AuthorityForm(WagtailAdminModelForm):
    """A root (or bridge) as PEM; that of the demo only switches."""

    def clean_certificate(self) -> str:
        text = str(self.cleaned_data["certificate"]).strip()
        if self.instance.demo:
            return str(self.instance.certificate)
        try:
            found = certificates(text)
            if not found or not all(one.ca for one in found):
                raise ValidationError(_("This is no certificate of an authority (CA)."), code="no_ca")
        except ValueError:
            raise ValidationError(_("This is no certificate in PEM form."), code="no_pem") from None
        return text + "\n"


class Authorities(HeldViewSet):
    model = Authority
    add_view_class = AddView
    icon = "site"
    menu_label = gettext_lazy("Trusted authorities")
    menu_order = 571
    name = "signing_authorities"
    url_prefix = "to-chuc-chung-thuc"
    form_fields: ClassVar[list[str]] = ["name", "certificate", "on"]
    list_display: ClassVar[list[str]] = ["name", "demo", "on"]

    def get_form_class(self, for_update: bool = False) -> type:
        return forms.modelform_factory(Authority, form=AuthorityForm, fields=self.form_fields)
