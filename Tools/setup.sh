#!/bin/sh
# Installs the Debian or Ubuntu packages that facies is built on. Does
# nothing when they are there; uses sudo only when it is not run by root.
set -eu

packages="libgdal-dev libopenblas-dev libpng-dev libcairo2-dev libssl-dev libsqlite3-dev
  libcfitsio-dev wcslib-dev libsep-dev zlib1g-dev libbz2-dev libdeflate-dev
  fonts-dejavu-core pkg-config ca-certificates make python3 python3-pip"

if ! command -v swift >/dev/null 2>&1; then
  echo "facies needs Swift 6.2 or newer: install it from https://www.swift.org/install/linux/ (swiftly), then run this again" >&2
  exit 1
fi

missing=""
for package in $packages; do
  # pip and make may have come by another way than the package.
  case $package in
    python3) command -v python3 >/dev/null 2>&1 && continue ;;
    python3-pip) python3 -m pip --version >/dev/null 2>&1 && continue ;;
    make) command -v make >/dev/null 2>&1 && continue ;;
  esac
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q "ok installed" || missing="$missing $package"
done
[ -z "$missing" ] && exit 0

if ! command -v apt-get >/dev/null 2>&1; then
  echo "facies needs these packages (Debian's names):$missing" >&2
  exit 1
fi
as_root=""
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null 2>&1; then
    echo "to install$missing, run as root: apt-get install$missing" >&2
    exit 1
  fi
  as_root="sudo"
fi
echo "installing$missing"
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update -qq
# shellcheck disable=SC2086
$as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null
