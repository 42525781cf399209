#!/usr/bin/env bash
# Runs the packed and installed tarball against its own emulator: with this Node, and with each version that is
# named (20.17.0, 24; taken from npm). `binary` stands for dist-binary/zego, without a Node.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
version=$(node -p 'require(process.argv[1]).version' "$root/package.json")
usual=$PATH
work=$(mktemp -d)
trap 'kill "${tls:-}" 2>/dev/null || true; rm -rf "$work"' EXIT

fail() {
  echo "smoke: $*" >&2
  exit 1
}

expect() {
  local want=$1 got=0
  shift
  "$@" >out 2>err || got=$?
  [ "$got" = "$want" ] || fail "$* gave $got instead of $want"$'\n'"$(cat out err)"
}

# Checks that the last command wrote this: said out|err PATTERN.
said() {
  grep -q -e "$2" "$1" || fail "no '$2' in: $(cat "$1")"
}

# Runs an operator's commands with the first `zego` on the PATH, free of the caller's settings.
smoke() (
  unset "${!ZEGO_@}" "${!XDG_@}" "${!NODE_@}" FORCE_COLOR
  unset http_proxy https_proxy all_proxy no_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY NO_PROXY
  export HOME="$work/home-$1"
  mkdir "$HOME"
  cd "$HOME"
  zego emulator >emulator.env 2>emulator.log &
  emulator=$!
  trap 'kill "$emulator" 2>/dev/null && wait "$emulator" || true' EXIT
  until [ -s emulator.env ]; do
    kill -0 "$emulator" 2>/dev/null || fail "the emulator ended: $(cat emulator.log)"
    sleep 0.1
  done
  . ./emulator.env
  expect 0 zego --version
  [ "$(cat out)" = "$version" ] || fail "the version $(cat out) is not $version"
  expect 0 zego --help
  said out 'transfer stop'
  expect 0 zego explain 5003
  said out 'Authentication failed'
  for _ in first cached; do
    expect 0 zego cdn forbid --stream s1 --resume 2025-02-01T00:00:00Z
    said out '^Ban of s1 accepted'
  done
  expect 0 zego transfer stop --stream rtc01 --url rtmp://host/app/rtc01
  expect 8 zego stream status --stream nobody
  expect 2 zego cdn forbd
  expect 4 env ZEGO_SERVER_SECRET=wrong-secret zego cdn list --json
  expect 3 env -u ZEGO_SERVER_SECRET zego cdn list
  expect 6 zego cdn list --endpoint https://127.0.0.1:9
  [ -z "$secure" ] || try_tls
  printf 'appId: 1234567890\nserverSecretFile: secret\n' >.zegorc
  printf '%s\n' "$ZEGO_SERVER_SECRET" >secret
  chmod 600 .zegorc secret
  expect 0 env -u ZEGO_APP_ID -u ZEGO_SERVER_SECRET zego cdn list
  if [ "$1" = binary ]; then
    expect 0 env NODE_OPTIONS=--unknown-to-this-node zego --version
  elif node -e 'process.exit(require("node:module").enableCompileCache ? 0 : 1)'; then
    try_caches
  fi
  kill -TERM "$emulator"
  ended=0
  wait "$emulator" || ended=$?
  [ "$ended" = 0 ] || fail "the emulator ended with $ended: $(cat emulator.log)"
  echo "ok  $1"
)

# Certificates are always checked. The server answers with a page, which is an unknown outcome.
try_tls() {
  expect 6 zego cdn list --endpoint "$secure"
  said err 'no trusted TLS connection'
  expect 6 env NODE_TLS_REJECT_UNAUTHORIZED=0 zego cdn list --endpoint "$secure"
  said err 'no trusted TLS connection'
  expect 9 env NODE_EXTRA_CA_CERTS="$work/cert.pem" zego cdn list --endpoint "$secure"
}

# A damaged cache of compiled code costs time, never the outcome; one that others can write to is not used.
try_caches() {
  local cache=$HOME/.cache/zego file
  [ "$(uname)" != Darwin ] || cache=$HOME/Library/Caches/zego
  find "$cache" -type f | grep -q . || fail 'nothing is cached'
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
  [ -z "$(ls "$cache")" ] || fail 'a cache that others can write to was used'
  rm -r "$cache"
  : >"$cache"
  expect 0 zego cdn list
  expect 0 env XDG_CACHE_HOME=/proc zego cdn list
  expect 0 env XDG_CACHE_HOME="$cache/below/a/file" zego cdn list
}

# Starts a TLS server with a certificate that nobody trusts, at $secure.
serve_tls() {
  local key=(-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout "$work/key.pem")
  local host=(-subj /CN=localhost -addext 'subjectAltName=DNS:localhost,IP:127.0.0.1')
  openssl req -x509 -days 2 "${key[@]}" "${host[@]}" -out "$work/cert.pem" 2>"$work/tls.log" ||
    fail "$(cat "$work/tls.log")"
  openssl s_server -accept 127.0.0.1:0 -www -key "$work/key.pem" -cert "$work/cert.pem" \
    >"$work/tls.log" 2>&1 &
  tls=$!
  until grep -q '^ACCEPT .' "$work/tls.log"; do
    kill -0 "$tls" 2>/dev/null || fail "openssl s_server ended: $(cat "$work/tls.log")"
    sleep 0.1
  done
  secure=https://$(sed -n 's/^ACCEPT //p' "$work/tls.log")
}

# Runs the executable with no other programs on the PATH than this script needs.
smoke_binary() {
  local program tools=$work/tools
  mkdir "$tools"
  for program in cat chmod env grep mkdir sleep; do
    ln -s "$(type -P "$program")" "$tools/$program"
  done
  (
    PATH="$root/dist-binary:$tools"
    ! command -v node || fail 'there is a Node on the PATH of the executable'
    smoke binary
  )
}

tarball=$(cd "$root" && npm run --silent tarball -- --silent --pack-destination "$work")
npm install --global --prefix "$work/prefix" --no-audit --no-fund --silent "$work/$tarball"
packages=$(ls "$work/prefix/lib/node_modules")
if [ "$packages" != zego-cli ] || [ -e "$work/prefix/lib/node_modules/zego-cli/node_modules" ]; then
  fail "more was installed than zego-cli: $packages"
fi

secure=
if command -v openssl >/dev/null; then serve_tls; else echo '--  TLS: there is no openssl'; fi

PATH="$work/prefix/bin:$usual" smoke "node-$(node -p process.versions.node)"
for wanted in "$@"; do
  if [ "$wanted" = binary ]; then
    smoke_binary
    continue
  fi
  package=$(node -p '`node-${process.platform}-${process.arch}`')
  npm install --prefix "$work/node-$wanted" --ignore-scripts --no-audit --no-fund --silent \
    "$package@$wanted"
  bin="$work/node-$wanted/node_modules/$package/bin"
  PATH="$work/prefix/bin:$bin:$usual" smoke "node-$("$bin/node" -p process.versions.node)"
done
