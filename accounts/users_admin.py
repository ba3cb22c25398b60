"""Wagtail's pages about users, made for people with one full name who sign in by e-mail.

Groups are not chosen here: a role held brings its group. Only a superuser makes or edits superusers.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.account import NameEmailSettingsPanel
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import CreateView, DeleteView, EditView, IndexView, UserViewSet

from accounts.access import WAGTAIL_ADMIN, allow
from accounts.fields import FullNameField, PersonalNumberField, PhoneField

FIELDS = ["email", "full_name", "phone", "personal_number", "is_superuser"]


class PersonForm(forms.ModelForm):
    """What both forms share: our fields, and no superusers made by others."""

    def __init__(self, *args: Any, editor: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if editor is None or not editor.is_superuser:
            self.fields.pop("is_superuser", None)

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class PersonCreationForm(PersonForm, UserCreationForm):
    first_name = None
    last_name = None
    full_name = FullNameField()
    phone = PhoneField(required=False)
    personal_number = PersonalNumberField(required=False)
    password_required = False

    class Meta(UserCreationForm.Meta):
        fields: ClassVar[list[str]] = FIELDS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = _(
            "Leave empty: the person chooses one by “Forgot your password?”."
        )

    def save(self, commit: bool = True) -> Any:
        if not self.cleaned_data["password1"]:
            self.instance.set_unusable_password()
        return super().save(commit)


class PersonEditForm(PersonForm, UserEditForm):
    first_name = None
    last_name = None
    full_name = FullNameField()
    phone = PhoneField(required=False)
    personal_number = PersonalNumberField(required=False)

    class Meta(UserEditForm.Meta):
        fields: ClassVar[list[str]] = [*FIELDS, "is_active"]


class SuperusersKeepToThemselves:
    """Somebody else's superuser account is closed to whoever is not one."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.object.is_superuser and not request.user.is_superuser:  # type: ignore[attr-defined]
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


@allow(WAGTAIL_ADMIN)
class PeopleList(IndexView):
    @cached_property
    def search_fields(self) -> set[str]:
        return {"email", "full_name", "phone"}


@allow(WAGTAIL_ADMIN)
class AddPerson(CreateView):
    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "editor": self.request.user}


@allow(WAGTAIL_ADMIN)
class EditPerson(SuperusersKeepToThemselves, EditView):
    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "editor": self.request.user}


@allow(WAGTAIL_ADMIN)
class RemovePerson(DeleteView):
    """Wagtail already keeps superusers from being deleted by others, and anyone from deleting themselves."""


class PeopleViewSet(UserViewSet):
    index_view_class = PeopleList
    add_view_class = AddPerson
    edit_view_class = EditPerson
    delete_view_class = RemovePerson
    template_prefix = "accounts/admin/users/"
    copy_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> type:
        return PersonEditForm if for_update else PersonCreationForm


class NameForm(forms.ModelForm):
    """One's own name on the editor's account page, in place of first and last names."""

    full_name = FullNameField()

    class Meta:
        model = get_user_model()
        fields: ClassVar[list[str]] = ["full_name"]


NameEmailSettingsPanel.form_class = NameForm
