#!/usr/bin/env bash
# Goes through an auction on a kind cluster that deploy/README.md has set up: two people sign in by the codes that Mailpit shows, one sells, one
# bids, the auction is closed, and the winner's e-mail must arrive. Needs curl and jq.
set -euo pipefail
api=${API:-http://localhost:30080}/api
inbox=${INBOX:-http://localhost:30025}/api/v1

mails () { curl --fail --silent --get "$inbox/search" --data-urlencode "query=$1"; }

# wait_for <what> <seconds> <command …>: until the command succeeds
wait_for () {
  local what=$1 until=$((SECONDS + $2)); shift 2
  until "$@"; do
    if [ "$SECONDS" -ge "$until" ]; then echo "not in time: $what" >&2; exit 1; fi
    sleep 1
  done
}

has_mail () { [ "$(mails "$1" | jq '.messages_count')" -gt 0 ]; }

sign_in () {
  local email=$1 jar code
  jar=$(mktemp)
  curl --fail --silent --show-error "$api/sign-in" --json "{\"email\":\"$email\"}" > /dev/null
  wait_for "a sign-in code for $email" 60 has_mail "to:$email"
  code=$(curl --fail --silent "$inbox/message/$(mails "to:$email" | jq --raw-output '.messages[0].ID')" | jq --raw-output '.Text' | grep -oE '\b[0-9]{6}\b' | head -n 1)
  curl --fail --silent --show-error --cookie-jar "$jar" "$api/sign-in/verify" --json "{\"email\":\"$email\",\"code\":\"$code\"}" > /dev/null
  curl --fail --silent --show-error --cookie "$jar" --header 'sec-fetch-site: same-origin' "$api/me/tokens" --json '{"label":"try-kind"}' | jq --raw-output .token
  rm -f "$jar"
}

run=$(date +%s)
seller=$(sign_in "seller-$run@martelo.test")
bidder=$(sign_in "bidder-$run@martelo.test")
id=$(curl --fail --silent --show-error "$api/auctions" --header "authorization: Bearer $seller" --json "{\"title\":\"Relógio $run\",\"description\":\"\",\"starting_price\":\"10.00\",\"duration_seconds\":600}" | jq --raw-output .id)
curl --fail --silent --show-error "$api/auctions/$id/bids" --header "authorization: Bearer $bidder" --json '{"amount":"12.50"}' > /dev/null
curl --fail --silent --show-error --request POST "$api/auctions/$id/close" --header "authorization: Bearer $seller" | jq --exit-status '.outcome == "sold"' > /dev/null

settled () { [ "$(curl --fail --silent "$api/auctions/$id/delivery" --header "authorization: Bearer $seller" | jq --raw-output .state)" = done ]; }
wait_for 'report, e-mail and post' 60 settled
wait_for "the winner's e-mail" 30 has_mail "to:bidder-$run@martelo.test subject:Relógio"
echo "auction $id: closed, reported, and its winner written to"
