//! Names for items with almost the same name in the docs: people can read them, and they do not change when more are
//! added.

mod support;

use graphdoc_codegen::unstable::emit::{self, Options};

/// Returns the variants of an enum with these members, and the rules that it breaks.
fn variants(members: &[&str]) -> (Vec<String>, Vec<&'static str>) {
    let page = support::enum_page("shade", members);
    let analysis = support::understand(&[("shade.md", &page)]);
    let (output, told) = emit::emit(&analysis.model, &Options::default());
    let text = support::file(&output, "/shade.rs");
    let (_, body) = text.split_once("pub enum Shade {").expect("the enum");
    let (body, _) = body.split_once("\n}").expect("its end");
    let lines = body.lines().map(str::trim);
    let names = lines.filter(|line| line.ends_with(',') && !line.starts_with("///"));
    let names = names.map(|line| line.trim_end_matches(',').to_owned());
    let rules = told.iter().map(|found| found.rule().id);
    (names.collect(), rules.collect())
}

#[test]
fn members_that_differ_in_case_are_both_kept_and_reported() {
    let (names, told) = variants(&["small", "Small", "SMALL", "large"]);
    let rest = "Unrecognized(runtime::Unrecognized)";
    assert_eq!(
        names,
        ["Small", "SmallCapitalized", "SmallUppercase", "Large", rest]
    );
    assert_eq!(told, ["variant-collision"; 2]);
}

#[test]
fn members_that_differ_by_symbols_spell_them_out() {
    let (names, _) = variants(&["a-b", "a_b", "a b", "a.b", "a+b", "ab", "aéb", "aèb"]);
    let expected = "AB AUnderscoreB ASpaceB ADotB APlusB Ab AUe9B AUe8B";
    assert_eq!(names[..names.len() - 1].join(" "), expected);
}

#[test]
fn names_stay_when_members_are_added() {
    let members = ["small", "Small", "a-b", "a_b", "SMALL", "sMALL", "a b"];
    let (whole, _) = variants(&members);
    for count in 2..members.len() {
        let (names, _) = variants(&members[..count]);
        assert_eq!(names[..count], whole[..count]);
    }
}

#[test]
fn glob_import_does_not_shadow_core_and_std() {
    for area in ["core", "std", "alloc"] {
        let page = support::resource("fern", "|size|Int32|The size.|", "{\"size\": 1}");
        let page = page.replace("doc_type:", &format!("ms.prod: \"{area}\"\ndoc_type:"));
        let analysis = support::understand(&[("fern.md", &page)]);
        let output = support::emit(&analysis.model);
        let root = support::file(&output, "src/lib.rs");
        assert!(root.contains(&format!("pub mod {area}_;")), "{root}");
        assert!(!root.contains(&format!("pub mod {area};")), "{root}");
    }
}
