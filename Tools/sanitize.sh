#!/bin/sh
# sanitize.sh [address] [thread]: the tests of C kernels and of readers under
# AddressSanitizer and UndefinedBehaviorSanitizer (C stops at the first undefined step),
# those of what runs in threads under ThreadSanitizer.
set -eu
cd "$(dirname "$0")/.."
[ $# -gt 0 ] || set -- address thread

# gold cannot link what the sanitizers bring; lld comes with Swift.
common="-Xswiftc -use-ld=lld -Xcc -O2"
export SWIFT_BACKTRACE=enable=no
for kind in "$@"; do
  case $kind in
    address)
      flags="-Xcc -fsanitize=undefined -Xcc -fsanitize-trap=undefined"
      tests='^(Kernels|Morphology|Cartography|RasterIO|Tensors|Surveys|Vision|Learning|Scenes|Fuzz)Tests\.'
      ;;
    thread)
      flags=""
      tests='^(Kernels|Learning|Mapping|RasterIO|Vision)Tests\.'
      ;;
    *) echo "address or thread, not '$kind'" >&2 && exit 2 ;;
  esac
  # What is not freed at the end is GDAL's, fontconfig's and Swift's own.
  export ASAN_OPTIONS="detect_leaks=0:allocator_may_return_null=1"
  export TSAN_OPTIONS="suppressions=$PWD/Tools/tsan-suppressions.txt:history_size=4"
  # shellcheck disable=SC2086
  swift test $common --sanitize "$kind" --scratch-path ".build-$kind" $flags --filter "$tests"
done
