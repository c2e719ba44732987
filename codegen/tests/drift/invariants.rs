//! What must hold for every comparison.

use std::collections::BTreeMap;

use graphdoc_codegen::unstable::{
    drift::{self, Change},
    model::Model,
    page_cache::{self, ReadPage, ReusablePages},
    pipeline::{self, Analysis, Input},
    source::{self, SourceFile},
};
use reference_material::{material, needs_material};

use crate::{random_edits, support::files};

/// Returns the rule that reports the reverse change.
fn inverse(rule: &str) -> String {
    match rule.rsplit_once('-') {
        Some((what, "added")) => format!("{what}-removed"),
        Some((what, "removed")) => format!("{what}-added"),
        _ => rule.to_owned(),
    }
}

/// The rule of a change, and what was said before and after.
type Told = (String, Option<String>, Option<String>);

/// Returns all changes as reported, and as they should be reported in the other direction.
fn both_ways(changes: &[Change]) -> [Vec<Told>; 2] {
    let told = changes.iter().map(|change| {
        let rule = change.rule().id.to_owned();
        (rule, change.before.clone(), change.after.clone())
    });
    let mut told: Vec<Told> = told.collect();
    let back = told.iter().cloned();
    let back = back.map(|(rule, before, after)| (inverse(&rule), after, before));
    let mut back: Vec<Told> = back.collect();
    told.sort();
    back.sort();
    [told, back]
}

fn assert_inverse(base: &Model, head: &Model) {
    let [told, _] = both_ways(&drift::compare(base, head));
    let [_, back] = both_ways(&drift::compare(head, base));
    assert_eq!(told, back);
}

#[needs_material]
#[test]
fn real_edits_are_reversible_and_equal_pages_do_not_differ() {
    let shared = material!();
    let pages = |folder: std::path::PathBuf| match folder.is_dir() {
        true => source::read(&[folder]).expect("readable pages").files,
        false => Vec::new(),
    };
    let read = |folder| pipeline::analyze(Input::new(&pages(folder))).model;
    let files = pages(shared.join("corpus/graph-v1.0"));
    let all = pipeline::analyze(Input::new(&files)).model;
    let again = pipeline::analyze(Input::new(&files)).model;
    assert!(drift::compare(&all, &again).is_empty());
    let moved = replaced(&files, "---", "---\nms.update-cycle: 180-days");
    let moved = pipeline::analyze(Input::new(&moved)).model;
    assert_ne!(all.types, moved.types);
    assert!(drift::compare(&all, &moved).is_empty());
    every_page_is_known_by_its_body(&files);
    assert_inverse(&Model::default(), &all);
    let cases = std::fs::read_dir(shared.join("drift/pages")).expect("the cases");
    for case in cases {
        let case = case.expect("a case").path();
        assert_inverse(&read(case.join("before")), &read(case.join("after")));
    }
}

/// Returns files in which a text is replaced, once in each.
fn replaced(files: &[SourceFile], from: &str, to: &str) -> Vec<SourceFile> {
    let edit =
        |file: &SourceFile| SourceFile::new(file.path.clone(), file.text.replacen(from, to, 1));
    files.iter().map(edit).collect()
}

/// Adding a line without meaning to the front matter changes nothing.
fn every_page_is_known_by_its_body(files: &[SourceFile]) {
    let new = replaced(files, "title:", "Title:");
    let old = pages_read(pipeline::analyze(Input::new(files)));
    let known = ReusablePages::new(files, &old, &new, &[]);
    assert_eq!(known.count(), files.len());
    let expected = pages_read(pipeline::analyze(Input::new(&new)));
    for (file, expected) in new.iter().zip(expected) {
        let known = known.page(file);
        assert_eq!(format!("{known:?}"), format!("{:?}", Some(expected)));
    }
}

#[test]
fn edits_are_reversible() {
    random_edits::for_many(|docs, edits| {
        let (base, head) = (docs.model(), docs.edited(edits).model());
        assert!(drift::compare(&base, &docs.model()).is_empty());
        assert_inverse(&base, &head);
    });
}

/// Returns what was read from each page.
fn pages_read(analysis: Analysis) -> Vec<ReadPage> {
    let outcomes = analysis.outcomes.into_iter().map(|(_, outcome)| outcome);
    analysis.read.into_iter().zip(outcomes).collect()
}

