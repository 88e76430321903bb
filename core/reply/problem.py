"""What is wrong with a text: a code that other languages have words for, and English words."""

from __future__ import annotations

# code -> why it is stopped, and what to change. {value} is what was found.
WHY = {
    "empty": "is empty",
    "secret": "has a secret in it ({value}): no answer needs one; leave it out",
    "variable": "still has {value} in it: write what belongs there",
    "unseen": "has an invisible character ({value}): delete it and type the word again",
    "secret_seed": "asks for a recovery phrase: never ask for it",
    "secret_key": "asks for a private key: never ask for it",
    "secret_code": "asks for a code: never ask for it",
    "secret_password": "asks for a password: never ask for it",
    "secret_document": "asks for a document or card: never ask for it in a chat; name the page in "
    "the app instead",
    "remote": "asks for the screen or the computer: never ask for it; describe the steps",
    "promise": "promises money or an outcome: nobody can; say what will be done and by whom",
    "date": "promises a time: say how long it usually takes",
    "advice": "gives advice on buying or selling: say how it works, not what to do",
    "pay": "asks for a payment to set something free: nobody pays support; leave it out",
    "away": "sends the reader to another service: help stays here; leave it out",
    "scheme": "has a link that opens something else than a web page ({value}:): leave it out",
    "link": "names the address {value}, which is not in the registry: name a page of ours",
    "mail": "names the e-mail address {value}, which is not ours: leave it out",
    "handle": "names @{value}, who is not in the registry: leave the name out",
    "everyone": "calls everybody in the place ({value}): write to the person alone",
    "mentions": "mentions {value} accounts: name one at most",
    "phone": "has a phone number: support has none; leave it out",
    "wallet": "has a wallet address: an address in a chat is how people get robbed; leave it out",
    "account_number": "has a number or hash that belongs to somebody's account: write it in "
    "private",
    "account_amount": "tells an amount of somebody's account: write it in private",
    "account_state": "tells how somebody's account stands: write it in private",
    "long": "is too long for one answer here ({value}): shorten it",
    "cashtags": "has {value} cashtags ($BTC): more than one is taken for spam; write BTC",
}


class Problem(str):
    """One line of English; `code` and `value` let the console say it in its own language."""

    __slots__ = ("code", "value")

    code: str
    value: str

    def __new__(cls, code: str, value: str = "") -> Problem:
        """The words of the table."""
        made = super().__new__(cls, WHY[code].format(value=value))
        made.code, made.value = code, value
        return made

    def __reduce__(self) -> tuple[type[Problem], tuple[str, str]]:
        return Problem, (self.code, self.value)
