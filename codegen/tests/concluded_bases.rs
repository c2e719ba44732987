//! A base that is only concluded from other pages must not cause a finding at `deny` or a breaking change.

mod support;

use std::collections::BTreeSet;

use graphdoc_codegen::unstable::{
    diagnostic::Level,
    drift::{self, Change},
    finding::{Finding, Severity},
    pipeline::{self, Analysis, Input},
    source::SourceFile,
};
use reference_material::{material, needs_material};

use crate::support::{folder, resource, type_named, warnings};

/// What lint reports at `deny`: rule, page, type and member.
fn denied(pages: &[SourceFile]) -> BTreeSet<String> {
    let denied = warnings(pages).into_iter();
    let denied = denied.filter(|found| found.level == Level::Deny);
    let line = |found: Finding| {
        let file = found.primary().map(|label| &*label.file);
        let (name, member) = (&found.type_name, &found.member);
        format!("{} {file:?} {name:?} {member:?}", found.rule().id)
    };
    denied.map(line).collect()
}

fn analyze(pages: &[SourceFile]) -> Analysis {
    pipeline::analyze(Input::new(pages))
}

/// Returns the breaking changes between two versions.
fn breaking(base: &Analysis, head: &Analysis) -> Vec<Change> {
    let mut changes = drift::compare(&base.model, &head.model);
    changes.retain(|change| change.severity == Severity::Breaking);
    changes
}

/// Asserts that nothing is denied and nothing breaks because of a base that only the first pages let us conclude.
#[track_caller]
fn rests_on_nothing(concluded: &[SourceFile], unsaid: &[SourceFile]) {
    let (with, without) = (analyze(concluded), analyze(unsaid));
    let count = |all: &Analysis| {
        let types = all.model.types.values();
        types.filter(|ty| ty.base_is_concluded).count()
    };
    assert!(count(&with) > count(&without), "nothing is concluded");
    for changes in [breaking(&with, &without), breaking(&without, &with)] {
        assert!(changes.is_empty(), "{changes:#?}");
    }
    let (with, without) = (denied(concluded), denied(unsaid));
    let more: Vec<_> = with.difference(&without).collect();
    assert!(more.is_empty(), "{more:#?}");
}

fn page(name: &str, rows: &str, block: &str, intro: &str) -> SourceFile {
    let text = resource(name, rows, block).replace(&format!("What a {name} is."), intro);
    SourceFile::new(format!("resources/{name}.md"), text)
}

/// A page that says which types extend it, and the same page without that.
fn top(rows: &str) -> [SourceFile; 2] {
    ["The base type of [low](low.md).", "What is high."].map(|intro| page("top", rows, "", intro))
}

#[test]
fn inferred_base_causes_no_breaking_change() {
    let plain = |rows: &str, block: &str| vec![page("low", rows, block, "What is low.")];
    let other = |name: &str, rows: &str| page(name, rows, "", "What it is.");
    let stated = |name: &str, base: &str| {
        let intro = format!("Inherits from [{base}]({base}.md).");
        page(name, "", r#"{ "p": 1 }"#, &intro)
    };
    for (what, of_top, rest) in [
        (
            "a lost field",
            "|p|Int32|One.|",
            plain("|q|Int32|One.|", ""),
        ),
        (
            "a field of another type",
            "|p|String|One.|",
            plain("|p|Int32|One.|", r#"{ "p": 1 }"#),
        ),
        (
            "what the representation alone shows",
            "|p|Int64|One. Required.|",
            plain("|q|Int32|One.|", r#"{ "p": 1, "q": 1 }"#),
        ),
        (
            "a field of a type below",
            "|p|String|One.|",
            vec![other("low", "|q|Int32|One.|"), stated("lowest", "low")],
        ),
        (
            "a list of values",
            "|p|String|Possible values are: `a`, `b`.|",
            plain("|q|Int32|One.|", r#"{ "p": "String", "q": 1 }"#),
        ),
        (
            "a relationship",
            "|p|[leaf](leaf.md)|One.|",
            vec![
                other("leaf", "|q|Int32|One.|"),
                page("low", "|p|Int32|One.|", "", "What is low."),
            ],
        ),
    ] {
        println!("{what}");
        let pages = top(of_top).map(|top| [rest.clone(), vec![top]].concat());
        rests_on_nothing(&pages[0], &pages[1]);
    }
}

#[test]
fn inferred_common_base_is_not_denied() {
    let pages = [
        "The base type of [low](low.md) and [deep](deep.md).",
        "What is high.",
    ]
    .map(|intro| {
        vec![
            page("low", "|q|Int32|One.|", "", "What is low."),
            page("deep", "|q|Int32|One.|", "", "What is deep."),
            page("top", "|p|Int32|One.|", "", intro),
            page(
                "user",
                "|held|[low](low.md) or [deep](deep.md)|What it has.|",
                r#"{ "held": "String" }"#,
                "What uses it.",
            ),
        ]
    });
    rests_on_nothing(&pages[0], &pages[1]);
}

#[test]
fn nearest_base_of_inherited_rows_is_inferred() {
    let rows = "|a|Int32|One. Inherited from [top](top.md).|\n|b|Int32|One. Inherited from [middle](middle.md).|\n|c|String|One.|";
    let block = r#"{ "a": 1, "b": 1, "c": 1, "d": 1 }"#;
    let pages = ["Inherits from [top](top.md).", "What is in the middle."].map(|intro| {
        vec![
            page("low", rows, block, "What is low."),
            page("middle", "|b|String|One.|\n|d|String|One.|", "", intro),
            page("top", "|a|String|One.|", "", "What is high."),
        ]
    });
    let (with, without) = (analyze(&pages[0]), analyze(&pages[1]));
    assert!(type_named(&with.model, "low").base_is_concluded);
    assert!(!type_named(&without.model, "low").base_is_concluded);
    for mut changes in [breaking(&with, &without), breaking(&without, &with)] {
        changes.retain(|change| change.type_name.short() == "low");
        assert!(changes.is_empty(), "{changes:#?}");
    }
}

/// Removes from pages what they say about types that extend theirs.
fn without_derived(pages: &[SourceFile]) -> Vec<SourceFile> {
    let read = analyze(pages).read;
    let pages = pages.iter().zip(&read);
    let without = pages.map(|(file, read)| {
        let mut text = file.text.to_string();
        for said in &read.derived {
            let span = said.place.span;
            let blanks = "x".repeat(span.end - span.start);
            text.replace_range(span.start..span.end, &blanks);
        }
        SourceFile::new(&*file.path, text)
    });
    without.collect()
}

#[needs_material("slow; .ci/run runs it")]
#[test]
fn inferred_bases_do_not_affect_the_reference_pages() {
    let pages = folder(&material!().join("corpus/graph-v1.0/resources"));
    rests_on_nothing(&pages, &without_derived(&pages));
}
