"""A campaign over many resources: it repeats from its seed, finds its preparation, makes what is missing anew."""

import random
from typing import Any

import attrs
import httpx2
import pytest
from attrs import define, field

from signoff.runtime import Unlimited
from signoff_contract.description import Description, load
from signoff_contract.suite.plans import find_targets
from signoff_contract.suite.property.access import TokenSource
from signoff_contract.suite.property.campaign import run_property
from signoff_contract.suite.property.checks import rules_for
from signoff_contract.suite.property.dispatcher import Dispatcher
from signoff_contract.suite.property.preparation import find_preparation
from signoff_contract.suite.property.resource_pool import NotPrepared, ResourcePool
from signoff_contract.suite.property.results import Findings
from signoff_contract.suite.property.view import close_values
from signoff_contract.suite.property.watch import Watch
from signoff_partners.smartbusiness.properties import prepare

FEW = ("payments_create", "payments_list", "contact_people_update", "contact_groups_delete", "contacts_assign_groups")


@pytest.fixture(scope="module")
def smartbusiness() -> Description:
    return load("smartbusiness")


@define
class Recording(httpx2.BaseTransport):
    """Keeps every request as it went out."""

    inner: httpx2.BaseTransport
    sent: list[tuple[str, str, bytes]] = field(factory=list)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        self.sent.append((request.method, str(request.url), request.read()))
        return self.inner.handle_request(request)


def make_pool(smartbusiness: Description, **changed: Any) -> ResourcePool:
    target = find_targets("smartbusiness").campaign_mock(3)
    preparation = attrs.evolve(prepare(smartbusiness), **changed)
    rules = rules_for(smartbusiness, preparation)
    watch = Watch(smartbusiness, Findings(), preparation, rules, close_values(smartbusiness))
    assert target.transport is not None
    base = target.environment.base_url
    dispatcher = Dispatcher(
        smartbusiness, base, target.transport, watch, str, Unlimited(), lambda _: None, target.clock, 1000, watched=True
    )
    dispatcher.token = TokenSource(target, dispatcher.deliver, target.clock)
    return ResourcePool(smartbusiness, preparation, dispatcher, random.Random(3))


def test_a_campaign_repeats_byte_by_byte_from_its_seed(smartbusiness: Description) -> None:
    runs = []
    for seed in (4, 4, 5):
        target = find_targets("smartbusiness").campaign_mock(4)
        assert target.transport is not None
        recording = Recording(target.transport)
        result = run_property(
            attrs.evolve(target, transport=recording),
            smartbusiness,
            seed=seed,
            max_examples=3,
            operations=FEW,
            exhaustive=False,
        )
        assert result.passed, (result.failures, result.trouble)
        runs.append(recording.sent)
    first, again, other = runs
    assert first == again
    assert first != other


def test_preparations_are_found_by_the_partners_name() -> None:
    assert find_preparation("smartbusiness") is prepare
    assert find_preparation("campaign") is None
    assert find_preparation("no such partner") is None


def test_what_is_part_of_something_is_named_with_it(smartbusiness: Description) -> None:
    pool = make_pool(smartbusiness)
    operation = smartbusiness.operation("payments_get")
    payment = pool.target(operation, fresh=False)
    path: dict[str, Any] = dict.fromkeys(operation.path_names)
    assert pool.name(operation, payment, path)
    assert path == {"invoiceId": pool.at_hand("invoices").id, "paymentId": pool.at_hand("payments").id}
    assert pool.dispatcher.knows(operation, path)
    assert pool.dispatcher.watch.accepted["invoices_create"] == 1


def test_what_was_deleted_is_made_anew_with_all_that_was_part_of_it(smartbusiness: Description) -> None:
    pool = make_pool(smartbusiness)
    person, contact = pool.at_hand("contact_people"), pool.at_hand("contacts")
    operation = smartbusiness.operation("contacts_delete")
    assert pool.dispatcher.call(operation, f"/contacts/{contact.id}").status == 204
    assert not pool.dispatcher.live["contact_people"]
    assert pool.at_hand("contact_people").id != person.id
    assert pool.at_hand("contact_people").path["contactId"] == pool.at_hand("contacts").id != contact.id


def test_what_is_to_be_deleted_is_new(smartbusiness: Description) -> None:
    pool = make_pool(smartbusiness)
    group = pool.at_hand("contact_groups")
    doomed = pool.target(smartbusiness.operation("contact_groups_delete"), fresh=False)
    assert doomed is not None
    assert doomed.id != group.id


def test_references_fit_each_other(smartbusiness: Description) -> None:
    pool = make_pool(smartbusiness)
    body = {"contact_id": 1, "contact_address_id": 2, "contact_person_id": None, "positions": [{"unit_id": 3}]}
    referred = pool.refer(body, smartbusiness.operation("invoices_update"))
    contact = pool.at_hand("contacts")
    assert referred["contact_id"] == contact.id
    assert referred["contact_address_id"] == contact.parts["address"]
    assert referred["contact_person_id"] is None
    assert referred["positions"] == [{"unit_id": pool.at_hand("units").id}]
    effort = smartbusiness.operation("efforts_create")
    assert pool.refer({"entity_type": "CU", "entity_id": 1}, effort)["entity_id"] == pool.at_hand("cost_units").id
    assert pool.refer({"entity_type": "?", "entity_id": 1}, effort)["entity_id"] == 1
    categories = {tag: pool.at_hand(f"{tag}_categories").id for tag in ("product", "service")}
    for tag, category in categories.items():
        found = pool.refer({"category_id": 1}, smartbusiness.operation(f"{tag}s_update"))
        assert found == {"category_id": category}


def test_what_cannot_be_made_is_said(smartbusiness: Description) -> None:
    broken = tuple(
        attrs.evolve(each, body={}) if each.name == "contacts" else each for each in prepare(smartbusiness).resources
    )
    with pytest.raises(NotPrepared, match="contacts_create answered 422"):
        make_pool(smartbusiness, resources=broken).at_hand("invoices")
