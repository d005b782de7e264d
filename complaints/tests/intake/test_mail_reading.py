"""What a mail says, however its program wrote it."""

from email.message import EmailMessage

import pytest

from complaints.factories import raw_mail
from complaints.mail.plain_text import text_of
from complaints.mail.reading import in_words, read

WORDS = "三箱货物破损，请赔付。"


def head(*lines, body=b"", charset="utf-8"):
    """A mail of raw header lines, in bytes that no standard allows."""
    given = [*lines, f'Content-Type: text/plain; charset="{charset}"', "Content-Transfer-Encoding: 8bit"]
    return b"\r\n".join(line if isinstance(line, bytes) else line.encode() for line in given) + b"\r\n\r\n" + body


@pytest.mark.parametrize("charset", ["utf-8", "gb18030", "gbk", "gb2312"])
@pytest.mark.parametrize("named", [True, False])
def test_words_in_every_charset_also_where_it_is_named_wrongly(charset, named):
    raw = head("From: a@b.test", body=WORDS.encode(charset), charset=charset if named else "us-ascii")
    assert read(raw).text == WORDS


def test_a_rare_character_in_a_mail_that_says_gb2312():
    raw = head("From: a@b.test", body="客户：朱镕基街㐀号".encode("gb18030"), charset="gb2312")
    assert read(raw).text == "客户：朱镕基街㐀号"


def test_a_sender_and_a_subject_in_bare_bytes():
    mail = read(head(b"From: " + "王芳".encode("gbk") + b" <wang@b.test>", b"Subject: " + WORDS.encode("gbk")))
    assert (mail.sender, mail.sender_name, mail.subject) == ("wang@b.test", "王芳", WORDS)


def test_an_encoded_name_with_a_comma_and_a_bracket():
    mail = read(head("From: =?gb2312?B?zfW3vCwgPGE+?= <wang@b.test>"))
    assert (mail.sender, mail.sender_name) == ("wang@b.test", "王芳, <a>")


@pytest.mark.parametrize("sender", ["", "nobody", "<>", "a@b@c", "=?utf-8?b?!!?="])
def test_what_is_no_address_is_none(sender):
    assert read(head(f"From: {sender}")).sender == ""


def test_html_alone_becomes_text_without_what_acts():
    mail = EmailMessage()
    mail["From"] = "a@b.test"
    html = "<html><head><style>p{}</style></head><body><p>三箱&nbsp;货物</p><p>破损<br>请赔付<script>x()</script></p></body>"
    mail.set_content(html, subtype="html")
    assert read(mail.as_bytes()).text == "三箱 货物\n\n破损\n请赔付"
    mail.set_content(WORDS)
    mail.add_alternative(html, subtype="html")
    assert read(mail.as_bytes()).text == WORDS


def test_broken_html_says_what_it_can():
    assert text_of("<p>a<b<i>c</p><td>&#0;&bogus;<!-- x").startswith("a")


def test_files_are_known_by_their_content_and_the_others_by_name():
    files = {"报价.pdf": b"%PDF-1.7\n" + b"x" * 64, "virus.pdf": b"MZ\x90" * 30, "run.exe": b"MZ"}
    mail = read(raw_mail(files=files))
    assert [file.name for file in mail.files] == ["报价.pdf"] and mail.refused == ["virus.pdf", "run.exe"]


def test_more_than_ten_files_are_named():
    mail = read(raw_mail(files={f"{number}.pdf": b"%PDF-1.7\n" + b"x" * 64 for number in range(12)}))
    assert len(mail.files) == 10 and mail.refused == ["10.pdf", "11.pdf"]


def test_a_forwarded_mail_is_a_file_and_not_the_words():
    mail = EmailMessage()
    mail["From"] = "a@b.test"
    mail.set_content("见附件")
    inner = EmailMessage()
    inner.set_content("inner words")
    mail.add_attachment(inner)
    got = read(mail.as_bytes())
    assert got.text == "见附件" and [file.name for file in got.files] == ["file.eml"]


def test_a_mail_without_message_id_is_known_by_its_content():
    raw = head("From: a@b.test", body=b"x")
    assert read(raw).message_id == read(raw).message_id != read(raw + b"y").message_id


def test_answers_name_what_they_answer():
    headers = [("In-Reply-To", "<a@x>"), ("References", "<b@x> <a@x> nonsense")]
    assert read(raw_mail(headers=headers)).references == ["<a@x>", "<b@x>", "<a@x>"]


@pytest.mark.parametrize(
    "raw", [b"", b"\0\0", b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n", b"\xff" * 50]
)
def test_rubbish_is_read_as_nothing(raw):
    assert read(raw).sender == ""


def test_a_mail_made_to_break_readers_is_nobodys_and_waits_for_the_desk():
    lines = [f"Content-Type: multipart/mixed; boundary={number}\r\n\r\n--{number}" for number in range(3000)]
    mail = read("\r\n".join(["From: a@b.test", *lines]).encode())
    assert (mail.sender, mail.text) == ("", "")


def test_no_byte_is_too_much():
    assert in_words(b"a\0b\xff\xfe", "utf-16-nonsense")
