#!/usr/bin/env bash
# The packed tarball, installed as a user would into an empty prefix, against its own emulator.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'kill "${emulator:-}" 2>/dev/null || true; rm -rf "$work"' EXIT

tarball=$(cd "$root" && npm run --silent tarball -- --silent --pack-destination "$work")
npm install --global --prefix "$work/prefix" --no-audit --no-fund --silent "$work/$tarball"
find "$work/prefix" -name package.json -path "*node_modules*" | grep -v "/bin/\|/dist/"
export HOME="$work/home" PATH="$work/prefix/bin:$PATH"
unset "${!ZEGO_@}"
mkdir "$HOME"
cd "$HOME"

zego emulator >emulator.env 2>emulator.log &
emulator=$!
until [ -s emulator.env ]; do
  kill -0 "$emulator"
  sleep 0.1
done
. ./emulator.env

expect() {
  local want=$1 got=0
  shift
  "$@" >out 2>err || got=$?
  if [ "$got" != "$want" ]; then
    echo "smoke: $* gave $got instead of $want" >&2
    cat out err >&2
    exit 1
  fi
  echo "ok ($got)  $*"
}
expect 0 zego --version
expect 0 zego --help
expect 0 zego explain 5003
expect 0 zego cdn forbid --stream s1 --resume 2025-02-01T00:00:00Z
expect 0 zego transfer stop --stream rtc01 --url rtmp://host/app/rtc01
expect 8 zego stream status --stream nobody
expect 2 zego cdn forbd
expect 4 env ZEGO_SERVER_SECRET=wrong-secret zego cdn list --json
expect 3 env -u ZEGO_SERVER_SECRET zego cdn list
kill -TERM "$emulator"
wait "$emulator"
echo "ok ($?)  the emulator ends on SIGTERM"
