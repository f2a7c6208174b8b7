"""TLS with Cassandra, by the same files as the other programs: PKCS12, or PEM."""

import ssl
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.hazmat.primitives.serialization.pkcs12 import PKCS12KeyAndCertificates, load_pkcs12

from candlestream.errors import CandlestreamError
from candlestream.settings import Settings

_PEM = b"-----BEGIN "
_T = TypeVar("_T")


@dataclass(frozen=True)
class KeyFile:
    """A file with keys or certificates, the variable that names it, and its password."""

    variable: str
    path: Path
    password: str = field(repr=False)

    @staticmethod
    def of(settings: Settings, variable: str) -> "KeyFile | None":
        path = settings.file(variable)
        return KeyFile(variable, path, settings.text(variable + "_PASSWORD")) if path else None

    def pem(self) -> bytes:
        """Everything in the file as PEM: the own key first, then certificates."""
        content = self.path.read_bytes()
        return content if _PEM in content else _as_pem(self._opened(lambda: load_pkcs12(content, self._secret())))

    def _secret(self) -> bytes | None:
        return self.password.encode() or None

    def _opened(self, read: Callable[[], _T]) -> _T:
        try:
            return read()
        except ValueError as e:
            raise CandlestreamError(
                f"Cannot open {self.path} ({self.variable}): no PKCS12 or PEM, or {self.variable}_PASSWORD is wrong"
                " (keytool -importkeystore -deststoretype PKCS12 turns a JKS file into one)"
            ) from e


@dataclass(frozen=True)
class Tls:
    """How the driver speaks TLS: whom it trusts (none: the system's authorities), its own key, what it checks."""

    trusted: KeyFile | None
    own: KeyFile | None
    check_host: bool

    @staticmethod
    def of(settings: Settings) -> "Tls | None":
        """TLS as the environment wants it, None where it is off."""
        trusted = KeyFile.of(settings, "ASSET_CASSANDRA_TRUSTSTORE")
        own = KeyFile.of(settings, "ASSET_CASSANDRA_KEYSTORE")
        if settings.flag("ASSET_CASSANDRA_TLS", "false"):
            return Tls(trusted, own, settings.flag("ASSET_CASSANDRA_CHECK_HOST", "true"))
        for useless in (trusted, own):
            if useless:
                raise CandlestreamError(f"Cannot use {useless.variable}: of no use without ASSET_CASSANDRA_TLS=true")
        return None

    def context(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = self.check_host
        if self.trusted:
            context.load_verify_locations(cadata=self.trusted.pem().decode("ascii"))
        else:
            context.load_default_certs()
        if self.own:
            _load_own(context, self.own)
        return context


def _load_own(context: ssl.SSLContext, own: KeyFile) -> None:
    # Python takes a key from a file alone: one that only the owner can read, for this moment.
    with tempfile.NamedTemporaryFile() as file:
        file.write(own.pem())
        file.flush()
        try:
            context.load_cert_chain(file.name, password=own.password)
        except ssl.SSLError as e:
            raise CandlestreamError(
                f"Cannot use {own.path} ({own.variable}): no private key with its certificate in it"
            ) from e


def _as_pem(store: PKCS12KeyAndCertificates) -> bytes:
    key = [store.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())] if store.key else []
    certificates = ([store.cert] if store.cert else []) + store.additional_certs
    return b"".join(key + [entry.certificate.public_bytes(Encoding.PEM) for entry in certificates])
