"""Names of months in the languages of the Transformation Rules Registries 4 and 5.

A name is given by what it begins with: "mar" for March, "marzo" and "marca" alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

_APART, _WORD_APART = "[^0-9]+", "[^0-9]*[^0-9a-zA-Z]+"
HINDI: Mapping[str, int] = {
    name: number
    for number, name in enumerate(
        ["जनवरी", "फरवरी", "मार्च", "अप्रैल", "मई", "जून", "जुलाई", "अगस्त", "सितंबर", "अक्टूबर", "नवंबर", "दिसंबर"], 1
    )
}
_NUMERALS = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"]
ROMAN: Mapping[str, int] = {
    name: number for number, numeral in enumerate(_NUMERALS, 1) for name in (numeral, numeral.upper())
}


class Language(NamedTuple):
    """How dates are written: the orders of their parts that have a format, and the names of months.

    `beginnings` are twelve words, the ways to write a month joined by "|"; `mutated` those before a
    year; without `small` they begin with a capital. `tails` are patterns of what may follow the last
    part in an order, `before` and `rest` of what stands before and behind a name.
    """

    orders: tuple[str, ...]
    beginnings: str
    tails: Mapping[str, str]
    before: str = _APART
    rest: str = _APART
    mutated: str = ""
    small: bool = True

    def months(self, order: str) -> Mapping[str, int]:
        """The number of each beginning, in small letters, capitals, and with one capital."""
        words = self.mutated if self.mutated and order == "my" else self.beginnings
        return {
            name: number
            for number, beginnings in enumerate(words.split(), 1)
            for beginning in beginnings.split("|")
            for name in (beginning, beginning.upper(), beginning[:1].upper() + beginning[1:])
            if self.small or name != beginning
        }


def _tail(most: int) -> str:
    return f"[^0-9]{{0,{most}}}"


_ANY = "[^0-9]*"
_USUAL = ("dm", "dmy", "my")
_DANISH = Language(_USUAL, "jan feb mar apr maj jun jul aug sep okt nov dec", {"dm": _tail(6)})
_CZECH = (
    "ledna|led února|unora|úno|uno března|brezna|bře|bre dubna|dub května|kvetna|kvě|kve"
    " června|cervna|čvn|cvn července|cervence|čvc|cvc srpna|srp září|zari|zář|zar"
    " října|rijna|říj|rij listopadu|lis prosince|pro"
)
_CZECH_CASES = (
    "leden|ledna|lednu|led únor|unor|února|unora|únoru|unoru|úno|uno"
    " březen|brezen|března|brezna|březnu|breznu|bře|bre duben|dubna|dubnu|dub"
    " květen|kveten|května|kvetna|květnu|kvetnu|kvě|kve červen|cerven|června|cervna|červnu|cervnu|čvn|cvn"
    " červenec|cervenec|července|cervence|červenci|cervenci|čvc|cvc srpen|srpna|srpnu|srp"
    " září|zari|zář|zar říjen|rijen|října|rijna|říjnu|rijnu|říj|rij listopad|listopadu|lis"
    " prosinec|prosince|prosinci|pro"
)
# Greek capitals with and without accents, and Latin capitals that look like them.
_GREEK = (
    "ιαν|ίαν|iαν φεβ μάρ|μαρ απρ|άπρ|aπρ|αρίλ|άρίλ|αριλ|άριλ|aρίλ|aριλ μαΐ|μαι|μάι|μαϊ|μάϊ"
    " ιούν|ίούν|ίουν|ιουν|iούν|iουν ιούλ|ίούλ|ίουλ|ιουλ|iούλ|iουλ αύγ|αυγ σεπ οκτ|όκτ|oκτ νοέ|νοε δεκ"
)
LANGUAGES: Mapping[str, Language] = {
    "bg": Language(
        _USUAL,
        "ян фев мар апр май|маи юни юли авг сеп окт ное дек",
        {"dm": _tail(6), "dmy": _ANY, "my": _ANY},
    ),
    "cs": Language(_USUAL, _CZECH, {"dm": r"\.?"}, rest="[^0-9a-zA-Z]+[^0-9]*", mutated=_CZECH_CASES),
    "cy": Language(
        _USUAL,
        "ion chwe maw ebr mai meh gor aws med hyd tach rhag",
        {"dm": _tail(7)},
        before=_WORD_APART,
        mutated="ion chwe maw|faw ebr mai|fai meh|feh gor|ngor aws med|fed hyd"
        " tach|dach|nhach|thach rhag|rag",
    ),
    "da": _DANISH,
    "de": Language(
        _USUAL, "jan|jän|jaen feb mär|maer|mar apr mai jun jul aug sep okt nov dez", {"dm": _tail(6)}
    ),
    "el": Language(_USUAL, _GREEK, {"dm": _tail(8)}),
    "en": Language(
        ("dm", "dmy", "md", "mdy", "my", "ym"),
        "january|jan february|feb march|mar april|apr may june|jun july|jul august|aug"
        " september|sep october|oct november|nov december|dec",
        {"md": "[a-zA-Z]{0,2}"},
        small=False,
    ),
    "es": Language(_USUAL, "ene feb mar abr may jun jul ago sep oct nov dic", {"dm": _tail(7)}),
    "et": Language(
        _USUAL, "jaan veebr märts|marts apr mai juuni juuli aug sept okt nov dets", {"dm": _tail(5)}
    ),
    "fi": Language(
        _USUAL, "tam hel maa huh tou kes hei elo syy lok mar jou", {"dm": _tail(8)}, before=_WORD_APART
    ),
    "fr": Language(
        _USUAL, "janv févr|fevr mars avr mai juin juil août|aout sept oct nov déc|dec", {"dm": _tail(5)}
    ),
    "hr": Language(_USUAL, "sij velj ožu|ozu tra svi lip srp kol ruj lis stu pro", {"dm": _tail(6)}),
    "hu": Language(
        ("md", "ymd", "ym"),
        "jan feb márc|marc ápr|apr máj|maj jún|jun júl|jul aug szept okt nov dec",
        {"ym": _tail(7)},
    ),
    "it": Language(_USUAL, "gen feb mar apr mag giu lug ago set ott nov dic", {"dm": _tail(6)}),
    "lt": Language(
        ("md", "ymd", "ym"),
        "sau vas kov bal geg bir lie rugp|rgp rugs|rgs spa|spl lap gru|grd",
        {"md": _ANY, "ymd": _ANY, "ym": _ANY},
        before=_WORD_APART,
    ),
    "lv": Language(
        ("dm", "ydm", "ym"),
        "janv febr marts apr maijs jūn|jun jūl|jul aug sept okt nov dec",
        {"dm": _tail(6), "ydm": _ANY, "ym": _tail(7)},
    ),
    "nl": Language(_USUAL, "jan feb maa|mrt apr mei jun jul aug sep okt nov dec", {"dm": _tail(6)}),
    "no": Language(_USUAL, "jan feb mar apr mai jun jul aug sep okt nov des", {"dm": _tail(6)}),
    "pl": Language(
        _USUAL,
        "sty lut mar kwi maj cze lip sie wrz paź|paz lis gru",
        {"dm": _tail(9), "dmy": _ANY, "my": _ANY},
        before=_WORD_APART,
    ),
    "pt": Language(_USUAL, "jan fev mar abr mai jun jul ago set out nov dez", {"dm": _tail(6)}),
    "ro": Language(_USUAL, "ian feb mar apr mai iun iul aug sep oct noi|nov dec", {"dm": _tail(7)}),
    "sk": Language(_USUAL, "jan feb mar apr máj|maj jún|jun júl|jul aug sep okt nov dec", {"dm": _tail(6)}),
    "sl": Language(_USUAL, "jan feb mar apr maj jun jul avg sep okt nov dec", {"dm": _tail(6)}),
    "sv": _DANISH,
}
