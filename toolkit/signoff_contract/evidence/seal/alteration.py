"""What `signoff verify` has to say about a bundle that is not as it was packed."""

from attrs import frozen


@frozen
class Alteration:
    """One way in which a bundle is not what it was, or says what its records do not.

    `kind` is where it shows: `archive`, `file`, `record`, `exchange`, `claim`, `view`, `statement`, `signature`, `key`
    or `witness`. `subject` names the file, the exchange or the claim.
    """

    kind: str
    subject: str
    message: str

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}: {self.message}"
