#!/usr/bin/env bash
# A tour of SieSmart's mock from a shell, with signoff, curl and jq: bash examples/mock-tour.sh
#
# An answer gets lost after the proposal was created; the console tells what became of it; a day passes, the token has
# expired, and a snapshot brings the day before back. Each step says what it does and shows what came of it.
set -euo pipefail

folder=$(mktemp -d)
step() { printf '\n# %s\n' "$*"; }

step 'Start the mock on a free port; one line of JSON says when it is ready, and where'
"${SIGNOFF:-signoff}" mock siesmart --port 0 --seed 7 --json --quiet >"$folder/ready" &
mock=$!
trap 'kill "$mock" 2>/dev/null; wait "$mock" || true; rm -rf "$folder"' EXIT
until [ -s "$folder/ready" ]; do kill -0 "$mock" 2>/dev/null || exit 1; sleep 0.1; done
origin=$(jq --raw-output .origin "$folder/ready")
eval "$(jq --raw-output '.mocks.siesmart.variables | to_entries[] | "export \(.key)=\(.value | @sh)"' "$folder/ready")"
control() {
  curl --silent --show-error --fail-with-body --request "$1" "$origin/_signoff$2" --header 'Content-Type: application/json' "${@:3}"
}
control GET /health | jq --compact-output '{status, partners}'

step 'Fetch a token'
curl --silent --show-error --fail-with-body "$SIESMART_TOKEN_URL" --header 'Content-Type: application/json' \
  --data "$(jq --null-input '{grant_type: "client_credentials", audience: "https://api.siesmart.com/b2b",
    client_id: env.SIESMART_CLIENT_ID, client_secret: env.SIESMART_CLIENT_SECRET}')" >"$folder/token"
jq --compact-output '{token_type, expires_in}' "$folder/token"
token=$(jq --raw-output .access_token "$folder/token")
siesmart() {
  if status=$(curl --silent --show-error --request "$1" "$SIESMART_BASE_URL$2" --header "Authorization: Bearer $token" \
    --header 'Content-Type: application/json' --output "$folder/answer" --write-out '%{http_code}' "${@:3}" 2>"$folder/error")
  then echo "status $status"; else cat "$folder/error"; fi
}

step 'Let SieSmart lose the answer to the next creation'
control POST /faults --data '{"name": "answer-lost-after-change", "target": {"operation": "proposals_create"}}' \
  | jq --compact-output '{id, name, target, times, armed}'

step 'Create a proposal: nothing comes back, and the application cannot know what happened'
siesmart POST /proposals --data '{"officeId": 1}'

step 'The console knows: the call took the fault, and the proposal was made'
control GET /requests?operation=proposals_create | jq --compact-output '.requests[] | {method, path, status, fault}'
control GET /state?kind=proposal | jq --compact-output '.kinds[] | {kind, total, ids: [.entities[].id]}'

step 'Keep everything in a snapshot'
control GET /snapshot >"$folder/snapshot.json"
jq --compact-output '{signoff, version, partner}' "$folder/snapshot.json"

step 'Read the proposal, let a day and a second pass, read it again: the token has expired'
proposal=$(control GET /state?kind=proposal | jq --raw-output '.kinds[0].entities[0].id')
siesmart GET "/proposals/$proposal"
control POST /clock --data '{"advance": 86401}' | jq --compact-output '{running}'
siesmart GET "/proposals/$proposal"
jq --compact-output '{code, message}' "$folder/answer"

step 'Go back to the snapshot: it is yesterday, and the token is valid'
control PUT /snapshot --data-binary "@$folder/snapshot.json" >"$folder/restored"
siesmart GET "/proposals/$proposal"
jq --compact-output '{id, officeId}' "$folder/answer"
