#!/bin/sh
# Stops the relay of every stream that a file lists, one StreamId a line, and names each that was not stopped.
#
#   sh stop-relays.sh ids.txt rtmp://live.example.com/app
#
# Exit code 0: every stop was accepted. 1: not every one. 2: no file, no address, or a malformed id, which ends it.
# 3, 4, 70 or a signal's: zego's, where the next id would fail as well.
ids=$1
app=${2%/}
if [ -z "$app" ] || [ ! -r "$ids" ] || [ -d "$ids" ]; then
  echo "usage: sh stop-relays.sh FILE ADDRESS (${ids:-FILE} must be a readable file)" >&2
  exit 2
fi

failed=0
while read -r id || [ -n "$id" ]; do
  [ -n "$id" ] || continue
  code=0
  zego transfer stop --quiet --stream="$id" --url "$app/$id" || code=$?
  case $code in
    0) ;;
    2 | 3 | 4 | 70 | 129 | 130 | 143)   # usage, credentials, a fault of zego, a signal
      echo "$id: not stopped, nor is any id after it (exit code $code)" >&2; exit "$code" ;;
    5) echo "$id: rate limit, run again" >&2; failed=1 ;;
    9) echo "$id: outcome unknown, look at the CDN" >&2; failed=1 ;;
    *) echo "$id: not stopped (exit code $code)" >&2; failed=1 ;;
  esac
done < "$ids"
exit "$failed"
