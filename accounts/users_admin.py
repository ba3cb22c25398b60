"""Wagtail's pages about users, made for people with one full name who sign in by e-mail."""

from __future__ import annotations

from typing import ClassVar

from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import UserViewSet

from accounts.fields import FullNameField, PersonalNumberField, PhoneField

FIELDS = ["email", "full_name", "phone", "personal_number", "is_superuser", "groups"]


class PersonCreationForm(UserCreationForm):
    first_name = None
    last_name = None
    full_name = FullNameField()
    phone = PhoneField(required=False)
    personal_number = PersonalNumberField(required=False)

    class Meta(UserCreationForm.Meta):
        fields: ClassVar[list[str]] = FIELDS


class PersonEditForm(UserEditForm):
    first_name = None
    last_name = None
    full_name = FullNameField()
    phone = PhoneField(required=False)
    personal_number = PersonalNumberField(required=False)

    class Meta(UserEditForm.Meta):
        fields: ClassVar[list[str]] = [*FIELDS, "is_active"]


class PeopleViewSet(UserViewSet):
    def get_form_class(self, for_update: bool = False) -> type:
        return PersonEditForm if for_update else PersonCreationForm
