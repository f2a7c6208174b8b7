import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12

from candlestream import CandlestreamError
from candlestream.settings import Settings
from candlestream.tls import Tls

PASSWORD = "changeit"  # noqa: S105 - of a key made for the test


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A key with its own certificate, and that certificate alone: as PKCS12 and as PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "authority")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    locked = BestAvailableEncryption(PASSWORD.encode())
    own = pkcs12.serialize_key_and_certificates(b"own", key, certificate, None, locked)
    trusted = pkcs12.serialize_key_and_certificates(b"trusted", None, None, [certificate], locked)
    (tmp_path / "own.p12").write_bytes(own)
    (tmp_path / "trusted.p12").write_bytes(trusted)
    (tmp_path / "trusted.pem").write_bytes(certificate.public_bytes(Encoding.PEM))
    (tmp_path / "trusted.jks").write_bytes(b"\xfe\xed\xfe\xed\x00\x00\x00\x02")
    return tmp_path


def tls(**variables: object) -> Tls | None:
    return Tls.of(Settings({f"ASSET_CASSANDRA_{name}": str(value) for name, value in variables.items()}))


def context(**variables: object) -> ssl.SSLContext:
    wanted = tls(TLS="true", **variables)
    assert wanted is not None
    return wanted.context()


def test_it_is_off_unless_asked_for() -> None:
    assert tls() is None
    assert tls(TLS="false") is None


@pytest.mark.parametrize("name", ["trusted.p12", "trusted.pem"])
def test_an_authority_of_ones_own_is_trusted_and_no_other(files: Path, name: str) -> None:
    made = context(TRUSTSTORE=files / name, TRUSTSTORE_PASSWORD=PASSWORD)

    assert [dict(part[0] for part in one["subject"])["commonName"] for one in made.get_ca_certs()] == ["authority"]
    assert made.verify_mode == ssl.CERT_REQUIRED
    assert made.check_hostname


def test_a_key_of_ones_own_is_shown(files: Path) -> None:
    context(TRUSTSTORE=files / "trusted.pem", KEYSTORE=files / "own.p12", KEYSTORE_PASSWORD=PASSWORD)


def test_the_check_of_the_host_can_be_left_out_and_that_of_the_authority_not(files: Path) -> None:
    made = context(TRUSTSTORE=files / "trusted.pem", CHECK_HOST="false")

    assert not made.check_hostname
    assert made.verify_mode == ssl.CERT_REQUIRED


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({"TRUSTSTORE": "trusted.p12", "TRUSTSTORE_PASSWORD": "wrong"}, "ASSET_CASSANDRA_TRUSTSTORE_PASSWORD is wrong"),
        ({"TRUSTSTORE": "trusted.jks", "TRUSTSTORE_PASSWORD": PASSWORD}, "keytool -importkeystore"),
        ({"KEYSTORE": "trusted.p12", "KEYSTORE_PASSWORD": PASSWORD}, "no private key with its certificate"),
    ],
)
def test_a_file_that_does_not_do_is_refused_with_the_way_out(
    files: Path, variables: dict[str, str], words: str
) -> None:
    named = {name: value if "PASSWORD" in name else files / value for name, value in variables.items()}

    with pytest.raises(CandlestreamError, match=words):
        context(**named)


def test_files_without_tls_are_refused(files: Path) -> None:
    with pytest.raises(CandlestreamError, match="of no use without ASSET_CASSANDRA_TLS=true"):
        tls(TRUSTSTORE=files / "trusted.pem")
