#!/bin/sh
# Runs a command against the emulator instead of the service, and ends with its exit code.
#
#   sh rehearse.sh zego stop --stream rtc01
#
# EMULATOR holds options of the emulator: EMULATOR='--live rtc01:linger=5s --fail 5007:3'.
if [ $# -eq 0 ]; then
  echo "usage: sh rehearse.sh COMMAND ..." >&2
  exit 2
fi
work=$(mktemp -d) || exit
zego emulator ${EMULATOR:-} > "$work/env" 2> "$work/log" &
emulator=$!
trap 'kill "$emulator" 2> /dev/null || :; rm -r "$work"' EXIT
trap 'exit 1' HUP INT TERM
until [ -s "$work/env" ]; do
  kill -0 "$emulator" 2> /dev/null || { cat "$work/log" >&2; exit 1; }
  sleep 0.1
done
. "$work/env"   # sets ZEGO_ENDPOINT, ZEGO_APP_ID and ZEGO_SERVER_SECRET
"$@"
