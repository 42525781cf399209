#!/usr/bin/env bash
# Signs and sends `zego cdn forbid --stream s1 --for 2h` by hand, for comparison in the bench.
set -euo pipefail
now=$EPOCHSECONDS
printf -v nonce %08x%08x "$SRANDOM" "$SRANDOM"
TZ=UTC printf -v resume '%(%FT%TZ)T' $((now + 7200))
read -r signature _ < <(printf %s "$ZEGO_APP_ID$nonce$ZEGO_SERVER_SECRET$now" | md5sum)
query="Action=ForbidCDNLiveStream&StreamId=s1&ResumeTime=$resume&AppId=$ZEGO_APP_ID"
query+="&SignatureNonce=$nonce&Timestamp=$now&Signature=$signature&SignatureVersion=2.0"
# The signed URL is a secret and goes through stdin: any user can read a command line.
answer=$(curl -fsS --config - <<<"url = $ZEGO_ENDPOINT/?$query")
[[ $answer == *'"Code":0,'* ]]
