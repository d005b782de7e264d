"""The message catalogues without GNU gettext: `python -m devtools.messages extract|compile|check`.

extract   brings locale/*/LC_MESSAGES/django.po up to date with the code: translations stay, what is unused goes
compile   makes the .mo files that Django reads (`make run` and `make test` do it by themselves)
check     names every message that is missing, unused, untranslated or fuzzy, or whose placeholders the translation lost
"""

import io
import os
import re
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from devtools import BASE_DIR

# English is the language of the code; every other one of settings.LANGUAGES has a catalogue.
LANGUAGES = ("zh_Hans",)
# The functions of django.utils.translation; p stands for a context before the message, n for a plural after it.
WITH_CONTEXT = ("pgettext", "npgettext")
WITH_PLURAL = ("ngettext", "npgettext")
FUNCTIONS = ["_", "gettext_noop"]
FUNCTIONS += [f"{name}{lazy}" for name in ("gettext", "ngettext", "pgettext", "npgettext") for lazy in ("", "_lazy")]
WITHOUT_MESSAGES = {"devtools", "migrations", "tests", "node_modules", "static", "staticfiles", "locale"}
HEADER = """msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals};\\n"

"""
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")


def source_files(root):
    """The Python files and templates that may hold messages, in a stable order."""
    for folder, names, files in os.walk(root):
        names[:] = sorted(name for name in names if name not in WITHOUT_MESSAGES and not name.startswith("."))
        for name in sorted(files):
            path = Path(folder, name)
            if path.suffix == ".py" or (path.suffix in (".html", ".txt") and "templates" in path.parts):
                yield path


def extracted(root):
    """A catalogue of every message under `root`, each with the files that use it.

    Line numbers are left out: they would change a thousand lines of the catalogue for one line of code.
    """
    catalogue = Catalog(fuzzy=False)
    for path in source_files(root):
        text = path.read_text(encoding="utf-8")
        for message, context in messages_of(text, path.suffix):
            catalogue.add(message, locations=[(path.relative_to(root).as_posix(), 0)], context=context)
    return catalogue


def messages_of(text, suffix):
    """Yield (message or (singular, plural), context) of one file, exactly as Django will look them up."""
    if suffix != ".py":
        # Django turns a template into calls amid filler; the bracket keeps the filler's indentation from mattering.
        text = f"(\n{templatize(text)}\n)"
    source = io.BytesIO(text.encode())
    for _line, function, arguments, _comments in extract_python(source, FUNCTIONS, (), {"encoding": "utf-8"}):
        arguments = list(arguments) if isinstance(arguments, tuple) else [arguments]
        context = arguments.pop(0) if function.startswith(WITH_CONTEXT) else None
        forms = tuple(arguments[: 2 if function.startswith(WITH_PLURAL) else 1])
        if forms and all(forms):
            yield (forms if len(forms) == 2 else forms[0]), context


def catalogue_paths(root):
    return [root / "locale" / language / "LC_MESSAGES" / "django.po" for language in LANGUAGES]


def language_of(path):
    return path.parent.parent.name


def read(path):
    """The catalogue in a file; an empty one where there is none yet."""
    if not path.exists():
        return Catalog(locale=language_of(path), fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language_of(path))


def extract(root):
    found = extracted(root)
    for path in catalogue_paths(root):
        catalogue = read(path)
        catalogue.update(found, no_fuzzy_matching=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(as_po(catalogue, language_of(path)))
        print(f"{path.relative_to(root)}: {len(catalogue)} messages")


def as_po(catalogue, language):
    body = io.BytesIO()
    write_po(body, catalogue, width=120, omit_header=True, ignore_obsolete=True, sort_output=True, include_lineno=False)
    header = HEADER.format(language=language, plurals=catalogue.plural_forms.rstrip(";"))
    return header.encode() + body.getvalue()


def compile_catalogues(root=BASE_DIR):
    """Make the .mo of every .po that is newer; whole at once, because a running web process may be reading it."""
    for path in filter(Path.exists, catalogue_paths(root)):
        compiled = path.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= path.stat().st_mtime:
            continue
        unfinished = path.with_suffix(f".{os.getpid()}")
        with unfinished.open("wb") as file:
            write_mo(file, read(path))
        unfinished.replace(compiled)


def check(root):
    """Every fault of every catalogue, as lines to print."""
    found = {key(message): message for message in extracted(root) if message.id}
    return [
        f"{path.relative_to(root)}: {fault}" for path in catalogue_paths(root) for fault in faults(read(path), found)
    ]


def faults(catalogue, found):
    known = {key(message): message for message in catalogue if message.id}
    yield from (f"missing: {shown(found[each])}" for each in found if each not in known)
    yield from (f"not used any more: {shown(known[each])}" for each in known if each not in found)
    yield from (f"obsolete: {shown(message)}" for message in catalogue.obsolete.values())
    for message in known.values():
        sources = message.id if isinstance(message.id, tuple) else (message.id,)
        translations = message.string if isinstance(message.string, tuple | list) else (message.string,)
        if message.fuzzy:
            yield f"fuzzy: {shown(message)}"
        if not all(translations):
            yield f"untranslated: {shown(message)}"
        # The last form stands for most numbers; it must say everything that the English plural says.
        elif placeholders(translations[-1]) != placeholders(sources[-1]):
            yield f"placeholders differ: {shown(message)}"


def key(message):
    return message.context, message.id


def shown(message):
    text = message.id[0] if isinstance(message.id, tuple) else message.id
    return f"{text!r} ({', '.join(path for path, _ in message.locations)})"


def placeholders(text):
    return sorted(PLACEHOLDER.findall(text))


def main(action):
    if action == "extract":
        extract(BASE_DIR)
    elif action == "compile":
        compile_catalogues()
    elif action == "check":
        lines = check(BASE_DIR)
        print(*lines, sep="\n", end="\n" if lines else "")
        sys.exit(bool(lines))
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main(*(sys.argv[1:2] or [""]))
