"""Words of the demo's home, guide and other content pages, in plain Vietnamese."""

from __future__ import annotations

from typing import Any

HOME_BODY: list[tuple[str, Any]] = [
    (
        "notice",
        {
            "kind": "info",
            "title": "Đây là bản dùng thử",
            "text": "<p>Tỉnh Bình Minh không có thật. Hồ sơ nộp ở đây không được cơ quan nào giải quyết; "
            "đừng nhập thông tin "
            "thật của mình.</p>",
        },
    ),
]

GUIDE: list[tuple[str, Any]] = [
    ("heading", "Nộp hồ sơ trong năm bước"),
    (
        "text",
        "<ol>"
        "<li><b>Tìm thủ tục</b> bằng từ quen dùng: “giấy khai sinh”, “hộ khẩu”, “mở quán”. Gõ không dấu cũng "
        "được.</li>"
        "<li><b>Đọc trang thủ tục</b> để biết giấy tờ cần có, thời hạn và lệ phí.</li>"
        "<li><b>Điền tờ khai</b> từng bước. Mỗi bước được lưu ngay; có thể dừng và làm tiếp trên máy "
        "khác.</li>"
        "<li><b>Gửi kèm giấy tờ</b>: ảnh chụp rõ hoặc tệp PDF.</li>"
        "<li><b>Xem lại, cam đoan và nộp.</b> Ghi lại mã hồ sơ và mã bí mật.</li>"
        "</ol>",
    ),
    ("heading", "Sau khi nộp"),
    (
        "text",
        "<p>Cán bộ kiểm tra hồ sơ trong 8 giờ làm việc. Hồ sơ đủ thì được tiếp nhận, có giấy hẹn ghi ngày "
        "trả kết quả. Hồ sơ "
        "thiếu thì được yêu cầu bổ sung một lần, nêu rõ cần thêm gì. Thời gian chờ bổ sung không tính vào "
        "thời hạn.</p>",
    ),
    ("heading", "Câu hỏi thường gặp"),
    (
        "question",
        {
            "question": "Không có tài khoản có nộp được không?",
            "answer": "<p>Được. Hãy giữ mã hồ sơ và mã bí mật để theo dõi. Có tài khoản thì mọi hồ sơ nằm "
            "trong mục Hồ sơ của "
            "tôi.</p>",
        },
    ),
    (
        "question",
        {
            "question": "Đang điền thì phải dừng, có mất những gì đã khai không?",
            "answer": "<p>Không. Mỗi bước được lưu khi bấm Tiếp tục. Bạn có thể lấy đường dẫn để làm tiếp "
            "trên điện thoại hoặc "
            "máy khác.</p>",
        },
    ),
    (
        "question",
        {
            "question": "Tôi muốn rút hồ sơ thì làm thế nào?",
            "answer": "<p>Mở hồ sơ, chọn Rút hồ sơ và bấm gửi. Cơ quan sẽ xác nhận; trước khi xác nhận bạn "
            "vẫn có thể đổi ý.</p>",
        },
    ),
    (
        "question",
        {
            "question": "Hồ sơ quá ngày hẹn thì sao?",
            "answer": "<p>Trang theo dõi hiện rõ hồ sơ đã quá hạn mấy ngày. Hãy gọi tổng đài 1900 0000 hoặc "
            "gửi phản ánh tới cơ "
            "quan giải quyết.</p>",
        },
    ),
]

