from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    label = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        from allauth.account.signals import email_confirmed
        from django.apps import apps

        from accounts import checks, schema  # noqa: F401  registered by being imported
        from accounts.permissions import register_actions
        from accounts.roles import ACTIONS, seed_after_migrate
        from accounts.sign_in import forget_password_of_a_stranger

        register_actions(ACTIONS)
        email_confirmed.connect(forget_password_of_a_stranger, dispatch_uid="accounts.stranger")
        post_migrate.connect(seed_after_migrate, sender=self, dispatch_uid="accounts.roles")
        # Wagtail's pages about users speak of first and last names; ours know a full name.
        apps.get_app_config("wagtailusers").user_viewset = (  # type: ignore[attr-defined]
            "accounts.users_admin.PeopleViewSet"
        )
