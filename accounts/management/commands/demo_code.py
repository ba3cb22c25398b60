"""`manage.py demo_code tiepnhan@demo.vn`: a demo officer's one-time code, instead of an app on a phone."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts import second_factor
from accounts.models import SecondFactor


class Command(BaseCommand):
    help = "Print the current one-time code of a demo account (refused outside the demo)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("account", help="e-mail, or the part before the @")

    def handle(self, *args: Any, account: str, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(
                "Only the demo tells codes. An officer reads them from the app on their phone."
            )
        code = second_factor.unused_code(self._factor(account), timezone.now())
        if code is None:
            raise CommandError("The codes of this minute are used. Try again in 30 seconds.")
        self.stdout.write(code)

    def _factor(self, account: str) -> SecondFactor:
        factors = SecondFactor.objects.select_related("user")
        lookup = (
            {"user__email__iexact": account}
            if "@" in account
            else {"user__email__istartswith": f"{account}@"}
        )
        found = list(factors.filter(**lookup)[:2])
        if not found:
            known = ", ".join(factors.order_by("user__email").values_list("user__email", flat=True)[:20])
            raise CommandError(f"No account {account} uses codes. Those that do: {known or 'none'}.")
        if len(found) > 1:
            raise CommandError(f"Several accounts are called {account}: type the whole e-mail.")
        return found[0]
