"""The zip archive that an .xlsx is, unpacked so that neither a bomb nor an entity of XML can do harm."""

import copy
import io
import zipfile
import zlib
from contextlib import contextmanager
from xml.parsers import expat

from django.utils.translation import gettext as _
from python_calamine import CalamineError

from customers.importing.errors import UnreadableFile

MAX_PARTS = 5_000
# Repetitive sheets shrink to a fiftieth; only bombs come near the thousandth that deflate can do.
MAX_RATIO = 250
SMALL_PART = 5 * 1024 * 1024
PIECE = 256 * 1024


class Archive:
    """Parts of a workbook by name. No part yields more than it declares, and all together declare at most a limit."""

    def __init__(self, content, max_unpacked):
        with damage_in_words():
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        infos = self._zip.infolist()
        self.parts = {info.filename: info for info in infos}
        # Two parts of one name: another reader might take the one that was not examined.
        if len(infos) > MAX_PARTS or len({info.filename.lower() for info in infos}) < len(infos):
            raise damaged()
        total = sum(info.file_size for info in infos)
        if total > max_unpacked or any(map(_is_bomb, infos)):
            message = _(
                "The workbook would grow to %(size)d MB when unpacked. Remove empty formatted rows, or split it."
            )
            raise UnreadableFile(message % {"size": total // 1024 // 1024})

    def __contains__(self, name):
        return name in self.parts

    def read(self, name):
        return b"".join(self.pieces(name))

    def pieces(self, name):
        """The part unpacked piece by piece, to the real end of its data whatever size it declares."""
        with damage_in_words():
            info = copy.copy(self.parts[name])
            declared, unpacked = info.file_size, 0
            info.file_size = declared + 1
            with self._zip.open(info) as part:
                while piece := part.read(PIECE):
                    unpacked += len(piece)
                    if unpacked > declared:
                        raise damaged()
                    yield piece

    def examine(self, name, on_start=None, on_text=None):
        """Parse an XML part: well formed, without document type. `on_start(name, attributes)` sees each element.

        Returns nothing; `on_start` may answer True to be given the text that follows by `on_text(text)`.
        """
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse_document_type
        if on_start:
            listener = None

            def start(element, attributes):
                nonlocal listener
                wanted = on_text if on_start(element, attributes) else None
                # To set it is dear, and next to all elements of a sheet are of no interest.
                if wanted is not listener:
                    parser.CharacterDataHandler = listener = wanted

            parser.StartElementHandler = start
        with damage_in_words():
            for piece in self.pieces(name):
                parser.Parse(piece, False)
            parser.Parse(b"", True)


@contextmanager
def damage_in_words():
    """What the libraries raise for a broken, truncated or encrypted archive becomes one clear refusal."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, expat.ExpatError, CalamineError, EOFError, KeyError, ValueError) as error:
        raise damaged() from error
    except (NotImplementedError, RuntimeError) as error:
        message = _("The file is encrypted or packed in an unusual way. Open it in Excel and save it as .xlsx.")
        raise UnreadableFile(message) from error


def damaged():
    return UnreadableFile(_("The workbook is damaged. Open it in Excel, save it as .xlsx and send it again."))


def _is_bomb(info):
    return info.file_size > SMALL_PART and info.file_size > MAX_RATIO * info.compress_size


def _refuse_document_type(*_declaration):
    raise UnreadableFile(
        _("The workbook contains definitions that Excel never writes. Open it in Excel and save it as .xlsx.")
    )
