"""SieSmart's duties held against an application's traffic: what is a breach, and what nobody can say."""

from typing import Any

import pytest
from tests.partners.traffic import Application, described

from signoff_contract.traffic.exchange import Sender

BOOLEANS = {"siemensMayContactCustomer": True, "siemensMayRequestCreditData": False, "prelease": False}
OFFICES = [
    {"id": 1, "name": "London", "postalAddress": {"country": {"code": "GB"}}},
    {"id": 2, "name": "Boston", "postalAddress": {"country": {"code": "US"}}},
    {"id": 3, "name": "Somewhere"},
]
CONTACTS = [{"id": 11, "blocked": False}, {"id": 12, "blocked": True}]
CONFIGURATION = {
    "officeId": 1,
    "pricelists": [{"id": 7}],
    "marketProducts": [{"id": 2}],
    "paymentMethods": [{"id": 5}],
    "terms": [24, 36],
}
SHEET = {"introducerPricelistId": 7, "marketProductId": 2, "paymentMethod": {"id": 5}, "term": 36}
BODY = {"officeId": 1, "salesContactId": 11}
MASTER = ("SIE-CERT-003", "SIE-CERT-004", "SIE-CERT-005")


@pytest.fixture
def app() -> Application:
    return Application("siesmart", "https://api.example/api/v1", "https://id.example/oauth/token")


def ask(**changed: Any) -> dict[str, Any]:
    scheme = described("siesmart").document["components"]["securitySchemes"]["siesmart"]
    body = {
        "audience": scheme["x-token-audience"],
        "grant_type": "client_credentials",
        "client_id": "shop",
        "client_secret": "quiet-as-a-mouse",
    }
    return {**body, **changed}


def lists(app: Application) -> None:
    app.call("GET", "/common/offices", answer=OFFICES)
    app.call("GET", "/common/sales-contacts?office-id=1", answer=CONTACTS)
    app.call("GET", "/common/iac-codes?office-id=1", answer=[{"iacCode": "1234", "name": "Press"}])
    app.call("GET", "/common/calculation-config?office-id=1", answer=CONFIGURATION)


def create(app: Application, number: int = 40, tag: str = '"v1"', **sent: Any) -> int:
    made = app.call("POST", "/proposals", 201, sent={**BODY, **sent}, answer={"id": number, "officeId": 1}, tag=tag)
    return made.number


def test_a_correct_application_hears_no_complaint(app: Application) -> None:
    app.grant(ask())
    lists(app)
    create(app)
    checked = {"requestAllowed": True}
    app.call("POST", "/proposals/40/calculation", sent={"sheet": SHEET}, match='"v1"', tag='"v2"', answer={"id": 40})
    app.call("GET", "/proposals/40/decision/check", answer=checked, tag='"v2"')
    app.call("POST", "/proposals/40/decision", sent=BOOLEANS, match='"v2"', tag='"v3"', answer={"id": 40})
    found = app.complaints()
    # The made-up bodies are no whole ones.
    found.pop("SIE-DATA-008", None)
    assert found == {}
    for row in ("SIE-CERT-003", "SIE-CERT-005", "SIE-DEC-022", "SIE-DEC-024", "SIE-ETAG-030", "SIE-ETAG-032"):
        assert app.says(row), row


def test_an_application_that_began_before_is_accused_of_nothing(app: Application) -> None:
    """Tokens, versions, proposals and lists are from before, and three processes have theirs."""
    for worker in ("a", "b", "c"):
        by, token = Sender(process=worker), f"token-from-before-{worker}"
        app.call("PUT", "/proposals/9/customer", sent={"name": "x"}, match='"old"', token=token, by=by)
        app.call("POST", "/proposals/9/assets", sent={"assetIacCode": "77"}, match='"older"', token=token, by=by)
        app.call("POST", "/proposals/9/calculation", sent={"sheet": SHEET}, match='"older"', token=token, by=by)
        app.call(
            "POST", "/proposals/9/decision", sent={**BOOLEANS, "siemensMayRequestCreditData": True}, match='"o"', by=by
        )
    create(app)
    silent = ("SIE-AUTH-013", "SIE-AUTH-015", "SIE-ETAG-031", "SIE-ETAG-032", "SIE-DEC-023", "SIE-DEC-024", *MASTER)
    for row in silent:
        assert not any(app.says(row).values()), row
    assert app.says("SIE-AUTH-015") == {}
    assert app.says("SIE-ETAG-032") == {}
    assert app.says("SIE-DEC-024") == {}
    assert all(app.says(row) == {} for row in MASTER)


