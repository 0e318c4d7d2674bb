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
    """The first key encrypts, all of them decrypt (rotation), and one of them keys the hashes.

    Which one is told by the data itself (db/keys.py): the oldest, until they are renewed (db/rekey.py).
    """

    def __init__(self, keys: Sequence[str], finder: int = -1) -> None:
        """``finder``: the number of the key that the hashes go by.

        Raise ``ValueError`` when a key is not 32 bytes of urlsafe base64.
        """
        self._keys = tuple(keys)
        self._newest = Fernet(keys[0])
        self._all = MultiFernet([Fernet(key) for key in keys])
        self._pepper = hashlib.sha256(b"reception lookup" + keys[finder].encode()).digest()

    def finders(self) -> list["Cipher"]:
        """The same keys, with each of them in its turn for the hashes."""
        return [Cipher(self._keys, number) for number in range(len(self._keys))]

    def encrypt(self, text: str) -> bytes:
        return self._newest.encrypt(text.encode(errors="surrogatepass"))  # half an emoji is what JSON may hold

    def decrypt(self, secret: bytes) -> str:
        """Raise ``InvalidToken`` when no key fits."""
        return self._all.decrypt(secret).decode(errors="surrogatepass")

    def renewed(self, secret: bytes) -> bytes:
        """Sealed by the newest key; itself where it is already. Raise ``InvalidToken`` when no key fits."""
        try:
            self._newest.decrypt(secret)
        except InvalidToken:
            return self._all.rotate(secret)
        return secret

    def lookup(self, kind: str, text: str) -> str:
        """A hash by which equal texts of one kind are found; without the key it tells nothing."""
        return hmac.new(self._pepper, f"{kind}\0{text}".encode(), hashlib.sha256).hexdigest()
