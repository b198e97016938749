"""The textbook: Edwards curve arithmetic, to make signatures that no honest signer makes.

Slow, and written from RFC 8032 and the XEdDSA paper; it shares nothing with the specification.
"""

from hashlib import sha512

Point = tuple[int, int]

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
NEUTRAL: Point = (0, 1)


def add(first: Point, second: Point) -> Point:
    (x1, y1), (x2, y2) = first, second
    product = D * x1 * x2 * y1 * y2 % P
    x = (x1 * y2 + x2 * y1) * pow(1 + product, -1, P) % P
    return x, (y1 * y2 + x1 * x2) * pow(1 - product, -1, P) % P


def negate(point: Point) -> Point:
    return -point[0] % P, point[1]


def multiply(scalar: int, point: Point) -> Point:
    result = NEUTRAL
    while scalar:
        if scalar & 1:
            result = add(result, point)
        point = add(point, point)
        scalar >>= 1
    return result


def lift(y: int, sign: int) -> Point | None:
    """Return the point with that y and that sign of x, if there is one."""
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * ROOT_OF_MINUS_ONE % P
    if x * x % P != square:
        return None
    return (x if x % 2 == sign else -x % P), y


def encode(point: Point) -> bytes:
    x, y = point
    return (y | (x % 2) << 255).to_bytes(32, "little")


def montgomery(point: Point) -> bytes:
    """Return the Curve25519 key of a point, which has lost the point's sign."""
    _, y = point
    return ((1 + y) * pow(1 - y, -1, P) % P).to_bytes(32, "little")


def challenge(nonce: bytes, key: bytes, message: bytes) -> int:
    return int.from_bytes(sha512(nonce + key + message).digest(), "little") % ORDER


def pack(nonce: bytes, scalar: int, key: Point) -> bytes:
    """Return the 64 bytes of a signature, with the sign of the key in the top bit."""
    return nonce + (scalar | key[0] % 2 << 255).to_bytes(32, "little")


def sign(
    private: int, nonce: int, message: bytes, *, shift: Point = NEUTRAL
) -> tuple[bytes, bytes]:
    """Return key and signature; `shift` is added to the key of that private scalar."""
    key = add(multiply(private, BASE), shift)
    r = encode(multiply(nonce, BASE))
    scalar = (nonce + challenge(r, encode(key), message) * private) % ORDER
    return montgomery(key), pack(r, scalar, key)


def verifies(key: bytes, message: bytes, signature: bytes) -> bool:
    """Tell what the verification equation says, for a key that has an Edwards image."""
    u = int.from_bytes(key, "little") % 2**255
    r, last = signature[:32], int.from_bytes(signature[32:], "little")
    scalar, sign_of_key = last % 2**255, last >> 255
    point = lift((u - 1) * pow(u + 1, -1, P) % P, sign_of_key)
    if point is None or scalar >= ORDER:
        return False
    share = multiply(challenge(r, encode(point), message), point)
    return encode(add(multiply(scalar, BASE), negate(share))) == r


def _base() -> Point:
    point = lift(4 * pow(5, -1, P) % P, 0)
    assert point
    return point


def _order_eight() -> Point:
    candidates = (lift(y, 0) for y in range(2, 100))
    torsion = (multiply(ORDER, point) for point in candidates if point)
    return next(point for point in torsion if multiply(4, point) != NEUTRAL)


BASE = _base()
ORDER_EIGHT = _order_eight()
"""Generates the eight points of low order."""
