"""What a mail says: who wrote, to what it answers, the text and the files. Mails are read as forgivingly as mail programs do."""

import hashlib
import logging
import mimetypes
import re
import unicodedata
from dataclasses import dataclass, field
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import Header, decode_header
from email.message import Message
from email.utils import parseaddr

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.validators import validate_email

from complaints.mail.plain_text import text_of
from crm_site import files

logger = logging.getLogger(__name__)

# What a mail program in China calls GB 2312 or GBK is read by the standard that holds both.
CHINESE = {"gb2312", "gbk", "cp936", "x-gbk", "gb_2312-80"}
MESSAGE_IDS = re.compile(r"<[^<>\s]{1,250}>")
MOST_REFERENCES = 100
LONGEST_TEXT = 100_000
MOST_NAMES = 50


@dataclass
class ReadMail:
    """`files` were checked; `refused` are the names of those that were not taken."""

    message_id: str
    sender: str
    sender_name: str
    subject: str
    text: str
    references: list = field(default_factory=list)
    headers: Message = field(default_factory=Message)
    files: list = field(default_factory=list)
    refused: list = field(default_factory=list)


def read(raw):
    """Read a mail as it came from the mailbox; one that cannot be read says nothing, and nobody sent it."""
    try:
        return _read(raw)
    except Exception:
        # On broken mails the standard library fails in ways that it does not name; the desk sees the mail as it came.
        logger.exception("A mail of %d bytes cannot be read: %s", len(raw), _digest(raw))
        return ReadMail(_digest(raw), "", "", "", "")


def _read(raw):
    message = message_from_bytes(raw)
    name, address = _sender(message)
    leaves = list(_leaves(message))
    kept, refused = _files([leaf for leaf in leaves if _is_file(leaf)])
    return ReadMail(
        message_id=_message_id(message, raw),
        sender=address,
        sender_name=name[:60],
        subject=" ".join(_decoded(message["Subject"]).split())[:300],
        text=_text([leaf for leaf in leaves if not _is_file(leaf)]),
        references=_ids(message["In-Reply-To"]) + _ids(message["References"]),
        headers=message,
        files=kept,
        refused=refused,
    )


def in_words(data, charset=None):
    """Bytes as text: by the charset that they name, else as UTF-8 or Chinese; nothing that Postgres refuses."""
    named = (charset or "utf-8").lower()
    for each in ("gb18030" if named in CHINESE else named, "utf-8", "gb18030"):
        try:
            text = data.decode(each)
        except (LookupError, UnicodeDecodeError):
            continue
        return text.replace("\0", "")
    return data.decode("utf-8", "replace").replace("\0", "")


def _decoded(header):
    """A header in words, also where its bytes are not encoded as they should be."""
    try:
        chunks = decode_header(header or "")
    except HeaderParseError:
        chunks = [(str(header), None)]
    parts = [chunk if isinstance(chunk, str) else in_words(chunk, charset) for chunk, charset in chunks]
    text = "".join(parts).encode("utf-8", "replace").decode()
    return "".join(sign for sign in text if unicodedata.category(sign) != "Cc" or sign in "\t ")


def _sender(message):
    """(name, address); the address is empty where it is none. The name is decoded last: it may hold a comma or a "<"."""
    header = message["From"] or ""
    name, address = parseaddr(_decoded(header) if isinstance(header, Header) else header)
    try:
        validate_email(address)
    except ValidationError:
        return _decoded(message["From"]), ""
    return _decoded(name).strip() or address.partition("@")[0], address


def _message_id(message, raw):
    """The one that it bears; a digest of the whole where it bears none."""
    return next(iter(_ids(message["Message-ID"])), _digest(raw))


def _digest(raw):
    return f"<{hashlib.sha256(raw).hexdigest()}@without.message.id>"


def _ids(header):
    return MESSAGE_IDS.findall(str(header or ""))[-MOST_REFERENCES:]


def _leaves(part):
    """The parts without parts; a mail within the mail stays whole."""
    if part.is_multipart() and part.get_content_type() != "message/rfc822":
        for each in part.get_payload():
            yield from _leaves(each)
    else:
        yield part


def _is_file(part):
    is_words = part.get_content_maintype() == "text" and not part.get_filename()
    return not is_words or part.get_content_disposition() == "attachment"


def _text(parts):
    """The plain text; of a mail that has none, what its HTML says."""
    plain = [_words(part) for part in parts if part.get_content_type() != "text/html"]
    text = "\n\n".join(plain).strip()
    if not text:
        text = "\n\n".join(text_of(_words(part)) for part in parts if part.get_content_type() == "text/html")
    return text.replace("\r\n", "\n").strip()[:LONGEST_TEXT]


def _words(part):
    return in_words(part.get_payload(decode=True) or b"", part.get_content_charset())


def _files(parts):
    kept, refused = [], []
    for part in parts:
        name = _name(part)
        try:
            if len(kept) == files.MAX_FILES:
                raise ValidationError(name)
            kept.append(files.check(ContentFile(_content(part), name=name)))
        except ValidationError:
            refused.append(name[:200])
    return kept, refused[:MOST_NAMES]


def _name(part):
    name = _decoded(part.get_filename()) if part.get_filename() else ""
    extension = ".eml" if part.get_content_type() == "message/rfc822" else ""
    return name or "file" + (extension or mimetypes.guess_extension(part.get_content_type()) or "")


def _content(part):
    if part.get_content_type() == "message/rfc822" and part.is_multipart():
        return part.get_payload(0).as_bytes()
    return part.get_payload(decode=True) or b""
