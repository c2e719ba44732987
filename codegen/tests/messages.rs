//! Texts of findings are for people: whatever they say, the findings are the same.

mod support;

use graphdoc_codegen::unstable::{
    diagnostic::Diagnostic,
    finding::Finding,
    lint,
    rules::{self, Message},
    source::{self, Sources},
};
use reference_material::{material, needs_material};

/// Replaces each text by the id of its rule.
fn by_id(found: &mut Diagnostic) {
    let id = found.rule().id.to_owned();
    for label in &mut found.labels {
        label.text.clone_from(&id);
    }
    found.message = Message::plain(found.rule(), id.as_str());
    found.help = found.help.is_some().then_some(id);
}

/// Returns findings without their texts.
fn without_texts(findings: Vec<Finding>) -> Vec<Finding> {
    let bare = |mut finding: Finding| {
        finding.message = Message::plain(finding.rule(), "");
        finding.help = None;
        finding.spans.iter_mut().for_each(|span| span.text.clear());
        finding
    };
    findings.into_iter().map(bare).collect()
}

#[track_caller]
fn assert_same_whatever_is_said(sources: &Sources, what: &str) {
    let said = lint::lint(sources, &[], None).findings;
    let reworded = lint::lint_reworded(sources, &[], None, by_id).findings;
    assert!(!said.is_empty(), "{what}: nothing to compare");
    assert_eq!(without_texts(said), without_texts(reworded), "{what}");
}

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
