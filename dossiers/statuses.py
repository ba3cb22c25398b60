"""The ten national status codes of a dossier, their exact labels, and what each means to the applicant."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

# The codes and labels as the national system exchanges them: Vietnamese in every language.
NATIONAL_LABELS = {
    1: "Mới đăng ký",
    2: "Được tiếp nhận",
    3: "Không được tiếp nhận",
    4: "Đang xử lý",
    5: "Yêu cầu bổ sung giấy tờ",
    6: "Yêu cầu thực hiện nghĩa vụ tài chính",
    7: "Công dân yêu cầu rút hồ sơ",
    8: "Dừng xử lý",
    9: "Đã xử lý xong",
    10: "Đã trả kết quả",
}


class Status(models.IntegerChoices):
    """Label in the reader's language; in Vietnamese it is the national one."""

    NEW = 1, _("Newly filed")
    ACCEPTED = 2, _("Accepted")
    REFUSED = 3, _("Not accepted")
    PROCESSING = 4, _("Being processed")
    SUPPLEMENT = 5, _("More papers asked for")
    PAYMENT = 6, _("Payment asked for")
    WITHDRAWAL = 7, _("Withdrawal asked by the applicant")
    STOPPED = 8, _("Processing stopped")
    FINISHED = 9, _("Processing finished")
    RETURNED = 10, _("Result handed over")


TERMINAL = frozenset({Status.REFUSED, Status.STOPPED, Status.RETURNED})
OPEN = frozenset(Status) - TERMINAL

TONES = {
    Status.NEW: "info",
    Status.ACCEPTED: "info",
    Status.REFUSED: "danger",
    Status.PROCESSING: "info",
    Status.SUPPLEMENT: "warning",
    Status.PAYMENT: "warning",
    Status.WITHDRAWAL: "warning",
    Status.STOPPED: "neutral",
    Status.FINISHED: "success",
    Status.RETURNED: "success",
}
"""Tone of the status tag; never the only sign, the label stands beside it."""

IN_PLAIN_WORDS = {
    Status.NEW: _("We have received your dossier. An officer is checking whether it is complete."),
    Status.ACCEPTED: _(
        "Your dossier is complete and has been accepted. It is waiting to be given to a specialist."
    ),
    Status.REFUSED: _(
        "Your dossier was not accepted. The reason is below; you may file again once it is put right."
    ),
    Status.PROCESSING: _("A specialist is working on your dossier."),
    Status.SUPPLEMENT: _("We need something more from you. Time does not run until you answer."),
    Status.PAYMENT: _("There is something to pay. Processing goes on as soon as it is paid."),
    Status.WITHDRAWAL: _("You asked to withdraw this dossier. The agency will confirm."),
    Status.STOPPED: _("Processing of this dossier has been stopped. The reason is below."),
    Status.FINISHED: _("The result is ready: below if it is electronic, else at the counter of the agency."),
    Status.RETURNED: _("The result has been handed over. Nothing remains to be done."),
}
"""What the applicant reads on the tracking page."""

WITHDRAWN = _(
    "You have withdrawn this dossier. Nothing more is done with it; you may file again at any time."
)
"""The same for status 8 when it came about by the applicant's own wish."""


def tone(status: int) -> str:
    return TONES[Status(status)]
