"""Which files are taken, told by their content, on a list of what people send, under the limits; and how they go out.

Not taken: programs, web pages and SVG (they act when opened), documents with macros, and archives, whose content nobody
has looked at. A name that says something else than the content is refused in words.
"""

import zipfile
from dataclasses import dataclass

import puremagic
from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation, ValidationError
from django.http import FileResponse
from django.template.defaultfilters import filesizeformat
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _

MAX_FILES = 10
NAME_LENGTH = 120
# Enough for every signature; the office formats are looked into as a whole.
HEAD = 65_536
# An office document is a zip; one that promises more than this is made to fill a disk.
MOST_UNPACKED = 250_000_000


@dataclass(frozen=True)
class Kind:
    """`known_as` are the extensions under which the recogniser may know such a content; `folder` is that of an
    office document, `is_shown` whether browsers show it safely by themselves."""

    content_type: str
    known_as: frozenset = frozenset()
    folder: str = ""
    is_text: bool = False
    is_shown: bool = False


def _image(subtype, *known_as, is_shown=True):
    return Kind(f"image/{subtype}", frozenset(known_as), is_shown=is_shown)


def _audio(subtype, *known_as):
    return Kind(f"audio/{subtype}", frozenset(known_as))


def _office(subtype, folder):
    return Kind(f"application/vnd.openxmlformats-officedocument.{subtype}", folder=folder)


def _old_office(content_type):
    # The container of the old office programs is one for all of them.
    return Kind(content_type, frozenset({".doc", ".xls", ".ppt"}))


JPEG = _image("jpeg", ".jpg", ".jpeg", ".jfif")
KINDS = {
    ".pdf": Kind("application/pdf", frozenset({".pdf"}), is_shown=True),
    ".jpg": JPEG,
    ".jpeg": JPEG,
    ".png": _image("png", ".png"),
    ".gif": _image("gif", ".gif"),
    ".webp": _image("webp", ".webp"),
    ".heic": _image("heic", ".heic", ".heif", is_shown=False),
    ".tif": _image("tiff", ".tif", ".tiff", is_shown=False),
    ".tiff": _image("tiff", ".tif", ".tiff", is_shown=False),
    ".docx": _office("wordprocessingml.document", "word/"),
    ".xlsx": _office("spreadsheetml.sheet", "xl/"),
    ".pptx": _office("presentationml.presentation", "ppt/"),
    ".doc": _old_office("application/msword"),
    ".xls": _old_office("application/vnd.ms-excel"),
    ".ppt": _old_office("application/vnd.ms-powerpoint"),
    ".txt": Kind("text/plain", is_text=True),
    ".csv": Kind("text/csv", is_text=True),
    ".eml": Kind("message/rfc822", is_text=True),
    ".mp3": _audio("mpeg", ".mp3", ".mpga"),
    ".m4a": _audio("mp4", ".m4a", ".f4a", ".mp4"),
    ".wav": _audio("wav", ".wav"),
    ".amr": _audio("amr", ".amr"),
}
# What a phone offers: for pictures also its camera.
ACCEPT = ",".join(["image/*", *KINDS])
SHOWN_TYPES = {kind.content_type for kind in KINDS.values() if kind.is_shown}

SANDBOX = "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"


def file_response(stored):
    """The answer that gives out a StoredFile, for a view that has asked who may see it.

    Pictures and PDFs are shown, everything else is saved; nothing in a file can act on our site.
    """
    response = FileResponse(
        stored.file.open("rb"),
        as_attachment=stored.content_type not in SHOWN_TYPES,
        filename=stored.name,
        content_type=stored.content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    # Pages of ours show it in a frame.
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Cache-Control"] = "private, max-age=3600"
    return response


def check(upload):
    """Name the type of an uploaded file, or refuse it with a ValidationError that says why."""
    name, extension = _clean_name(upload.name)
    facts = {"name": name, "limit": filesizeformat(settings.ATTACHMENT_MAX_BYTES)}
    kind = KINDS.get(extension)
    if kind is None:
        raise ValidationError(
            _("“%(name)s” cannot be attached: send a PDF, picture, office document, text, e-mail or sound.") % facts
        )
    if upload.size > settings.ATTACHMENT_MAX_BYTES:
        raise ValidationError(_("“%(name)s” is larger than %(limit)s.") % facts)
    if not upload.size:
        raise ValidationError(_("“%(name)s” is empty.") % facts)
    if kind.folder and _unpacked_size(upload) > MOST_UNPACKED:
        raise ValidationError(_("“%(name)s” unpacks to more than a document holds.") % facts)
    if not _is_what_it_says(upload, kind):
        raise ValidationError(_("The content of “%(name)s” is not what its name says.") % facts)
    upload.name, upload.content_type = name, kind.content_type
    return upload


def _clean_name(text):
    """The name without what could act in a path or a header, and its extension; leading dots would hide the file."""
    stem, dot, extension = text.replace("\0", "").rpartition(".")
    extension = (dot + extension).lower()
    try:
        stem = get_valid_filename(stem[:NAME_LENGTH]).lstrip(".")
    except SuspiciousFileOperation:
        stem = ""
    return (stem or "file") + extension[:10], extension


def _is_what_it_says(upload, kind):
    upload.seek(0)
    head = upload.read(HEAD)
    if kind.is_text:
        return _is_text(head) and not _recognised(head) & {".html", ".htm", ".xhtml", ".svg", ".exe", ".pdf"}
    if kind.folder:
        return _is_office_document(upload, kind.folder)
    return bool(_recognised(head) & kind.known_as)


def _recognised(head):
    """Extensions under which the recogniser knows such a content."""
    try:
        return {match.extension for match in puremagic.magic_string(head)}
    except (puremagic.PureError, ValueError):
        return set()


def _is_text(head):
    if b"\0" in head:
        return False
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            head.decode(encoding)
        except UnicodeDecodeError as error:
            # A character may be cut in two where the head ends.
            if error.start < len(head) - 4:
                continue
        return True
    return False


def _unpacked_size(upload):
    """What the table of contents of an office document promises, in bytes; 0 where there is none."""
    try:
        with zipfile.ZipFile(upload) as document:
            return sum(part.file_size for part in document.infolist())
    except (zipfile.BadZipFile, ValueError, OSError):
        return 0


def _is_office_document(upload, folder):
    """A zip with the parts of such a document and without macros; only its table of contents is read."""
    try:
        with zipfile.ZipFile(upload) as document:
            names = document.namelist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return False
    has_macros = any(name.lower().endswith("vbaproject.bin") for name in names)
    return "[Content_Types].xml" in names and any(name.startswith(folder) for name in names) and not has_macros
