"""What is tried where a server calls things otherwise: near spellings, names out of refusals, members under other names."""

import pytest

from signoff_contract.description import Description, load
from signoff_contract.suite.alternatives import Dialect
from signoff_contract.suite.refusals import asks_for_other_names, guessed_members, names_in, pair_names, renamed
from signoff_contract.suite.spelling import other_paths, respelled, spellings

SPOKEN = {
    "sentence": {"traceId": "1", "message": "The body: the member detailCode is missing, not 'of' or 'the'"},
    "pointer": {"errors": {"/orderRows/0/detailCode": ["is required"]}},
    "dotted": {"errors": [{"property": "orderRows[0].detailCode"}]},
    "address": {"type": "https://example.com/problems/detailCode"},
}


@pytest.fixture(scope="module")
def siesmart() -> Description:
    return load("siesmart")


def test_the_usual_spellings_of_a_name() -> None:
    assert spellings("office-id") == ["officeId", "office_id", "office"]
    assert spellings("pageSize") == ["page-size", "page_size", "page"]
    assert spellings("page") == []


def test_paths_are_tried_in_near_spellings_each_once_and_never_as_described(siesmart: Description) -> None:
    for operation in siesmart:
        found = list(other_paths(operation))
        assert len(found) == len(set(found))
        assert operation.path not in found
        assert all(path.count("{") == operation.path.count("{") for path in found)
    check = list(respelled("/proposals/{proposal-id}/decision/check"))
    assert check == [
        "/proposals/{proposal-id}/decision/checks",
        "/proposals/{proposal-id}/decisions/check",
        "/proposals/{proposal-id}/decisions/checks",
    ]


@pytest.mark.parametrize("form", ["sentence", "pointer", "dotted"])
def test_a_refusal_speaks_of_names(form: str) -> None:
    assert "detailCode" in names_in(SPOKEN[form])


def test_an_address_and_the_members_of_an_error_itself_are_no_names_that_it_speaks_of() -> None:
    assert names_in(SPOKEN["address"]) == []
    assert "traceId" not in names_in(SPOKEN["sentence"])


def test_names_are_paired_by_likeness_and_what_is_left_alone_belongs_together() -> None:
    assert pair_names(["code", "iban"], ["detailCode"]) == (("code", "detailCode"),)
    assert pair_names(["quantity"], ["amount"]) == ()
    assert pair_names(["quantity"], ["amount"], ["quantity"]) == (("quantity", "amount"),)
    assert renamed({"a": [{"code": 1}], "code": {"b": 2}}, {"code": "detailCode"}) == {
        "a": [{"detailCode": 1}],
        "detailCode": {"b": 2},
    }


def test_a_refusal_asks_for_other_names_only_where_ours_are_proposed(siesmart: Description) -> None:
    elements = Dialect(siesmart).elements
    known = elements.places.public_words
    account = elements.places.schema(siesmart.resolve("#/components/schemas/BankAccount"))
    asset = elements.places.schema(siesmart.resolve("#/components/schemas/Asset"))
    sent = {"accountHolder": "A", "iban": "B"}
    assert set(guessed_members(elements, account, sent)) == {"accountHolder", "iban"}
    assert asks_for_other_names(elements, account, sent, {"message": "the member ownerName is missing"}, known)
    assert not asks_for_other_names(elements, account, sent, {"message": "the member accountHolder is missing"}, known)
    # A plain word is one only where it is nearly ours.
    assert asks_for_other_names(elements, account, sent, {"message": "The member ibans is missing"}, known)
    assert not asks_for_other_names(elements, account, sent, {"message": "The member surname is missing"}, known)
    assert not asks_for_other_names(elements, asset, {"quantity": 1}, {"message": "ownerName is missing"}, known)


def test_a_member_under_another_name_and_one_in_an_object_inside_are_read_and_said(siesmart: Description) -> None:
    dialect = Dialect(siesmart, shown=lambda name: f"<{name}>")
    operation = siesmart.operation("configuration_get_calculation_configuration")
    answer = {"officeId": 1, "marketProducts": [], "introducerPricelists": [{"id": 7, "name": "A"}]}
    told = dialect.answer(answer, operation, 200, "application/json", 5)
    assert told["pricelists"] == [{"id": 7, "name": "A"}]
    assert any("<introducerPricelists> was taken for it" in guess.says for guess in dialect.made[5])
    assert dialect.seen_for("pricelists") == ["introducerPricelists"]
    proposal = siesmart.operation("proposals_get")
    read = {"id": 1, "customer": {"bankAccount": {"iban": "X"}}}
    told = dialect.answer(read, proposal, 200, "application/json", 6)
    assert told["bankAccount"] == {"iban": "X"}
    assert any("the one inside" in guess.says for guess in dialect.made[6])


def test_without_guesses_only_the_description_is_gone_by(siesmart: Description) -> None:
    dialect = Dialect(siesmart, guesses=False)
    operation = siesmart.operation("configuration_get_calculation_configuration")
    answer = {"officeId": 1, "introducerPricelists": []}
    assert dialect.answer(answer, operation, 200, "application/json", 1) == answer
    assert dialect.made == {}


def test_a_list_in_an_object_and_an_object_that_is_a_bare_list(siesmart: Description) -> None:
    wrapped = Dialect(siesmart).answer(
        {"documents": [{"documentType": {}}]}, siesmart.operation("documents_list"), 200, "application/json", 1
    )
    assert wrapped == [{"documentType": {}}]
    simutek = load("simutek")
    told = Dialect(simutek).answer([{"number": "1"}], simutek.operation("customers_list"), 200, "application/json", 1)
    assert told == {"items": [{"number": "1"}]}
