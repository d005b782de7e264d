"""A contact as a vCard 3.0 (RFC 2426), which every telephone takes into its address book."""

from customers.models import Contact

WIDTH = 75


def vcard(contact):
    """The card as bytes in UTF-8. What was typed can neither end a line nor begin a property of its own."""
    lines = ["BEGIN:VCARD", "VERSION:3.0", f"N:{_escaped(contact.name)};;;;", f"FN:{_escaped(contact.name)}"]
    org = [contact.customer.name, contact.department]
    lines.append("ORG:" + ";".join(_escaped(part) for part in org if part))
    for key, value in (
        ("TITLE", contact.title),
        ("TEL;TYPE=CELL", contact.mobile),
        ("TEL;TYPE=WORK,VOICE", contact.phone),
        ("EMAIL;TYPE=INTERNET", contact.email),
        ("X-WECHAT", contact.wechat),
        ("BDAY", _birthday(contact)),
    ):
        if value:
            lines.append(f"{key}:{_escaped(value)}")
    lines.append("END:VCARD")
    return b"".join(_folded(line) for line in lines)


def _birthday(contact):
    """A vCard 3.0 knows only whole dates of the solar calendar."""
    is_solar = contact.birthday_calendar == Contact.BirthdayCalendar.SOLAR
    return contact.birthday if is_solar and len(contact.birthday) == 10 else ""


def _escaped(text):
    """Backslash, comma and semicolon are marked; a line break of any kind becomes \\n, other control characters go."""
    for mark in "\\,;":
        text = text.replace(mark, f"\\{mark}")
    text = "\\n".join(text.splitlines())
    return "".join(character for character in text if character.isprintable())


def _folded(line):
    """At most 75 bytes a line; what follows begins with a space, and no character is cut."""
    pieces, piece = [], b""
    for character in line:
        encoded = character.encode()
        if len(piece) + len(encoded) > WIDTH:
            pieces.append(piece)
            piece = b" "
        piece += encoded
    return b"\r\n".join([*pieces, piece, b""])
