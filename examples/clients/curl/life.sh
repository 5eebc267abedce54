#!/usr/bin/env bash
# A life with each partner by curl and jq: bash life.sh [siesmart] [smartbusiness] [simutek]
#
# It reads the variables that `signoff mock` prints and stops with words at the first answer that it did not expect.
# makes curl offer an upgrade to HTTP/2 in each request to an http address; whoever does not take it answers
# over HTTP/1.1.
set -euo pipefail

answer=$(mktemp) head=$(mktemp)
trap 'rm -f "$answer" "$head"' EXIT

# call STATUS METHOD URL [curl's options]: leaves the body in $answer and the header in $head.
call() {
  local expected=$1 method=$2 url=$3 status
  shift 3
  status=$(curl --http2 --silent --show-error --output "$answer" --dump-header "$head" --write-out '%{http_code}' \
    --request "$method" "$url" ${token:+--header "Authorization: Bearer $token"} "$@") || fail "$method $url: no answer"
  [ "$status" = "$expected" ] || fail "$method $url: $status instead of $expected: $(head -c 400 "$answer")"
}

json() { call "$1" "$2" "$3" --header 'Content-Type: application/json' --data-raw "$4" "${@:5}"; }
member() { jq --raw-output "$1" "$answer"; }
field() { tr -d '\r' <"$head" | sed -n "s/^$1: //Ip" | tail -n 1; }
fail() { echo "life.sh: $*" >&2; exit 1; }
same() { [ "$2" = "$3" ] || fail "$1: '$2' instead of '$3'"; }

siesmart() {
  local base=$SIESMART_BASE_URL proposal version first token=
  json 200 POST "$SIESMART_TOKEN_URL" "$(jq --null-input '{grant_type: "client_credentials",
    audience: "https://api.siesmart.com/b2b", client_id: env.SIESMART_CLIENT_ID, client_secret: env.SIESMART_CLIENT_SECRET}')"
  token=$(member .access_token)

  json 201 POST "$base/proposals" '{"officeId": 1}'
  proposal="$base/proposals/$(member .id)" first=$(field ETag)
  call 200 GET "$proposal"
  same 'the version that was read' "$(field ETag)" "$first"

  # Every change names the version that it was made for, and is followed by a reading of the new one.
  json 201 POST "$proposal/assets" '{"assetIacCode": "ITE2201", "condition": "NEW", "quantity": 10, "valuePerAsset": 1250}' \
    --header "If-Match: $first"
  json 412 PUT "$proposal/customer" "$customer" --header "If-Match: $first"
  call 200 GET "$proposal"
  same 'the customer after the refusal' "$(member '.customer // "none"')" none
  json 200 PUT "$proposal/customer" "$customer" --header "If-Match: $(field ETag)"
  call 200 GET "$proposal"
  json 200 POST "$proposal/calculation" "$calculation" --header "If-Match: $(field ETag)"

  call 200 GET "$proposal/decision/check"
  same 'whether a decision may be requested' "$(member .requestAllowed)" true
  call 200 GET "$proposal"
  json 200 POST "$proposal/decision" "$submission" --header "If-Match: $(field ETag)"
  same 'the decision' "$(member .decision.decisionStatus)" ACCEPTED
  call 200 GET "$proposal/documents"
  call 200 GET "$proposal/documents/CONTRACT/$(member '.[] | select(.id.type == "CONTRACT").id.value')/download"
  same 'the start of the contract' "$(head -c 5 "$answer")" %PDF-

  # A hundred computers are more than is decided at once: the request waits, and is withdrawn.
  json 201 POST "$base/proposals" "{\"officeId\": 1, ${customer:1:-1}, \"calculation\": $calculation,
    \"assets\": [{\"assetIacCode\": \"ITE2201\", \"quantity\": 100, \"valuePerAsset\": 1250}]}"
  proposal="$base/proposals/$(member .id)"
  json 200 POST "$proposal/decision" "$submission" --header "If-Match: $(field ETag)"
  same 'the decision' "$(member .decision.decisionStatus)" PENDING
  call 200 GET "$proposal"
  call 200 DELETE "$proposal/decision" --header "If-Match: $(field ETag)"
  call 200 GET "$proposal/decision/check"
  same 'whether it may be requested again' "$(member .requestAllowed)" true
  echo "SieSmart: a proposal accepted, another withdrawn"
}

