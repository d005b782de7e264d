"""A real IMAP server over TLS for tests, in a thread of its own: pymap, with a certificate of an authority of its own."""

import asyncio
import imaplib
import ssl
import threading
from argparse import Namespace
from contextlib import contextmanager

import pytest
import trustme
from proxyprotocol.reader import ProxyProtocolReader
from pymap.backend.dict import DictBackend
from pymap.imap import IMAPServer

USER, PASSWORD = "complaints@example.test", "a pass/phrase"


@pytest.fixture
def mailbox_server(tmp_path, settings):
    """A `MailboxServer`; the settings name it, and so do processes given its `environment`."""
    server = MailboxServer(tmp_path / "authority.pem")
    server.start()
    for name, value in server.environment.items():
        setattr(settings, name, value)
    yield server
    server.stop()


class MailboxServer:
    """server.deliver(raw): a mail arrives; server.mails("INBOX"): what lies in a folder."""

    def __init__(self, authority_file):
        self.authority_file = authority_file
        authority = trustme.CA()
        authority.cert_pem.write_to_path(authority_file)
        self.context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        authority.issue_cert("127.0.0.1").configure_cert(self.context)
        self.writers = []
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)

    def start(self):
        self.thread.start()
        self.server = asyncio.run_coroutine_threadsafe(self._serve(), self.loop).result(10)
        self.port = self.server.sockets[0].getsockname()[1]

    def stop(self):
        asyncio.run_coroutine_threadsafe(self._close(), self.loop).result(10)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(10)
        self.loop.close()

    @property
    def environment(self):
        user, password = USER.replace("@", "%40"), PASSWORD.replace(" ", "%20").replace("/", "%2F")
        address = f"imaps://{user}:{password}@127.0.0.1:{self.port}/INBOX"
        return {"COMPLAINT_MAILBOX": address, "COMPLAINT_MAILBOX_CA": str(self.authority_file)}

    def deliver(self, *mails):
        with self._client() as client:
            for raw in mails:
                client.append("INBOX", None, None, raw)

    def mails(self, folder):
        """How many lie in a folder; 0 where it is not there."""
        with self._client() as client:
            kind, data = client.select(f'"{folder}"', readonly=True)
            return int(data[0]) if kind == "OK" else 0

    @contextmanager
    def _client(self):
        context = ssl.create_default_context(cafile=str(self.authority_file))
        with imaplib.IMAP4_SSL("127.0.0.1", self.port, ssl_context=context, timeout=10) as client:
            client.login(USER, PASSWORD)
            yield client

    async def _serve(self):
        account = {"demo_data": False, "demo_user": USER, "demo_password": PASSWORD, "passlib_cfg": None}
        network = {"host": "127.0.0.1", "port": "0", "cert": None, "key": None, "tls": False, "debug": False}
        backend, config = await DictBackend.init(
            Namespace(**account, **network, proxy_protocol=None), secure_auth=False
        )
        config.apply_context()
        talk = ProxyProtocolReader(config.proxy_protocol).get_callback(IMAPServer(backend.login, config))

        async def connected(reader, writer):
            self.writers.append(writer)
            await talk(reader, writer)

        return await asyncio.start_server(connected, "127.0.0.1", 0, ssl=self.context)

    async def _close(self):
        self.server.close()
        tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        # A client that was killed does not hang up, so nobody waits for its good-bye.
        for writer in self.writers:
            writer.transport.abort()
        await asyncio.gather(*(writer.wait_closed() for writer in self.writers), return_exceptions=True)
