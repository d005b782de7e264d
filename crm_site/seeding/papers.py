"""Small real papers for the demo company: a PDF of one page, and a picture of a stamped one."""

import struct
import zlib
from functools import cache

PAGE = (595, 842)
STAMP = (190, 40, 40)


def pdf(lines):
    """One page with `lines`, the first as its heading, in a Chinese font that every reader brings along."""
    text = "BT /F1 20 Tf 60 760 Td 34 TL " + "T* /F1 12 Tf 24 TL ".join(
        f"<{line.encode('utf-16-be').hex()}> Tj " for line in lines
    )
    stream = f"{text} ET".encode()
    font = b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>"
    descendant = (
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/FontDescriptor 7 0 R"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>"
    )
    descriptor = (
        b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]"
        b"/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>"
    )
    return _document(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>" % PAGE,
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        font,
        descendant,
        descriptor,
    )


def _document(*objects):
    """The objects one after the other, and the table that says where each begins."""
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj%s endobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n" % size
    return body + head + table + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(body))


@cache
def png(width=360, height=240):
    """White paper with a border and a round red stamp."""
    rows = b"".join(b"\0" + b"".join(bytes(_pixel(x, y, width, height)) for x in range(width)) for y in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(rows)) + _chunk(b"IEND", b"")


def _pixel(x, y, width, height):
    distance = (x - width * 3 // 4) ** 2 + (y - height * 2 // 3) ** 2
    if 40**2 <= distance <= 44**2 or distance <= 8**2:
        return STAMP
    is_border = min(x, y, width - 1 - x, height - 1 - y) in (12, 13)
    return (120, 120, 120) if is_border else (255, 255, 255)


def _chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
