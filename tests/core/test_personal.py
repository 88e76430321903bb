"""Personal data in texts: hidden but for their end, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.personal import DOTS, hidden, masked


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("write to ann.w@mail.example please", "write to •••.w@•••.example please"),
        ("邮箱是ann@mail.example吗", "•••nn@•••.example吗"),
        ("a@mail.example", "•••@•••.example"),
        ("+49 170 1234567 call", "•••67 call"),
        ("(+44) 7911 123456", "•••56"),
        ("0049-170-1234567", "•••67"),
        ("我的手机13812345678", "我的手机•••78"),
        ("13812345678", "•••78"),
        ("call me: 03012345678", "call me: •••78"),
        ("555-123-4567", "•••67"),
        ("06 12 34 56 78", "•••78"),
        ("uid 12345678 is locked", "uid •••78 is locked"),
        ("uid12345678", "uid•••78"),
        ("UID：１２３４５６７８", "UID：•••78"),
        ("my uid is 123456789, order 987654321", "my uid is •••89, order 987654321"),
        ("телефон 89161234567", "телефон •••67"),
        ("WhatsApp 4915112345678", "WhatsApp •••78"),
    ],
)
def test_what_is_hidden(text, shown):
    assert masked(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "order 1234567890 pending",
        "0xabc123def4567890 and 52908400098527886E0F7030069857D2",
        "2026-01-01 12:00 and 24.12.2025 10:11:12",
        "1 234 567 890 USDT, 1,234,567.89 or 0.12345678",
        "10.0.0.1 192.168.100.200 block 18123456",
        "https://help.nordex.example/a/12345678901",
        "@ann_w wrote at 12:30",
        "1234567",
        "$12345678901",
        "a @ b",
        "2026 01 02 11 22",
    ],
)
def test_what_agents_need_is_left_alone(text):
    assert masked(text) == text


def test_a_long_list_of_accounts_is_read_to_its_end():
    lines = [f"uid {12345000 + n}" for n in range(200)]
    shown = masked("\n".join(lines))
    assert shown.count(DOTS) == 200


@pytest.mark.parametrize(("value", "shown"), [("12345", "•••45"), ("12", "•••"), ("", "•••")])
def test_a_value_but_for_its_end(value, shown):
    assert hidden(value) == shown


@given(st.text("abc019 @.+-()uid\n,", max_size=200))
def test_nothing_is_hidden_twice_and_nothing_breaks(text):
    assert masked(masked(text)).count("@" + DOTS) == masked(text).count("@" + DOTS)


@given(
    st.from_regex(r"[a-z]{3,10}\.[a-z]{3,9}@[a-z]{3,10}\.[a-z]{2,5}\.example", fullmatch=True),
    st.sampled_from(["{}", "mail: {}", "<{}>", "({})", "{}, {}", "写信到 {} 谢谢"]),
)
def test_no_mail_address_is_left_whole(mail, frame):
    shown = masked(frame.replace("{}", mail))
    assert mail not in shown
    assert mail.partition("@")[0] not in shown
    assert mail.partition("@")[2].rpartition(".")[0] not in shown


@given(st.integers(10**9, 10**12 - 1), st.sampled_from(["+{}", "phone {}", "tel. {}", "电话 {}"]))
def test_no_phone_number_is_left_whole(number, frame):
    assert str(number) not in masked(frame.format(number))


@pytest.mark.parametrize(
    "part", ["a", "a@", "1 ", "uid 123456 ", "+1", "a@b.", "(", "1-", "@1"], ids=str
)
def test_two_million_letters_take_no_more_than_a_look(part):
    # what grows with the square of the length would take hours here
    assert masked(part * (2_000_000 // len(part)))
