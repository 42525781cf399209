#!/bin/sh
# Bans an RTC stream and waits until it is no longer live, for about half a minute.
#
#   sh ban-and-wait.sh rtc01
#
# Exit code 0: it is not live. 10: it is banned, but still live. Any other: zego's.
id=$1

zego stream forbid --stream="$id" || exit
for _ in 1 2 3 4 5 6 7 8 9 10; do
  code=0
  zego stream status --quiet --stream="$id" > /dev/null || code=$?
  case $code in
    0) sleep 3 ;;
    8) exit 0 ;;
    *) exit "$code" ;;   # zego has said why
  esac
done
echo "$id: banned, but still live" >&2
exit 10