ACCESSIBILITY: list[tuple[str, Any]] = [
    (
        "text",
        "<p>Chúng tôi muốn mọi người đều làm được thủ tục ở đây, kể cả người khiếm thị, người cao tuổi hay "
        "người chỉ có điện "
        "thoại rẻ tiền.</p>",
    ),
    ("heading", "Những gì đã làm"),
    (
        "text",
        "<ul>"
        "<li>Dùng được bằng bàn phím và trình đọc màn hình; tiêu đề, nhãn và lỗi đều được đọc lên.</li>"
        "<li>Có chế độ tương phản cao và chữ lớn trong mục Hiển thị ở đầu trang.</li>"
        "<li>Vừa màn hình rộng 320 điểm ảnh và khi phóng to 400 %.</li>"
        "<li>Vẫn dùng được khi trình duyệt tắt JavaScript.</li>"
        "</ul>"
        "<p>Mục tiêu là mức AA của tiêu chuẩn WCAG 2.2.</p>",
    ),
    ("heading", "Báo cho chúng tôi"),
    (
        "text",
        "<p>Nếu có chỗ bạn không dùng được, hãy gọi 1900 0000 hoặc đến Trung tâm Phục vụ hành chính công; "
        "cán bộ sẽ làm cùng "
        "bạn và ghi nhận để sửa.</p>",
    ),
]

PRIVACY: list[tuple[str, Any]] = [
    ("heading", "Chúng tôi giữ những gì"),
    (
        "text",
        "<p>Những gì bạn khai trong tờ khai, giấy tờ bạn gửi kèm và các bước xử lý hồ sơ. Chỉ cán bộ được "
        "phân công của cơ quan "
        "giải quyết mới đọc được; mỗi lần đọc đều được ghi lại.</p>",
    ),
    ("heading", "Dùng để làm gì"),
    (
        "text",
        "<p>Chỉ để giải quyết thủ tục bạn yêu cầu và báo cho bạn biết kết quả. Không dùng cho quảng cáo, "
        "không bán, không đặt mã "
        "theo dõi của bên khác.</p>",
    ),
    ("heading", "Giữ bao lâu"),
    (
        "text",
        "<p>Tờ khai chưa nộp bị xóa khi bạn bỏ nó. Hồ sơ đã nộp được lưu theo quy định về lưu trữ của từng "
        "thủ tục.</p>",
    ),
    ("heading", "Quyền của bạn"),
    (
        "text",
        "<p>Bạn được xem, đề nghị sửa hoặc xóa dữ liệu của mình theo pháp luật về bảo vệ dữ liệu cá nhân. "
        "Hãy gửi yêu cầu tới "
        "cơ quan giải quyết hồ sơ.</p>",
    ),
]

CONTACT: list[tuple[str, Any]] = [
    ("heading", "Tổng đài"),
    ("text", "<p><b>1900 0000</b>, giờ làm việc. Số này không có thật, chỉ để trình bày.</p>"),
    ("heading", "Nơi tiếp nhận hồ sơ"),
    (
        "text",
        "<ul>"
        "<li><b>Trung tâm Phục vụ hành chính công tỉnh Bình Minh</b>: số 1 đường Bình Minh, phường Bến "
        "Đò.</li>"
        "<li><b>Phường Bến Đò</b>: số 16 đường Bờ Sông.</li>"
        "<li><b>Phường Chợ Cũ</b>: số 17 phố Chợ Cũ.</li>"
        "<li><b>Xã Suối Mơ</b>: thôn Đầu Suối.</li>"
        "</ul>"
        "<p>Thứ Hai đến thứ Sáu, 7 giờ 30 – 11 giờ 30 và 13 giờ 30 – 17 giờ 30, trừ ngày lễ, Tết.</p>",
    ),
]

PAGES: tuple[tuple[str, str, str, list[tuple[str, Any]]], ...] = (
    ("huong-dan", "Hướng dẫn", "Làm thủ tục trực tuyến từ đầu đến khi nhận kết quả.", GUIDE),
    ("tro-nang", "Hỗ trợ tiếp cận", "Ai cũng dùng được cổng này.", ACCESSIBILITY),
    ("quyen-rieng-tu", "Quyền riêng tư", "Chúng tôi giữ gì của bạn, để làm gì và trong bao lâu.", PRIVACY),
    ("lien-he", "Liên hệ", "Gọi, gặp hoặc gửi thư cho chúng tôi.", CONTACT),
)
