//! Compares the verdicts of cargo-semver-checks about two crates with those about their docs.

use std::{path::Path, process::Command};

use crate::{
    Pages,
    compile_witness::{Pair, breaks_programs, write_crate, written},
    each_rule,
    support::{empty_folder, enum_page, resource},
};

/// Returns whether cargo-semver-checks accepts the new crate as a minor version, and its output.
fn is_minor(root: &Path, at: usize, pair: &Pair) -> (bool, String) {
    let [old, new] = ["old", "new"].map(|side| root.join(format!("{side}{at}")));
    write_crate(&pair.base, &old, "pair");
    // As for users, it is generated over the old one.
    write_crate(&pair.base, &new, "pair");
    write_crate(&pair.head, &new, "pair");
    let output = Command::new(env!("CARGO"))
        .args([
            "semver-checks",
            "--color",
            "never",
            "--release-type",
            "minor",
        ])
        .args(["--only-explicit-features", "--features", "all"])
        .arg("--manifest-path")
        .arg(new.join("Cargo.toml"))
        .arg("--baseline-root")
        .arg(&old)
        .env("CARGO_TARGET_DIR", root.join("target"))
        .env_remove("RUSTFLAGS")
        .output()
        .expect("cargo runs");
    let text = [output.stdout, output.stderr].concat();
    let text = String::from_utf8_lossy(&text).into_owned();
    assert!(text.contains("Checked"), "cargo could not check:\n{text}");
    (output.status.success(), text)
}

/// Docs with an additional property, relationship, enum member and type.
fn more() -> (Pages, Pages) {
    let page = |name: &str, text: String| (format!("resources/{name}.md"), text);
    let base = "|id|String|Which one it is.|\n|colour|colour|Of what colour.|";
    let rows = format!("{base}\n|size|Int32|How large it is.|\n|box|box|What it is in.|");
    let relations = "\n## Relationships\n|Relationship|Type|Description|\n|:--|:--|:--|\n|parts|thing collection|What it is made of.|\n";
    let thing = resource("thing", &rows, "");
    let old = vec![
        page("thing", resource("thing", base, "")),
        page("colour", enum_page("colour", &["red", "green"])),
    ];
    let thing = thing.replace("\n## JSON", &format!("{relations}\n## JSON"));
    let new = vec![
        page("thing", thing),
        page("colour", enum_page("colour", &["blue", "red", "green"])),
        page("box", resource("box", "|width|Int32|How wide it is.|", "")),
    ];
    (old, new)
}

#[test]
#[ignore = "needs cargo-semver-checks"]
fn additions_are_a_minor_release() {
    let root = empty_folder("semver-more");
    let (old, new) = more();
    let pairs = [("more", old.clone(), new.clone()), ("less", new, old)];
    let pairs = written(&root, pairs.into());
    let (minor, text) = is_minor(&root, 0, &pairs[0]);
    assert!(minor && !breaks_programs(&pairs[0]), "{text}");
    // Members of a type that still exists are not kept forever, so the other direction is reported as it is.
    let (minor, text) = is_minor(&root, 1, &pairs[1]);
    assert_eq!(minor, !breaks_programs(&pairs[1]), "{text}");
}

/// Changes about which the two disagree: whether we report that they break programs, and why cargo-semver-checks does
/// not agree.
const DIFFERENT: [(&str, bool, &str); 3] = [
    (
        "property-type-changed",
        true,
        "it compares no types of fields",
    ),
    (
        "relationship-type-changed",
        true,
        "it compares no types of what methods give",
    ),
    (
        "type-moved",
        false,
        "the name at the root, which programs use, stays; that below the module of the namespace goes",
    ),
];

#[test]
#[ignore = "needs cargo-semver-checks"]
fn breaking_changes_are_a_major_release() {
    let root = empty_folder("semver");
    let mut wrong = Vec::new();
    for (at, pair) in written(&root, each_rule::pairs()).iter().enumerate() {
        let (minor, text) = is_minor(&root, at, pair);
        let breaks = breaks_programs(pair);
        println!("{}: breaks {breaks}, minor {minor}", pair.title);
        let mut different = DIFFERENT.iter();
        let different = different.find(|(rule, ..)| pair.title.starts_with(rule));
        let expected = different.map_or(!breaks, |(_, breaks, _)| *breaks);
        if minor != expected || different.is_some_and(|(_, said, _)| *said != breaks) {
            wrong.push(format!("{}: said to break: {breaks}\n{text}", pair.title));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
