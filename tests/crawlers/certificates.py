"""Certificates of sites: good ones, and those that are not."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import NameOID

DAY = timedelta(days=1)


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


@dataclass(frozen=True)
class Authority:
    """Issues certificates for sites on 127.0.0.1; files go to ``folder``.

    Who reads ``file`` as its trusted certificates (SSL_CERT_FILE) trusts it.
    """

    folder: Path
    key: ec.EllipticCurvePrivateKey

    @classmethod
    def new(cls, folder: Path) -> Authority:
        """An authority with a key of its own."""
        made = cls(folder, ec.generate_private_key(ec.SECP256R1()))
        certificate = made._certificate("Test authority", made.key, None)
        made.file.write_bytes(certificate.public_bytes(Encoding.PEM))
        return made

    @property
    def file(self) -> Path:
        """Its own certificate."""
        return self.folder / "authority.pem"

    def context(self, kind: str) -> ssl.SSLContext:
        """A server's side of TLS: good, expired, self-signed, or with another name."""
        key = ec.generate_private_key(ec.SECP256R1())
        if kind == "self-signed":
            certificate = Authority(self.folder, key)._certificate("site", key, ME)
        elif kind == "expired":
            certificate = self._certificate("site", key, ME, ends=-DAY)
        elif kind == "other name":
            certificate = self._certificate("site", key, x509.DNSName("ngoai.test"))
        else:
            certificate = self._certificate("site", key, ME)
        file = self.folder / f"{kind}.pem"
        private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        file.write_bytes(private + certificate.public_bytes(Encoding.PEM))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return context

    def _certificate(
        self,
        name: str,
        key: ec.EllipticCurvePrivateKey,
        site: x509.GeneralName | None,
        ends: timedelta = DAY,
    ) -> x509.Certificate:
        """A certificate for ``site``; of the authority itself without one."""
        now = datetime.now(UTC)
        issuer = _name("Test authority")
        builder = (
            x509.CertificateBuilder(issuer, _name(name), key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - 9 * DAY)
            .not_valid_after(now + ends)
            .add_extension(x509.BasicConstraints(site is None, None), critical=True)
        )
        if site is not None:
            names = x509.SubjectAlternativeName([site])
            builder = builder.add_extension(names, critical=False)
        return builder.sign(self.key, hashes.SHA256())


ME = x509.IPAddress(ip_address("127.0.0.1"))
