"""The same pages in English."""

from __future__ import annotations

from typing import Any

HOME_BODY: list[tuple[str, Any]] = [
    (
        "notice",
        {
            "kind": "info",
            "title": "This is a trial",
            "text": "<p>There is no Bình Minh province. No agency settles what is filed here; do not "
            "enter real "
            "personal data.</p>",
        },
    ),
]

GUIDE: list[tuple[str, Any]] = [
    ("heading", "Filing in five steps"),
    (
        "text",
        "<ol>"
        "<li><b>Find the procedure</b> in everyday words: “giấy khai sinh”, “hộ khẩu”, “mở quán”. Words "
        "without "
        "accents work too.</li>"
        "<li><b>Read its page</b>: which papers, how long, what it costs.</li>"
        "<li><b>Fill in the form</b> step by step. Every step is saved at once; you can stop and go on, on "
        "another device too.</li>"
        "<li><b>Attach your papers</b>: clear photos, or PDF files.</li>"
        "<li><b>Check, declare and file.</b> Keep the code of the dossier and the secret.</li>"
        "</ol>",
    ),
    ("heading", "After filing"),
    (
        "text",
        "<p>An officer checks the dossier within 8 working hours. When it is complete it is accepted, and "
        "you "
        "get a slip with the day of the result. When something is missing you are asked once, and told what. "
        "The time you take to answer is not counted.</p>",
    ),
    ("heading", "Questions often asked"),
    (
        "question",
        {
            "question": "Can I file without an account?",
            "answer": "<p>Yes. Keep the code of the dossier and the secret to follow it. With an account "
            "all your "
            "dossiers stand under My dossiers.</p>",
        },
    ),
    (
        "question",
        {
            "question": "If I have to stop halfway, are my answers lost?",
            "answer": "<p>No. Every step is saved when you press Continue. You can get a link to go on "
            "with your "
            "phone or another computer.</p>",
        },
    ),
    (
        "question",
        {
            "question": "How do I withdraw a dossier?",
            "answer": "<p>Open it and choose Withdraw. The agency confirms; until then you can change your "
            "mind.</p>",
        },
    ),
    (
        "question",
        {
            "question": "What if the result is late?",
            "answer": "<p>The page of the dossier says how many days it is overdue. Call 1900 0000, or "
            "write to "
            "the agency that handles it.</p>",
        },
    ),
]

ACCESSIBILITY: list[tuple[str, Any]] = [
    (
        "text",
        "<p>Everybody should be able to file here: blind people, old people, people who have nothing but "
        "a cheap "
        "phone.</p>",
    ),
    ("heading", "What has been done"),
    (
        "text",
        "<ul>"
        "<li>It works with the keyboard and with screen readers; headings, labels and errors are read "
        "out.</li>"
        "<li>High contrast and large text can be chosen under Display at the top of every page.</li>"
        "<li>It fits screens 320 pixels wide and a zoom of 400 %.</li>"
        "<li>It works without JavaScript.</li>"
        "</ul>"
        "<p>The aim is level AA of WCAG 2.2.</p>",
    ),
    ("heading", "Tell us"),
    (
        "text",
        "<p>If something does not work for you, call 1900 0000 or come to the public administration service "
        "centre; an officer will do it together with you and note what must be mended.</p>",
    ),
]

PRIVACY: list[tuple[str, Any]] = [
    ("heading", "What we keep"),
    (
        "text",
        "<p>Your answers, the papers you attach and what is done with the dossier. Only officers in "
        "charge at "
        "the agency can read them; every look is recorded.</p>",
    ),
    ("heading", "What for"),
    (
        "text",
        "<p>To settle what you ask for and to tell you the result. Not for advertising, not for sale, and "
        "nobody "
        "else follows you here.</p>",
    ),
    ("heading", "For how long"),
    (
        "text",
        "<p>A form you have not filed goes when you discard it. Filed dossiers are kept as the rules on "
        "archives "
        "say for each procedure.</p>",
    ),
    ("heading", "Your rights"),
    (
        "text",
        "<p>You may see your data and ask for correction or deletion under the law on personal data. "
        "Write to "
        "the agency that handles the dossier.</p>",
    ),
]

CONTACT: list[tuple[str, Any]] = [
    ("heading", "Hotline"),
    ("text", "<p><b>1900 0000</b>, in office hours. The number is not real.</p>"),
    ("heading", "Where dossiers are received"),
    (
        "text",
        "<ul>"
        "<li><b>Public administration service centre of Bình Minh province</b>: số 1 đường Bình Minh, phường "
        "Bến Đò.</li>"
        "<li><b>Bến Đò ward</b>: số 16 đường Bờ Sông.</li>"
        "<li><b>Chợ Cũ ward</b>: số 17 phố Chợ Cũ.</li>"
        "<li><b>Suối Mơ commune</b>: thôn Đầu Suối.</li>"
        "</ul>"
        "<p>Monday to Friday, 7:30–11:30 and 13:30–17:30, except on public holidays.</p>",
    ),
]

PAGES: dict[str, tuple[str, str, list[tuple[str, Any]]]] = {
    "huong-dan": ("Guide", "From finding a procedure to its result.", GUIDE),
    "tro-nang": ("Accessibility", "A portal for everybody.", ACCESSIBILITY),
    "quyen-rieng-tu": ("Privacy", "What we keep of you, what for and how long.", PRIVACY),
    "lien-he": ("Contact", "Call, visit or write.", CONTACT),
}
