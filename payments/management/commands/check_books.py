"""`manage.py check_books`: the balance of every account, and whatever does not hold."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from payments import ledger
from payments.checking import faults
from rules.money import format_vnd


class Command(BaseCommand):
    help = "Print the balances of the books and every fault in them; ends with 1 when there is one."

    def handle(self, **_options: Any) -> None:
        """Changes nothing."""
        balances = ledger.balances()
        for account, amount in balances.items():
            self.stdout.write(f"{account:<24}{format_vnd(amount):>24}")
        self.stdout.write(f"{'sum':<24}{format_vnd(sum(balances.values())):>24}")
        found = faults()
        for fault in found:
            self.stderr.write(f"{fault.what} {fault.where}")
        if found or sum(balances.values()):
            raise CommandError(f"The books do not hold: {len(found)} faults.")
        self.stdout.write("The books hold.")
