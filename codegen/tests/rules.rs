//! The catalogue: each rule is a file that says what it means, and fires on its own example and not on the one put right.

mod support;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::PathBuf,
};

use graphdoc_codegen::{
    diagnostic::{Code, Level},
    emit, facts,
    finding::Finding,
    lint, model, overlay, page,
    rules::{self, Rule},
    source::{self, SourceFile, Sources},
};

/// Rules whose example would be bytes, a crate, a translation or another finding of the same place.
const WITHOUT_EXAMPLE: &[&str] = &[
    "allow-expired",
    "allow-unused",
    "byte-order-mark",
    "carriage-return",
    "field-collision",
    "front-matter",
    "invalid-utf8",
    "link-not-followed",
    "metadata-base",
    "metadata-collection",
    "metadata-enum-case",
    "metadata-enum-members",
    "metadata-key",
    "metadata-kind",
    "metadata-name-case",
    "metadata-open",
    "metadata-property-type",
    "metadata-property-type-wider",
    "metadata-property-undocumented",
    "metadata-property-unknown",
    "metadata-type-undocumented",
    "metadata-type-unknown",
    "misheaded-property-table",
    "nesting",
    "page-too-large",
    "translated-name",
    "type-collision",
    "unreadable-annotation",
    "unreadable-block",
    "unreadable-file",
    "untranslatable-name",
    "variant-collision",
];

fn findings(parts: &BTreeMap<String, String>) -> Vec<Finding> {
    let sources = Sources {
        files: support::example::pages(parts),
        diagnostics: Vec::new(),
    };
    let facts = parts.get("facts").into_iter();
    let facts: Vec<SourceFile> = facts
        .map(|text| SourceFile::new("facts.toml", text.as_str()))
        .collect();
    lint::lint(&sources, &facts, 1, |_| None).findings
}

fn told(findings: &[Finding]) -> Vec<String> {
    let told = findings
        .iter()
        .filter(|finding| finding.level > Level::Allow);
    told.map(|finding| format!("{}: {}", finding.rule, finding.message))
        .collect()
}

#[test]
fn each_rule_fires_on_its_example_alone_and_not_on_the_one_put_right() {
    let mut wrong = Vec::new();
    for rule in rules::all().filter(|rule| has_example(rule)) {
        let bad = findings(&rule.bad);
        if !bad.iter().any(|finding| finding.rule == rule.id) {
            wrong.push(format!("{}: does not fire, but {:#?}", rule.id, told(&bad)));
        }
        let others: Vec<&Finding> = bad
            .iter()
            .filter(|finding| finding.level > Level::Allow && finding.rule != rule.id)
            .collect();
        if !others.is_empty() {
            let others: Vec<Finding> = others.into_iter().cloned().collect();
            wrong.push(format!(
                "{}: the example also is {:#?}",
                rule.id,
                told(&others)
            ));
        }
        let good = findings(&rule.good);
        if good.iter().any(|finding| finding.rule == rule.id) {
            wrong.push(format!("{}: fires on what was put right", rule.id));
        }
        if !told(&good).is_empty() {
            wrong.push(format!(
                "{}: put right it is still {:#?}",
                rule.id,
                told(&good)
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn has_example(rule: &Rule) -> bool {
    !rule.bad.is_empty() && !rule.good.is_empty()
}

#[test]
fn rules_without_example_are_few_and_known() {
    let without: Vec<&str> = rules::all()
        .filter(|rule| !has_example(rule))
        .map(|rule| rule.id)
        .collect();
    assert_eq!(without, WITHOUT_EXAMPLE);
}

#[test]
fn every_file_of_the_catalogue_is_a_rule_of_that_id() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/rules/catalogue");
    let files: BTreeSet<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            let id = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let text = fs::read_to_string(&path).unwrap();
            assert!(text.starts_with(&format!("id = \"{id}\"\n")), "{id}");
            id
        })
        .collect();
    let known: BTreeSet<String> = rules::all().map(|rule| rule.id.to_owned()).collect();
    assert_eq!(files, known);
    assert!(rules::all().is_sorted_by_key(|rule| rule.id));
    for rule in rules::all() {
        assert_eq!(rules::find(rule.id), Some(rule));
        assert!(
            rule.reason.ends_with('.') && rule.reason != rule.meaning,
            "{}",
            rule.id
        );
        assert!(
            !rule.meaning.ends_with('.') && !rule.meaning.contains('\n'),
            "{}",
            rule.id
        );
    }
}

/// The stages document their codes for those who read the code; the catalogue must not say otherwise.
#[test]
fn every_code_of_a_stage_is_a_rule_of_the_same_meaning() {
    let stages: [&[&Code]; 7] = [
        source::codes::ALL,
        page::codes::ALL,
        facts::codes::ALL,
        model::codes::ALL,
        lint::codes::ALL,
        overlay::codes::ALL,
        emit::codes::ALL,
    ];
    for code in stages.into_iter().flatten() {
        let rule = rules::find(code.id).unwrap_or_else(|| panic!("no rule {}", code.id));
        assert_eq!(rule.meaning, code.meaning, "{}", code.id);
    }
}
