"""What officers and applicants of the demo write when they ask, refuse, answer or stop."""

from __future__ import annotations

from random import Random
from typing import Any

MISSING = {
    "1.001193": (
        "Ảnh chụp Giấy chứng sinh bị mờ, chưa đọc được ngày sinh của trẻ.",
        ["Giấy chứng sinh: chụp lại rõ nét, đủ bốn góc"],
    ),
    "1.000894": (
        "Chưa có giấy tờ tùy thân của một bên.",
        ["Giấy tờ tùy thân của bên nam"],
    ),
    "1.000656": (
        "Số giấy báo tử trên tờ khai chưa khớp với giấy gửi kèm.",
        ["Giấy báo tử: gửi lại bản đúng số"],
    ),
    "1.004873": (
        "Chưa rõ tình trạng hôn nhân trong thời gian cư trú ở nơi khác.",
        ["Giấy xác nhận tình trạng hôn nhân của nơi cư trú trước đây"],
    ),
    "2.000635": (
        "Không tìm thấy thông tin theo năm đăng ký đã khai.",
        ["Bản chụp giấy tờ đã cấp trước đây (nếu còn)"],
    ),
    "1.004222": (
        "Hợp đồng thuê nhà chưa được công chứng hoặc chứng thực.",
        ["Hợp đồng thuê nhà đã công chứng, chứng thực"],
    ),
    "1.001612": (
        "Tên hộ kinh doanh trùng với hộ đã đăng ký trong phường.",
        ["Giấy đề nghị với tên hộ kinh doanh khác"],
    ),
    "3.000333": (
        "Quá trình cư trú khai còn thiếu giai đoạn sau khi học xong.",
        ["Bản khai bổ sung quá trình cư trú"],
    ),
}
REFUSALS = (
    "Việc này đã được đăng ký và trả kết quả trước đó, không giải quyết lại.",
    "Hồ sơ không thuộc thẩm quyền của cơ quan này. Đề nghị chọn lại nơi nộp.",
    "Người nộp không phải là người được pháp luật cho phép yêu cầu việc này.",
)
STOPS = (
    "Người yêu cầu không bổ sung giấy tờ sau khi đã được nhắc.",
    "Hai hồ sơ cùng nội dung; cơ quan tiếp tục giải quyết hồ sơ nộp trước.",
)
WITHDRAWALS = (
    "Gia đình xin rút để chuẩn bị lại giấy tờ.",
    "Tôi đã làm thủ tục này ở nơi khác.",
    "Tôi khai nhầm nơi nộp, xin rút để nộp lại.",
)
GRANTS = ("Đồng ý cho rút hồ sơ; giấy tờ đã nộp được trả lại.",)
ANSWERS = (
    "Tôi đã bổ sung theo yêu cầu. Xin cảm ơn.",
    "Gửi anh chị giấy tờ đã chụp lại rõ hơn.",
    "Gia đình bổ sung nội dung còn thiếu, nhờ cơ quan xem giúp.",
)
FEES = {
    "2.000635": (16_000, "Phí 02 bản sao trích lục, 8.000 đồng mỗi bản"),
    "1.004222": (10_000, "Lệ phí đăng ký thường trú nộp trực tuyến"),
    "1.001612": (50_000, "Lệ phí đăng ký hộ kinh doanh nộp trực tuyến"),
    "3.000333": (200_000, "Phí cung cấp thông tin lý lịch tư pháp"),
}


def said(action: str, procedure: str, rng: Random) -> dict[str, Any]:
    """What comes with the action, as `dossiers.doing.do` takes it."""
    if action == "ask_supplement":
        reason, papers = MISSING[procedure]
        return {"reason": reason, "papers": papers}
    if action == "ask_payment":
        amount, why = FEES[procedure]
        return {"amount": amount, "reason": why}
    if action == "supplement":
        return {"message": rng.choice(ANSWERS)}
    texts = {"refuse": REFUSALS, "stop": STOPS, "ask_withdrawal": WITHDRAWALS, "grant_withdrawal": GRANTS}
    return {"reason": rng.choice(texts[action])} if action in texts else {}
