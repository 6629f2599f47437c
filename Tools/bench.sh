#!/bin/sh
# Times the main jobs on a simulated Sentinel-2 scene and prints seconds per
# stage. usage: bench.sh FACIES [SIZE]
set -eu

facies=$1
size=${2:-5490}
mkdir -p bench
[ -f bench/scene/scene.tif ] || "$facies" simulate --sensor sentinel2 --size "$size" --out bench/scene --quiet

for recipe in standard k-means stacked-autoencoder nagar2024; do
  "$facies" run bench/scene/scene.yaml --recipe $recipe --out bench/$recipe --overwrite --json \
    2>/dev/null | python3 -c '
import json, sys
r = json.load(sys.stdin)
stages = ", ".join("%s %.2f" % (s["name"], s["seconds"]) for s in r["stages"])
print("%-20s %6.2f s  %6.0f MB  (%s)" % (
    sys.argv[1], r["totalSeconds"], r["peakMemoryBytes"] / 2**20, stages))' $recipe
done