smartbusiness() {
  local base=$SMARTBUSINESS_BASE_URL contact address invoice token=
  call 200 POST "$base/auth/access-tokens" --data grant_type=client_credentials --data-urlencode scope='contact invoice' \
    --data-urlencode "client_id=$SMARTBUSINESS_CLIENT_ID" --data-urlencode "client_secret=$SMARTBUSINESS_CLIENT_SECRET"
  token=$(member .access_token)

  json 201 POST "$base/contacts" '{"relation": ["CL"], "type": "C", "name": "Müller & Söhne",
    "main_address": {"country": "CH", "street": "Musterweg", "street_no": "7", "postcode": "8000", "city": "Zürich"}}'
  contact=$(member .item.id) address=$(member .item.main_address_id)
  json 201 POST "$base/receivables/invoices" "{\"contact_id\": $contact, \"contact_address_id\": $address,
    \"date\": \"2031-03-17\", \"due\": \"2031-04-16\", \"language\": \"de\", \"currency\": \"CHF\", \"positions\": [{\"type\": \"N\",
    \"catalog_type\": \"P\", \"name\": \"Label printer\", \"price\": 249.5, \"vat\": 7.7, \"amount\": 1, \"unit_id\": 7}]}"
  invoice=$(member .item.id)
  call 200 GET "$base/receivables/invoices" --get --data-urlencode "filter={\"contact_id\": $contact}"
  same 'the invoices of the new customer' "$(member '[.items[].id] | join(" ")')" "$invoice"
  call 200 GET "$base/receivables/invoices/$invoice/pdf"
  same 'the start of the invoice' "$(head -c 5 "$answer")" %PDF-
  call 204 DELETE "$base/receivables/invoices/$invoice"
  call 404 GET "$base/receivables/invoices/$invoice"
  call 204 DELETE "$base/contacts/$contact"
  echo "SmartBusiness: an invoice written, found, printed and deleted"
}

simutek() {
  local base=$SIMUTEK_BASE_URL number token=
  call 200 POST "$SIMUTEK_TOKEN_URL" --data grant_type=client_credentials \
    --data-urlencode "client_id=$SIMUTEK_CLIENT_ID" --data-urlencode "client_secret=$SIMUTEK_CLIENT_SECRET"
  token=$(member .access_token)

  json 200 POST "$base/customers" '{"name": "Räksmörgås AB", "number": null, "invoiceEmail": null,
    "corporateIdentityNumber": "999999-0808"}'
  call 200 GET "$base/customers" --get --data-urlencode 'corporateIdentityNumber=999999-0808'
  same 'the name of the new customer' "$(member '.items[0].name')" 'Räksmörgås AB'
  number=$(member '.items[0].number')
  json 200 POST "$base/salesorders" "{\"customerNumber\": \"$number\",
    \"salesOrderLines\": [{\"articleNumber\": \"VK-85x55\", \"quantity\": 500}]}"
  [ "$(member .salesOrderNumber)" != null ] || fail 'the order has no number'
  json 404 POST "$base/salesorders" '{"customerNumber": "nobody", "salesOrderLines": [{"quantity": 1}]}'
  echo "Simutek: a customer entered, an order placed"
}

customer='{"customer": {"registrationNumber": "00000001", "sourceCountryCode": "GB", "companyType": "LIMITED"}}'
calculation='{"operation": "CALCULATE_PAYMENT", "sheet": {"introducerPricelistId": 1001, "marketProductId": 11,
  "paymentPeriod": "MONTHLY", "term": 36}}'
submission='{"siemensMayContactCustomer": false, "siemensMayRequestCreditData": false, "prelease": false}'

[ $# -gt 0 ] || set -- siesmart smartbusiness simutek
for partner in "$@"; do
  case $partner in
    siesmart | smartbusiness | simutek) "$partner" ;;
    *) fail "no partner: $partner" ;;
  esac
done
