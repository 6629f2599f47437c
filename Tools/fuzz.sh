#!/bin/sh
# fuzz.sh SECONDS [TARGET ...]: feeds each reader for so long with bytes that
# libFuzzer makes up, from the corpus of the tests on. What makes a reader fail is
# kept in fuzz.out/, to be copied to Tests/FuzzTests/Corpus once it is mended.
set -eu

seconds=$1
shift
root=$(cd "$(dirname "$0")/.." && pwd)
program=$root/Tools/Fuzzing/.build/release/fuzz
corpus=$root/Tests/FuzzTests/Corpus
work=$root/fuzz.out
[ $# -gt 0 ] || set -- $(ls "$corpus")

# Leaks are for the memory limit to find: GDAL, fontconfig and others keep
# what they need to the end. What is reserved by a header's word is not to be had.
export SWIFT_BACKTRACE=enable=no
export ASAN_OPTIONS="detect_leaks=0:allocator_may_return_null=1:max_allocation_size_mb=2000:${ASAN_OPTIONS:-}"
failed=""
for target in "$@"; do
  mkdir -p "$work/$target"
  log=$work/$target.log
  if ! nice -n 15 env FUZZ_TARGET=$target "$program" "$work/$target" "$corpus/$target" \
    -max_total_time="$seconds" -timeout=10 -rss_limit_mb=3000 -malloc_limit_mb=2500 \
    -artifact_prefix="$work/$target-" -print_final_stats=1 >"$log" 2>&1; then
    failed="$failed $target"
  fi
  runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
  printf '%-12s %10s executions  %s\n' "$target" "${runs:-?}" \
    "$(grep -m1 -E 'SUMMARY|ERROR: libFuzzer' "$log" || echo fine)"
done
[ -z "$failed" ] || { echo "failed:$failed (logs and inputs in $work)" >&2; exit 1; }
