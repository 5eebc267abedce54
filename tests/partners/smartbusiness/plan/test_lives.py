"""The states of documents and projects, as a run of the plan comes by them."""

from signoff_contract.description import Description
from signoff_contract.description.lifecycle import lifecycles
from signoff_contract.description.sensitivity import Sensitivities

from .conftest import Certify


def test_a_run_comes_by_the_payments_of_an_invoice(certify: Certify) -> None:
    lives = {life.schema: life for life in certify().lifecycles}
    invoice = lives["Invoice"]
    assert ["DR", "S", "PP", "P", "PP", "S", None] in [[step.state for step in steps] for steps in invoice.lives]
    causes = {
        (each.start, each.end): each.by
        for each in invoice.passages
        if each.exchanges and each.start in {"S", "PP", "P"}
    }
    assert causes["S", "PP"] == ("payments_create",)
    assert causes["PP", "P"] == ("payments_create",)
    assert causes["P", "PP"] == ("payments_delete",)
    assert causes["PP", "S"] == ("payments_delete",)
    assert not [each for life in lives.values() for each in life.passages if each.confidence is None]


def test_everything_that_was_made_is_followed_to_its_end(certify: Certify) -> None:
    for life in certify().lifecycles:
        assert life.lives
        assert all(steps[-1].state is None for steps in life.lives), life.schema


def test_the_description_tells_of_every_known_status(description: Description) -> None:
    places = Sensitivities(description)
    for life in lifecycles(description):
        place = places.at(places.schema(life.schema), life.member)
        known = next(facet.schema["x-known-values"] for facet in place.facets if "x-known-values" in facet.schema)
        assert set(life.states) == set(known), life.schema
