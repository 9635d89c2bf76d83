"""How file hashes, onion addresses and phone numbers are written, and what only looks like one."""

import re
import unicodedata

_HASH_NAMES = {32: "MD5", 40: "SHA-1", 56: "SHA-224", 64: "SHA-256 or PDQ", 96: "SHA-384", 128: "SHA-512"}
_HEX_RUN = re.compile(r"[0-9a-f]{32,}")
_HEX_GROUPS = re.compile(
    r"(?<![0-9a-f])(?:"
    r"[0-9a-f]{2}(?:[\s:._-][0-9a-f]{2}){15,}"
    r"|[0-9a-f]{4}(?:[\s._-][0-9a-f]{4}){7,}"  # without the colon, which writes an IPv6 address
    r"|[0-9a-f]{8}(?:[\s._-][0-9a-f]{8}){3,}"
    r"|[0-9a-f]{16}(?:[\s._-][0-9a-f]{16})+"
    r")(?![0-9a-f])"
)
_NAMED_HEX = re.compile(
    r"(?<![a-z])(?:md5|sha-?\d{0,3}|pdq|[adp]-?hash|photodna|hash|checksum)\b[^a-z0-9]{0,4}([0-9a-f]{16,})"
)
_BASE64 = re.compile(r"(?i)\b(?:md5|sha-?(?:1|224|256|384|512))[-:=]\s*([a-z0-9+/]{22,86})={0,2}(?![a-z0-9+/=])")
_BASE64_LENGTHS = {22, 27, 38, 43, 64, 86}
_FILE_LINK = re.compile(r"\burn:(?:md5|sha1|sha256|btih|btmh|tree|bitprint)[:.]\w{16}|\bed2k://")
# Perceptual hashes such as PhotoDNA are handed around as long lists of small numbers.
_NUMBER_LIST = re.compile(r"(?:\b\d{1,3}[,;]\s?){63}\d{1,3}\b")

_ONION = re.compile(
    r"(?<![a-z2-7])[a-z2-7]{16}(?:[a-z2-7]{40})?\s?(?:\.|\[\.\]|\(\.\)|\[dot\]|\(dot\)|\sdot\s)\s?onion\b"
)

_DAY, _MONTH, _YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:19|20)\d\d"
_TIME = r"(?:[01]\d|2[0-4])[0-5][05]"
# Dates, hours and numbers of cases hold as many digits as a phone number and are everyday words of this work.
_NO_PHONE = re.compile(
    "|".join(
        (
            r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}",  # UUID
            rf"(?<!\d){_YEAR}(?P<a>[ ./-]){_MONTH}(?P=a){_DAY}(?!\d)",
            rf"(?<!\d){_DAY}(?P<b>[ ./-]){_MONTH}(?P=b){_YEAR}(?!\d)",
            rf"(?<!\d){_MONTH}(?P<c>[ ./-]){_DAY}(?P=c){_YEAR}(?!\d)",
            # Two digits of a year are a date only where no further group stands beside it.
            rf"(?<!\d)(?<!\d[ ./-]){_DAY}(?P<d>[ ./-]){_MONTH}(?P=d)\d\d(?!\d)(?!(?P=d)\d)",
            rf"(?<!\d)(?<!\d[ ./-]){_MONTH}(?P<e>[ ./-]){_DAY}(?P=e)\d\d(?!\d)(?!(?P=e)\d)",
            rf"(?<!\d){_YEAR}[./-]{_MONTH}(?!\d)",
            rf"(?<!\d){_MONTH}[./-]{_YEAR}(?!\d)",
            rf"(?<!\d)(?<!\d[ ./-]){_TIME}\s?-\s?{_TIME}(?!\d)(?![ ./-]\d)",  # 0800-1700
            r"(?<!\d)(?<!\d\.)(?:[01]?\d|2[0-3])\.[0-5]\d(?![\d.])",  # 08.00
            rf"(?<=\d)[/-]{_YEAR}(?=[/-]\d)",  # a case of a year: 045-2026-00123
            r"(?<![\d-])0\d{4}-\d{4}(?![\d-])",  # ZIP code
        )
    )
)
_START = r"(?<![\w./=&#+-])"
# Plus, or two zeros, and a country: at least nine digits, with the separators people use.
_INTERNATIONAL = re.compile(r"(?<![\w+])\+ ?[1-9](?:[ ()./-]{0,3}\d){8,14}(?!\d)")
_DOUBLE_ZERO = re.compile(rf"{_START}00 ?[1-9](?:[ ()./-]{{0,3}}\d){{9,12}}(?!\d)")
_NATIONAL = re.compile(rf"{_START}(?:\(0[1-9]\d{{0,3}}\)|0[1-9]\d{{0,3}})(?:[ ./-]{{1,2}}\d{{2,8}}){{1,5}}")
_NATIONAL_DIGITS = range(9, 13)
_IN_ONE = re.compile(rf"{_START}0[1-9]\d{{8,9}}(?![\w/-])")
_HELPLINE = re.compile(rf"{_START}0(?:800|808|500)[ -]\d{{4}}(?!\d)")
_NORTH_AMERICAN = re.compile(rf"{_START}(?:1[ .-])?[2-9]\d\d[ .-](?!000)\d{{3}}[ .-]\d{{4}}(?![\w/-])")
_AREA_IN_BRACKETS = re.compile(r"(?<!\w)\([1-9]\d{1,2}\) ?\d{3,5}[ .-]\d{4}(?!\d)")
_NAMED_PHONE = re.compile(
    r"(?<![^\W\d_])(?:tel|telephone|phone|mobile|cell|fax|whatsapp|telefon|handy|tél|téléphone|teléfono)[.:]?"
    r"\s?(?:no|nr|number)?[.:]?\s?\(?\d(?:[ ()./-]{0,2}\d){6,14}|\bwa\.me/\d{7}"
)
_PHONES = (
    _INTERNATIONAL,
    _DOUBLE_ZERO,
    _IN_ONE,
    _HELPLINE,
    _NORTH_AMERICAN,
    _AREA_IN_BRACKETS,
    _NAMED_PHONE,
)


