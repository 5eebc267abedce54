"""`VERIFY.md`: how somebody who has never seen Signoff checks a bundle, with common tools first."""

from signoff_contract.evidence.record.core import Core
from signoff_contract.evidence.record.subject import application_declared, titled
from signoff_contract.evidence.seal.reading import bundle_name

from .markdown import text

_SUMS = """\
# How to check this evidence of: {ran}

Its calls were made by Signoff's plan through Signoff's client. The sender's application and the commit of its sources
are declared, not seen. Application: {application}.

Run these in the unpacked folder. The checks need no network, only an installation does.

## 1. Is every file as it was when it was packed?

```sh
sha256sum -c SHA256SUMS
```

Every line has to end in `OK`. On a Mac the command is `shasum -a 256 -c SHA256SUMS`; on Windows
`Get-FileHash -Algorithm SHA256 results.json` in PowerShell gives one sum to compare with its line.

This shows that nothing was damaged on its way. It does not show who made the files: whoever changes one can write new
sums.
"""
_SIGNED = """
## 2. Is it the sender's key?

```sh
openssl pkey -pubin -in public-key.pem -outform DER | sha256sum
```

Compare the 64 digits with the fingerprint that the sender gave you by another way than this bundle: on the telephone,
in a contract, on a page of theirs. A fingerprint that only stands in here proves nothing, because a forger would write
their own.

## 3. Was anything changed, left out or added after signing?

```sh
signoff verify ../{name} --key FINGERPRINT
```

Signoff is installed from a checkout of its sources, with `pip install '.[contract]'` there. The sender can say where they
are; do not take whatever a package index has under that name. FINGERPRINT is what the sender gave you. Exit code 0 says: signed by that key, every file as signed, no call missing
from the chain of recorded calls, every row as the requirement file has it, and every table and page made from the record
and nothing else. 4 says the same of
evidence that is older than the description of the API that your Signoff brings. 1 names the file, the call or the claim
that differs.

## What none of this shows

The sender recorded the calls. A signature shows whose record it is and that it was not changed, not that the calls took
place. Your own logs show that: look up what stands in `HANDOVER.md` and `trace-ids.csv`.
"""
_UNSIGNED = """
## 2. Who made it?

This bundle is not signed, so nothing in it shows who made it. Take it as a draft, or ask the sender for a signed one.

Whether the calls took place your own logs show: look up what stands in `HANDOVER.md` and `trace-ids.csv`.
"""


def render_verify(core: Core) -> str:
    """The text of `VERIFY.md`."""
    rest = _UNSIGNED if core.key_id is None else _SIGNED.format(name=bundle_name(core.results))
    ran = text(titled(core.results, core.environment))
    return _SUMS.format(ran=ran, application=text(application_declared(core.environment))) + rest
