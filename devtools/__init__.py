"""What developers run: the embedded services, `make run`, the tests, the messages, the measurements. The product imports none of it."""

from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
# Everything a running copy writes: data of the services, mails, uploads. Removing the folder is starting over.
DATA = BASE_DIR / ".data"