#[test]
fn unchanged_pages_do_not_affect_a_comparison() {
    random_edits::for_many(|docs, edits| {
        let (old, new) = (files(&docs.pages()), files(&docs.edited(edits).pages()));
        let base = pipeline::analyze(Input::new(&old));
        let whole = pipeline::analyze(Input::new(&new));
        let expected = drift::compare(&base.model, &whole.model);
        let model = base.model.clone();
        let read = pages_read(base);
        let known = ReusablePages::new(&old, &read, &new, &[]);
        let partly = pipeline::analyze(Input {
            facts: &[],
            reusable: Some(&known),
            ..Input::new(&new)
        });
        let mut changes = drift::compare(&model, &partly.model);
        for place in changes.iter_mut().filter_map(|change| change.head.as_mut()) {
            let page =
                |files: &[SourceFile]| files.iter().find(|file| file.path == place.file).cloned();
            if let (Some(old), Some(new)) = (page(&old), page(&new))
                && known.page(&new).is_some()
            {
                *place = page_cache::relocate(place, &old, &new);
            }
        }
        assert_eq!(format!("{changes:?}"), format!("{expected:?}"));
    });
}

/// What a change says about an aspect of a member; `None` means that it does not exist.
type Facets = BTreeMap<(String, Option<String>, String), (Option<String>, Option<String>)>;

fn facets(changes: &[Change]) -> Facets {
    let mut facets = Facets::new();
    let is_counted = |change: &&Change| change.rule().id != "docs-changed";
    for change in changes.iter().filter(is_counted) {
        // Existence and type of a member count as one aspect.
        let facet = match change.rule().id.rsplit_once('-') {
            Some((_, "added" | "removed")) => "there".to_owned(),
            _ if change.rule().id.ends_with("-type-changed") => "there".to_owned(),
            _ => change.rule().id.to_owned(),
        };
        let key = (change.type_name.to_string(), change.member.clone(), facet);
        facets.insert(key, (change.before.clone(), change.after.clone()));
    }
    facets
}

fn chained(first: Facets, second: &Facets) -> Facets {
    let mut all = first;
    for (key, (before, after)) in second {
        all.entry(key.clone())
            .and_modify(|known| known.1.clone_from(after))
            .or_insert_with(|| (before.clone(), after.clone()));
    }
    let comes_or_goes = |all: &Facets, ty: &str, member: &Option<String>| {
        let key = (ty.to_owned(), member.clone(), "there".to_owned());
        all.get(&key)
            .is_some_and(|(before, after)| before.is_none() || after.is_none())
    };
    let mut settled = all.clone();
    settled.retain(|(ty, member, facet), (before, after)| {
        let of_new_type = member.is_some() && comes_or_goes(&all, ty, &None);
        let of_new_member = facet != "there" && comes_or_goes(&all, ty, member);
        before != after && !of_new_type && !of_new_member
    });
    without_lists_of_another_type(settled)
}

/// Leaves out the lists that come or go together with another type of their property. Where both change in one step, only
/// the type is reported.
fn without_lists_of_another_type(facets: Facets) -> Facets {
    let mut left = facets.clone();
    left.retain(|(ty, member, facet), (before, after)| {
        let there = (ty.clone(), member.clone(), "there".to_owned());
        let is_none = |list: &Option<String>| list.as_deref() == Some("none");
        let comes_or_goes = facet == "value-list-changed" && is_none(before) != is_none(after);
        !comes_or_goes || !facets.contains_key(&there)
    });
    left
}

#[test]
fn changes_of_two_steps_add_up() {
    random_edits::for_many(|docs, edits| {
        // Renames would have to be followed through all steps.
        let mut edits = edits.to_vec();
        edits.retain(|edit| !edit.renames());
        let (first, second) = edits.split_at(edits.len() / 2);
        let middle = docs.edited(first);
        let end = middle.edited(second);
        let (a, b, c) = (docs.model(), middle.model(), end.model());
        let facets = |a, b| facets(&drift::compare(a, b));
        let sum = chained(facets(&a, &b), &facets(&b, &c));
        assert_eq!(sum, without_lists_of_another_type(facets(&a, &c)));
    });
}
