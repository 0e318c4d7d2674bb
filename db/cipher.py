"""Personal data at rest: encrypted with a key outside the database, found again by a keyed hash."""

import hashlib
import hmac
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

__all__ = ["Cipher", "InvalidToken", "new_key"]


def new_key() -> str:
    """A fresh ``DATA_KEY``: 32 random bytes, urlsafe base64."""
    return Fernet.generate_key().decode()


class Cipher:
    """The first key encrypts; all of them decrypt (rotation). The last one, the oldest, also keys the hashes."""

    def __init__(self, keys: Sequence[str]) -> None:
        """Raise ``ValueError`` when a key is not 32 bytes of urlsafe base64."""
        self._fernet = MultiFernet([Fernet(key) for key in keys])
        self._pepper = hashlib.sha256(b"reception lookup" + keys[-1].encode()).digest()

    def encrypt(self, text: str) -> bytes:
        return self._fernet.encrypt(text.encode(errors="surrogatepass"))  # half an emoji is what JSON may hold

    def decrypt(self, secret: bytes) -> str:
        """Raise ``InvalidToken`` when no key fits."""
        return self._fernet.decrypt(secret).decode(errors="surrogatepass")

    def lookup(self, kind: str, text: str) -> str:
        """A hash by which equal texts of one kind are found; without the key it tells nothing."""
        return hmac.new(self._pepper, f"{kind}\0{text}".encode(), hashlib.sha256).hexdigest()
