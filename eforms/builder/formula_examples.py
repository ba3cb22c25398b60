"""What stands beside a formula's input: what one writes for what."""

from __future__ import annotations

from django.utils.translation import gettext as _


def examples() -> list[list[str]]:
    """[formula, what it does], for the list beside the input."""
    return [
        ["a + b", _("the sum of two answers; without a value while one is missing")],
        ["value(a, 0) * 8000", _("a missing answer counts as 0")],
        ["sum(con.map(r, r.so_tien))", _("the sum over the rows of a group")],
        ["size(con)", _("the number of rows")],
        ["con.filter(r, r.con_song).size()", _("the number of rows in which an answer is Yes")],
        ["a > 3 ? 100000 : 50000", _("one value when it holds, else the other")],
        ["round(double(a) * 0.5)", _("rounded; numbers with decimals need double(…)")],
        ["min(a, b)", _("the smaller one; max(a, b) the larger one")],
        ["age(ngay_sinh)", _("whole years from a date until today")],
        ["days_between(tu_ngay, den_ngay)", _("days between two dates; also months_between, years_between")],
        ["add_months(ngay_cap, 6)", _("a date moved; also add_days, add_years; today() is today")],
        ["ho + ' ' + ten", _("texts joined")],
    ]
