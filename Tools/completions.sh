#!/bin/sh
# Installs shell completions, which the command itself writes, under a prefix.
set -eu

prefix=$1
facies=$prefix/bin/facies

complete() {
  install -d "$(dirname "$prefix/share/$2")"
  "$facies" --generate-completion-script "$1" >"$prefix/share/$2"
}

complete bash bash-completion/completions/facies
complete zsh zsh/site-functions/_facies
complete fish fish/vendor_completions.d/facies.fish
