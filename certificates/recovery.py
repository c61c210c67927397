"""Recovery: what is public of lost keys, read back from what they sealed, which the register keeps word for word."""

import json
from collections.abc import Iterable

from certificates.keys import Trust
from certificates.keys.encoding import from_multikey
from certificates.keys.trust import Known
from certificates.seal import authorities_in


def recovered(did: str, credentials: Iterable[str], prints: Iterable[bytes]) -> Trust:
    """Return the keys that these credentials name and the authorities that these prints carry.

    The address of a key that seals credentials is the key itself; that of a key that signs tokens is not.
    """
    addresses = {proof["verificationMethod"] for one in credentials for proof in json.loads(one)["proof"]}
    ours = sorted(address for address in addresses if address.startswith(f"{did}#"))
    keys = {address: Known(from_multikey(address.partition("#")[2])) for address in ours}
    authorities = dict.fromkeys(one for pdf in prints for one in authorities_in(pdf))
    return Trust(did, keys, tuple(authorities))
