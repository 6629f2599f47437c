#!/bin/sh
# fuzz.sh SECONDS [TARGET ...]: feeds each reader for so long with bytes that
# libFuzzer makes up, from the corpus of the tests on. What makes a reader fail is
# kept in fuzzing/, to be copied to Tests/FuzzTests/Corpus once it is mended.
set -eu

seconds=$1
shift
root=$(cd "$(dirname "$0")/.." && pwd)
program=$root/Fuzzing/.build/release/fuzz
corpus=$root/Tests/FuzzTests/Corpus
work=$root/fuzzing
[ $# -gt 0 ] || set -- $(ls "$corpus")

# Leaks are for the memory limit to find: GDAL, fontconfig and others keep
# what they need to the end.
export SWIFT_BACKTRACE=enable=no
export ASAN_OPTIONS="detect_leaks=0:allocator_may_return_null=1:${ASAN_OPTIONS:-}"
failed=""
for target in "$@"; do
  mkdir -p "$work/$target"
  log=$work/$target.log
  dictionary=$root/Fuzzing/Dictionaries/$target.txt
  [ -f "$dictionary" ] && use="-dict=$dictionary" || use=""
  # Libraries that GDAL calls reserve room by what a header says and touch none.
  [ "$target" = raster ] && most=20000 || most=2000
  # shellcheck disable=SC2086
  if ! nice -n 15 env FUZZ_TARGET=$target "$program" "$work/$target" "$corpus/$target" $use \
    -max_total_time="$seconds" -timeout=10 -rss_limit_mb=3000 -malloc_limit_mb=$most \
    -artifact_prefix="$work/$target-" -print_final_stats=1 >"$log" 2>&1; then
    failed="$failed $target"
  fi
  runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
  printf '%-12s %10s executions  %s\n' "$target" "${runs:-?}" \
    "$(grep -m1 -E 'SUMMARY|ERROR: libFuzzer' "$log" || echo fine)"
done
[ -z "$failed" ] || { echo "failed:$failed (logs and inputs in $work)" >&2; exit 1; }
