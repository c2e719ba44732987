#!/usr/bin/env bash
# Fills the crates of other generators in a scratch folder that `graphdoc-shapes write` made.
#
#     others.sh SCRATCH [typify|typify-plain|quicktype|openapi-generator]...
#
# Needs cargo for typify, npm for quicktype, and Java and Python's venv for openapi-generator, whose PyPI package carries
# its jar (that of npm fetches it from elsewhere). The tools are installed below SCRATCH/tools, in these versions:
typify=0.8.0
quicktype=26.0.0
openapi=7.26.0

set -euo pipefail
[[ $# -ge 1 && -f $1/schema.json ]] || { echo "usage: others.sh SCRATCH [NAME]..." >&2; exit 2; }
scratch=$(cd "$1" && pwd)
shift
[[ $# -ge 1 ]] || set -- typify quicktype openapi-generator
tools=$scratch/tools

install_typify() {
    [[ -x $tools/bin/cargo-typify ]] ||
        CARGO_TARGET_DIR=$tools/target cargo install --locked --root "$tools" --version "=$typify" cargo-typify
}

# $1: the crate to fill; the rest: options.
run_typify() {
    install_typify
    mkdir -p "$scratch/$1/src"
    "$tools/bin/cargo-typify" typify "${@:2}" "$scratch/schema.json" --output "$scratch/$1/src/lib.rs"
}

run_quicktype() {
    [[ -x $tools/node_modules/.bin/quicktype ]] ||
        npm install --no-audit --no-fund --prefix "$tools" "quicktype@$quicktype"
    mkdir -p "$scratch/quicktype/src"
    # It says of each property without a type that it has none: thousands of lines.
    "$tools/node_modules/.bin/quicktype" --src-lang schema --lang rust --visibility public --derive-partial-eq \
        --skip-serializing-none --out "$scratch/quicktype/src/lib.rs" "$scratch/schema.json#/definitions/" >"$tools/quicktype.log" 2>&1
}

run_openapi() {
    [[ -x $tools/python/bin/openapi-generator-cli ]] || {
        python3 -m venv "$tools/python"
        "$tools/python/bin/pip" install --quiet "openapi-generator-cli==$openapi"
    }
    "$tools/python/bin/openapi-generator-cli" generate --generator-name rust --input-spec "$scratch/openapi.json" \
        --output "$scratch/openapi-generator" --skip-validate-spec \
        --global-property models,modelDocs=false,modelTests=false,supportingFiles=mod.rs >"$tools/openapi.log" 2>&1
    # Every file imports what half of them need; the warnings would count as compile time.
    echo '#![allow(unused_imports)] pub mod models; pub use models::*;' >"$scratch/openapi-generator/src/lib.rs"
}

mkdir -p "$tools"
for name; do
    case $name in
    typify) run_typify typify ;;
    # Without its builders, of which the other shapes have none.
    typify-plain) run_typify typify-plain --no-builder ;;
    quicktype) run_quicktype ;;
    openapi-generator) run_openapi ;;
    *) echo "others.sh knows no $name" >&2; exit 2 ;;
    esac
    printf '%s: %s lines\n' "$name" "$(find "$scratch/$name/src" -name '*.rs' -exec cat {} + | wc -l)"
done
