#!/usr/bin/env bash
# The packed tarball, installed as a user would into an empty prefix, against its own emulator: with this
# Node, and with each other that is named (20.17.0, 24; from npm). `binary` is dist-binary/zego, without Node.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'kill "${emulator:-}" 2>/dev/null || true; rm -rf "$work"' EXIT
unset "${!ZEGO_@}"

tarball=$(cd "$root" && npm run --silent tarball -- --silent --pack-destination "$work")
npm install --global --prefix "$work/prefix" --no-audit --no-fund --silent "$work/$tarball"
packages=$(ls "$work/prefix/lib/node_modules")
if [ "$packages" != zego-cli ] || [ -e "$work/prefix/lib/node_modules/zego-cli/node_modules" ]; then
  echo "smoke: more was installed than zego-cli: $packages" >&2
  exit 1
fi

expect() {
  local want=$1 got=0
  shift
  "$@" >out 2>err || got=$?
  if [ "$got" != "$want" ]; then
    echo "smoke: $* gave $got instead of $want" >&2
    cat out err >&2
    exit 1
  fi
}

# Runs what an operator runs; whatever `zego` is first on the PATH.
smoke() {
  export HOME="$work/home-$1"
  mkdir "$HOME"
  cd "$HOME"
  (
    zego emulator >emulator.env 2>emulator.log &
    emulator=$!
    trap 'kill "$emulator" 2>/dev/null || true' EXIT
    until [ -s emulator.env ]; do
      kill -0 "$emulator"
      sleep 0.1
    done
    . ./emulator.env
    expect 0 zego --version
    expect 0 zego --help
    expect 0 zego explain 5003
    for _ in first cached; do
      expect 0 zego cdn forbid --stream s1 --resume 2025-02-01T00:00:00Z
      grep -q '^Ban of s1 accepted' out
    done
    expect 0 zego transfer stop --stream rtc01 --url rtmp://host/app/rtc01
    expect 8 zego stream status --stream nobody
    expect 2 zego cdn forbd
    expect 4 env ZEGO_SERVER_SECRET=wrong-secret zego cdn list --json
    expect 3 env -u ZEGO_SERVER_SECRET zego cdn list
    expect 6 zego cdn list --endpoint https://127.0.0.1:9
    printf 'appId: 1234567890\nserverSecretFile: secret\n' >.zegorc
    printf '%s\n' "$ZEGO_SERVER_SECRET" >secret
    chmod 600 .zegorc secret
    expect 0 env -u ZEGO_APP_ID -u ZEGO_SERVER_SECRET zego cdn list
    [ ! -d "$HOME/.cache/zego" ] || try_caches
    kill -TERM "$emulator"
    ended=0
    wait "$emulator" || ended=$?
    [ "$ended" = 0 ]
  )
  echo "ok  $1"
}

# A bad cache of compiled code costs time, never the outcome; one that others can write to is not used.
try_caches() {
  local cache=$HOME/.cache/zego file
  find "$cache" -type f | grep -q . || { echo 'smoke: nothing is cached' >&2; exit 1; }
  for file in $(find "$cache" -type f); do
    head -c "$(stat -c %s "$file")" /dev/urandom >"$file"
  done
  expect 0 zego cdn list
  for file in $(find "$cache" -type f); do
    printf X | dd of="$file" bs=1 seek=2000 conv=notrunc status=none
  done
  expect 0 zego cdn list
  for file in $(find "$cache" -type f); do : >"$file"; done
  expect 0 zego cdn list
  rm -r "$cache"/*
  chmod 777 "$cache"
  expect 0 zego cdn list
  if [ -n "$(ls "$cache")" ]; then
    echo 'smoke: a cache that others can write to was used' >&2
    exit 1
  fi
  rm -r "$cache"
  : >"$cache"
  expect 0 zego cdn list
  expect 0 env XDG_CACHE_HOME=/proc zego cdn list
  expect 0 env XDG_CACHE_HOME=/nonexistent/none zego cdn list
}

usual=$PATH
PATH="$work/prefix/bin:$usual" smoke "node-$(node -p process.versions.node)"
for version in "$@"; do
  if [ "$version" = binary ]; then
    (PATH="$root/dist-binary:/usr/bin:/bin" && smoke binary)
    continue
  fi
  package=$(node -p '`node-${process.platform}-${process.arch}`')
  npm install --prefix "$work/node-$version" --ignore-scripts --no-audit --no-fund --silent \
    "$package@$version"
  bin="$work/node-$version/node_modules/$package/bin"
  PATH="$work/prefix/bin:$bin:$usual" smoke "node-$("$bin/node" -p process.versions.node)"
done