def fold(text: str) -> str:
    """Compatibility forms, other scripts' digits, dashes and invisible characters as a machine would read them."""
    composed = unicodedata.normalize("NFKC", text)
    return "".join(_fold(character) for character in composed if unicodedata.category(character) != "Cf")


def _fold(character: str) -> str:
    if character.isascii():
        return character
    if character.isdigit():
        return str(unicodedata.digit(character))
    return "-" if character == "−" or unicodedata.category(character) == "Pd" else character


def hash_in(text: str) -> str | None:
    """The kind of file hash that a folded text holds, in words; None where it holds none."""
    small = text.lower()
    for run in _HEX_RUN.findall(small):
        if _is_random(run):
            return _HASH_NAMES.get(len(run), "hexadecimal")
    if any(_is_random(group) for group in _HEX_GROUPS.findall(small)):
        return "written in groups"
    if any(_is_random(code) for code in _NAMED_HEX.findall(small)):
        return "with its name"
    if any(_is_base64(code) for code in _BASE64.findall(text)):
        return "in base 64"
    if _FILE_LINK.search(small):
        return "in a link that finds a file"
    return "as a list of numbers" if any(map(_is_vector, _NUMBER_LIST.findall(text))) else None


def has_onion_address(text: str) -> bool:
    """Whether a folded text holds an onion address, made harmless or not."""
    return _ONION.search(text.lower()) is not None


def has_phone_number(text: str) -> bool:
    """Whether a folded text holds a phone number; dates, hours and numbers of cases are none."""
    left = _NO_PHONE.sub("x", text.lower())
    return any(pattern.search(left) for pattern in _PHONES) or any(map(_is_national, _NATIONAL.findall(left)))


def _is_random(code: str) -> bool:
    """A long run of plain digits or of few letters is a number or a rule, not a hash."""
    letters = re.sub(r"[^0-9a-f]", "", code)
    return len(set(letters)) > 4 and not letters.isdigit()


def _is_vector(numbers: str) -> bool:
    """Levels and counts repeat a few numbers; the parts of a hash do not."""
    return len(set(re.findall(r"\d+", numbers))) > 10


def _is_base64(code: str) -> bool:
    kinds = (str.isupper, str.islower, str.isdigit)
    return len(code) in _BASE64_LENGTHS and all(any(map(kind, code)) for kind in kinds)


def _is_national(written: str) -> bool:
    """Whether the first groups together hold as many digits as national numbers do."""
    digits = 0
    for group in re.findall(r"\d+", written):
        digits += len(group)
        if digits in _NATIONAL_DIGITS:
            return True
    return False
