"""A first proposal: create it small, add an asset, read it back.

With credentials of the test environment in SIESMART_ENVIRONMENT, SIESMART_CLIENT_ID and SIESMART_CLIENT_SECRET this
runs against SieSmart; `signoff mock siesmart` prints the variables that point it at the mock instead.

    python examples/first_call.py
"""

from signoff import SieSmart
from signoff.siesmart import models


def main() -> None:
    with SieSmart.from_env() as siesmart:
        office = siesmart.configuration.list_offices().value[0]
        contact = siesmart.configuration.list_sales_contacts(office_id=office.id).value[0]
        code = siesmart.configuration.list_asset_codes(office_id=office.id).value[0]

        created = siesmart.proposals.create(models.ProposalCreate(office_id=office.id, sales_contact_id=contact.id))
        asset = models.Asset(asset_iac_code=code.iac_code, quantity=2, value_per_asset=1250.0)
        with siesmart.edit(created) as edit:
            edit.assets.add(asset)

        proposal = siesmart.proposals.get(created.value.id)
        print(f"proposal {proposal.value.id}, version {proposal.version}, trace id {proposal.trace_id}")


if __name__ == "__main__":
    main()
