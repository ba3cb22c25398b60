"""Texts that results are made from: what they may name, and what is wrong with one. Pure.

An answer is named {tra_loi.<key of the question>}: of the e-form, or of a form officers fill in in a step.
"""

from __future__ import annotations

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rules.placeholders import names_in, said_as, unbalanced

ANSWER = "tra_loi."
PARTS = ("title", "body", "signer")
"""Parts of a result's text that may name placeholders."""
LONGEST_SIGN = 16
SIGN = RegexValidator(r"^[^\W\d_][^\W_]*([-.][^\W_]+)*$", _("Letters and digits with hyphens: QĐ-UBND."))
KNOWN: dict[str, str | Promise] = {
    "ma_ho_so": _("code of the dossier"),
    "thu_tuc": _("name of the procedure"),
    "ma_thu_tuc": _("code of the procedure"),
    "ket_qua": _("name of the result"),
    "co_quan": _("agency that decides"),
    "bo_phan": _("unit that receives dossiers"),
    "nguoi_nop": _("name of the applicant"),
    "so_dinh_danh": _("personal number of the applicant"),
    "dia_chi": _("address of the applicant"),
    "dien_thoai": _("phone of the applicant"),
    "thu_dien_tu": _("e-mail of the applicant"),
    "ngay_nop": _("day of filing"),
    "ngay_nhan": _("day of acceptance"),
    "han_tra": _("day of the result"),
    "ngay_ky": _("day on which the result is made"),
    "can_bo": _("officer who works on the dossier"),
    "nguoi_ky": _("officer who finishes it"),
}


def text_problem(text: str, answers: Collection[str] | None = None) -> ValidationError | None:
    """What an editor must correct. `answers`: keys that are asked; None: whatever is said of them passes."""
    if unbalanced(text):
        words = _("A brace { or } stands alone: placeholders are written {ma_ho_so}.")
        return ValidationError(words, code="braces")
    if strange := [name for name in names_in(text) if not _known(name, answers)]:
        words = _("There is no placeholder %(names)s. Choose one from the list.")
        return ValidationError(words, code="placeholder_unknown", params={"names": said_as(strange)})
    return None


def _known(name: str, answers: Collection[str] | None) -> bool:
    key = name.removeprefix(ANSWER)
    return name in KNOWN or (key != name and (answers is None or key in answers))