@pytest.mark.parametrize(
    "changed",
    [{"kind": "application/x-www-form-urlencoded"}, {"method": "PUT"}, {"query": "?client_secret=quiet"}],
    ids=["form", "method", "address"],
)
def test_a_token_is_asked_for_in_one_form_alone(app: Application, changed: dict[str, Any]) -> None:
    app.grant(ask(), **changed)
    app.grant(ask(scope="all"))
    app.grant(ask(audience="another"))
    app.grant(ask())
    wrong = "is not the documented token request"
    assert app.says("SIE-AUTH-011") == {1: wrong, 2: wrong, 3: wrong, 4: None}


def test_the_secret_is_found_wherever_it_stands(app: Application) -> None:
    app.grant(ask())
    app.call("GET", "/common/offices?key=quiet-as-a-mouse")
    app.call("GET", "/common/offices", headers={"X-Key": "quiet-as-a-mouse"})
    app.call("POST", "/proposals", sent={"note": "quiet-as-a-mouse"})
    app.call("GET", "/common/offices")
    app.grant(ask(), headers={"Authorization": "Bearer made-up"})
    astray = "carries the credentials to another address than the token's"
    assert app.says("SIE-AUTH-016") == {
        1: None,
        2: astray,
        3: astray,
        4: astray,
        5: None,
        6: "carries an access token to the address of the token",
    }
    # Where the credentials are known, no call for a token has to show them first.
    assert app.says("SIE-AUTH-016", app.made[1:2], secrets=("quiet-as-a-mouse",)) == {2: astray}
    assert app.says("SIE-AUTH-016", app.made[1:2]) == {2: None}


def test_a_version_in_another_spelling_is_no_version_that_came(app: Application) -> None:
    app.call("GET", "/proposals/9", answer={"id": 9}, tag='"v7"')
    for sent in ('"v7"', "v7", 'W/"v7"', '"from-before"', "*"):
        app.call("PUT", "/proposals/9/customer", sent={"name": "x"}, match=sent)
    wrong = "sends an entity tag that no answer had in these bytes"
    assert app.says("SIE-ETAG-032") == {2: None, 3: wrong, 4: wrong}
    # Of a proposal that was created here, every version was seen.
    create(app, 40)
    app.call("PUT", "/proposals/40/customer", sent={"name": "x"}, match='"from-before"')
    assert app.says("SIE-ETAG-032")[8] == wrong
    assert app.says("SIE-ETAG-032", own_run=True)[5] == wrong


def test_changes_carry_a_version_and_creations_none(app: Application) -> None:
    app.call("PUT", "/proposals/9/customer", sent={"name": "x"})
    app.call("POST", "/proposals", 201, sent=BODY, match='"v1"')
    create(app)
    app.call("GET", "/proposals/40")
    assert app.says("SIE-ETAG-030") == {1: "carries no If-Match", 2: "is a creation with If-Match", 3: None}


@pytest.mark.parametrize("name", list(BOOLEANS))
def test_each_of_the_booleans_is_missed(app: Application, name: str) -> None:
    app.call("POST", "/proposals/9/decision", sent={key: value for key, value in BOOLEANS.items() if key != name})
    app.call("POST", "/proposals/9/decision", sent={**BOOLEANS, name: "true"})
    app.call("POST", "/proposals/9/decision", sent=b"no json")
    app.call("POST", "/proposals/9/decision", sent=BOOLEANS)
    wrong = "lacks one of the three booleans"
    assert app.says("SIE-DEC-022") == {1: wrong, 2: wrong, 3: wrong, 4: None}


def test_credit_data_is_for_the_united_states(app: Application) -> None:
    lists(app)
    asking = {**BOOLEANS, "siemensMayRequestCreditData": True}
    for office, number in ((1, 41), (2, 42), (3, 43)):
        create(app, number, officeId=office)
    app.call("GET", "/proposals/44", answer={"id": 44, "officeId": 1})
    sent = [app.call("POST", f"/proposals/{number}/decision", sent=asking).number for number in range(41, 46)]
    wrong = "asks for credit data outside the United States"
    # Read here, 44 is known to be a British one; of 43 the country is not told, and of 45 nothing is known.
    assert app.says("SIE-DEC-023") == {sent[0]: wrong, sent[1]: None, sent[3]: wrong}


def test_a_submission_comes_after_a_clean_check(app: Application) -> None:
    def submit(number: int, status: int = 200) -> int:
        return app.call("POST", f"/proposals/{number}/decision", status, sent=BOOLEANS).number

    def check(number: int, *, allowed: bool = True) -> None:
        app.call("GET", f"/proposals/{number}/decision/check", answer={"requestAllowed": allowed})

    create(app, 41)
    early = submit(41)
    check(41, allowed=False)
    refused = submit(41)
    check(41)
    clean = submit(41)
    app.call("PUT", "/proposals/41/customer", sent={"name": "x"})
    changed, overtaken = submit(41), submit(41, 412)
    before = submit(9)
    create(app, 42)
    app.call("GET", "/proposals/42/decision/a-check-elsewhere")
    elsewhere = submit(42)
    wrong = "submits without a clean pre-check of this version"
    said = app.says("SIE-DEC-024")
    assert said == {early: wrong, refused: wrong, clean: None, changed: wrong}
    assert not {overtaken, before, elsewhere} & said.keys()


