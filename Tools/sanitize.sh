#!/bin/sh
# sanitize.sh [address] [thread]: the kernels and what calls them under
# AddressSanitizer and UndefinedBehaviorSanitizer (C stops at the first undefined
# step), and under ThreadSanitizer, driven by their tests.
set -eu
cd "$(dirname "$0")/Sanitizing"
[ $# -gt 0 ] || set -- address thread

# What is not freed at the end is GDAL's, fontconfig's and Swift's own.
export ASAN_OPTIONS="detect_leaks=0:allocator_may_return_null=1"
export TSAN_OPTIONS="suppressions=$PWD/tsan-suppressions.txt:history_size=4"
export SWIFT_BACKTRACE=enable=no
for kind in "$@"; do
  case $kind in
    address) undefined="-Xcc -fsanitize=undefined -Xcc -fsanitize-trap=undefined" ;;
    thread) undefined="" ;;
    *) echo "address or thread, not '$kind'" >&2 && exit 2 ;;
  esac
  # gold cannot link what the sanitizers bring; lld comes with Swift.
  # shellcheck disable=SC2086
  swift test -c release -Xswiftc -enable-testing --sanitize "$kind" \
    --scratch-path ".build/$kind" -Xswiftc -use-ld=lld -Xcc -g $undefined
done
