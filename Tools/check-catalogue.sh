#!/bin/sh
# Has programs of others judge catalogues: fitsverify (FITS), stilts votlint
# (VOTable), ogrinfo (GeoPackage, CSV), and astropy (FITS, VOTable) where a
# python3 that has it is found; FACIES_PYTHON names one.
#
#   Tools/check-catalogue.sh catalog.fits catalog.vot catalog.gpkg
#
# What is not installed is skipped; exit code 77 if nothing could judge.
set -u
python=${FACIES_PYTHON:-python3}
judged=0
failed=0

verdict() { # NAME FILE STATUS OUTPUT
  judged=$((judged + 1))
  if [ "$3" -eq 0 ]; then
    echo "$1: $2 is clean"
  else
    failed=1
    echo "$1: $2:"
    echo "$4"
  fi
}

have() { command -v "$1" >/dev/null 2>&1; }

astropy() { # FORMAT FILE; booleans without a value are no fault
  "$python" -c 'import astropy' 2>/dev/null || return 0
  output=$("$python" -W error -W ignore:Column -c 'import sys; from astropy.table import Table
table = Table.read(sys.argv[2], format=sys.argv[1])
assert len(table.colnames) > 0
assert "completed" not in table.colnames or table["completed"].dtype == bool' "$1" "$2" 2>&1)
  verdict astropy "$2" $? "$output"
}

for file; do
  [ -f "$file" ] || { echo "no file $file"; exit 1; }
  case $file in
    *.fits)
      if have fitsverify; then
        output=$(fitsverify -e "$file" 2>&1)
        verdict fitsverify "$file" $? "$output"
      fi
      astropy fits "$file"
      ;;
    *.vot)
      if have stilts; then
        # votlint ends well whatever it finds: its messages are the verdict.
        output=$(stilts votlint validate=true "$file" 2>&1)
        [ $? -eq 0 ] && [ -z "$output" ]
        verdict votlint "$file" $? "$output"
      fi
      astropy votable "$file"
      ;;
    *.gpkg | *.csv)
      if have ogrinfo; then
        output=$(ogrinfo -ro -so -al "$file" 2>&1)
        status=$?
        case $output in *ERROR* | *Warning*) status=1 ;; esac
        verdict ogrinfo "$file" $status "$output"
      fi
      ;;
    *) echo "$file is no catalogue"; exit 1 ;;
  esac
done
[ $judged -gt 0 ] || { echo "nothing here can judge catalogues"; exit 77; }
exit $failed