def test_a_check_that_is_not_there_is_not_missed(app: Application) -> None:
    create(app)
    app.call("GET", "/proposals/40/decision/check", 404)
    app.call("POST", "/proposals/40/decision", sent=BOOLEANS)
    assert app.says("SIE-DEC-024") == {}


def test_master_data_is_chosen_from_the_lists(app: Application) -> None:
    lists(app)
    nobodys, blocked, foreign = (
        create(app, 41, officeId=99),
        create(app, 42, salesContactId=12),
        create(app, 43, salesContactId=4711),
    )
    unread = create(app, 44, officeId=2, salesContactId=4711)
    create(app, 45)
    listed = "names an office or a sales contact that was not listed"
    said = app.says("SIE-CERT-003")
    assert {number: told for number, told in said.items() if told} == dict.fromkeys((nobodys, blocked, foreign), listed)
    # The contacts of the second office were never listed.
    assert unread not in said
    codes = [
        app.call("POST", f"/proposals/{number}/assets", sent={"assetIacCode": code}, match='"v"').number
        for number, code in ((45, "1234"), (45, "9999"), (44, "9999"))
    ]
    assert app.says("SIE-CERT-004") == {codes[0]: None, codes[1]: "names an asset code that the office does not list"}
    sheets = [
        app.call("POST", f"/proposals/{number}/calculation", sent={"sheet": {**SHEET, **other}}, match='"v"').number
        for number, other in ((45, {}), (45, {"term": 7}), (45, {"paymentMethod": {"id": 6}}), (44, {"term": 7}))
    ]
    wrong = "calculates with values that the office does not list"
    assert app.says("SIE-CERT-005") == {sheets[0]: None, sheets[1]: wrong, sheets[2]: wrong}


def test_a_creation_with_everything_lacks_nothing(app: Application) -> None:
    whole: dict[str, Any] = {
        "assets": [{"assetIacCode": "1234"}],
        "customer": {"name": "x"},
        "calculation": {"sheet": SHEET},
    }
    first = create(app, 41, **whole)
    bare = create(app, 42, **{**whole, "calculation": None})
    create(app, 43)
    lists(app)
    lonely = create(app, 44, **whole, salesContactId=None)
    assert app.says("SIE-CERT-006") == {first: None, bare: "lacks calculation", lonely: "lacks salesContactId"}


def test_what_an_application_creates_in_production_may_be_real(app: Application) -> None:
    create(app)
    assert app.says("SIE-ENV-005", environment="test") == {1: None}
    assert app.says("SIE-ENV-005", environment="live") == {}
    ours = app.says("SIE-ENV-005", environment="live", own_run=True)
    assert ours == {1: "creates a made-up proposal in production"}


def test_members_under_other_names_are_understood(app: Application) -> None:
    renamed = {f"new_{name}": value for name, value in BOOLEANS.items()}
    app.call("POST", "/proposals/9/decision", sent=renamed)

    def plain(body: Any) -> Any:
        return {name.removeprefix("new_"): value for name, value in body.items()}

    assert app.says("SIE-DEC-022", plain=plain) == {1: None}


@pytest.mark.parametrize("odd", [[], {}, [1], {"id": 1}, "1", 1.5, True, None])
def test_members_of_other_types_are_no_reason_to_stop(app: Application, odd: Any) -> None:
    app.call("GET", "/common/sales-contacts?office-id=1", answer=[{"id": odd, "blocked": odd}, odd])
    app.call("GET", "/common/iac-codes?office-id=1", answer=[{"iacCode": odd}])
    app.call("GET", "/common/offices", answer=[{"id": odd, "postalAddress": {"country": odd}}])
    lists(app)
    create(app, 41, officeId=odd, assets=odd, calculation=odd, customer=odd)
    create(app, 42, salesContactId=odd, assets=[{"assetIacCode": odd}], calculation={"sheet": odd}, customer=odd)
    sheet = {**SHEET, "paymentMethod": odd, "term": odd, "marketProductId": odd}
    app.call("POST", "/proposals/42/calculation", sent={"sheet": sheet}, match='"v1"')
    app.call("GET", "/proposals/43", answer={"officeId": odd})
    app.call("POST", "/proposals/43/decision", sent={**BOOLEANS, "siemensMayRequestCreditData": True})
    judged = {row: app.says(row) for row in (*MASTER, "SIE-CERT-006", "SIE-DEC-022", "SIE-DEC-023", "SIE-DEC-024")}
    assert judged["SIE-DEC-022"] == {12: None}
