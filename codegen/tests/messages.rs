//! Texts of findings are for people: whatever they say, the findings are the same.

mod support;

use graphdoc_codegen::unstable::{
    rules,
    source::{self, Sources},
};
use reference_material::{material, needs_material};
use support::reworded::assert_same_whatever_is_said;

#[test]
fn findings_of_the_catalogue_do_not_depend_on_their_texts() {
    let lint_rules = rules::all().filter(|rule| !rule.is_change() && !rule.bad.is_empty());
    for rule in lint_rules.filter(|rule| rule.bad.iter().all(|(part, _)| *part != "facts")) {
        let sources = Sources {
            files: support::example::pages(rule.bad),
            ..Sources::default()
        };
        assert_same_whatever_is_said(&sources, rule.id);
    }
}

#[needs_material]
#[test]
fn findings_of_v1_do_not_depend_on_their_texts() {
    let docs = material!().join("corpus/graph-v1.0/resources");
    assert_same_whatever_is_said(&source::read(&[docs]).unwrap(), "v1.0");
}
