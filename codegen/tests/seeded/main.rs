//! 42 defects, each alone in a page: lint reports each once, at its place and under its name, and nothing else.

mod defects;
mod page;
#[path = "../support/mod.rs"]
mod support;

use std::collections::{BTreeMap, BTreeSet};

use graphdoc_codegen::unstable::{
    diagnostic::Level,
    finding::Finding,
    lint,
    source::{SourceFile, Sources},
};
use reference_material::{material, needs_material};

use crate::{defects::Seeded, page::Page};

/// Returns lint's findings at `warn` or `deny`.
fn found(files: &[SourceFile]) -> Vec<Finding> {
    let sources = Sources {
        files: files.to_vec(),
        diagnostics: Vec::new(),
    };
    let mut findings = lint::lint(&sources, &[], None).findings;
    findings.retain(|finding| finding.level > Level::Allow);
    findings
}

/// Returns the findings that only the pages with the defect have, and those that only the clean pages have.
fn new(clean: &[Finding], seeded: Vec<Finding>) -> (Vec<Finding>, Vec<String>) {
    // A defect may change the declared type, and with it all fingerprints.
    let key = |finding: &Finding| {
        let file = finding.primary().map(|label| label.file.to_string());
        (finding.rule().id, file, finding.message.to_string())
    };
    let mut known = BTreeMap::new();
    for finding in clean {
        *known.entry(key(finding)).or_insert(0usize) += 1;
    }
    let mut fresh = Vec::new();
    for finding in seeded {
        match known.get_mut(&key(&finding)) {
            Some(count) if *count > 0 => *count -= 1,
            _ => fresh.push(finding),
        }
    }
    let gone = clean.iter().filter(|finding| known[&key(finding)] > 0);
    let gone = gone.map(|finding| format!("{}: {}", finding.rule().id, finding.message));
    (fresh, gone.collect())
}

/// Returns what is wrong with the findings about a defect, if anything.
fn judge(files: &[SourceFile], clean: &[Finding], seeded: &Seeded) -> Result<(), String> {
    let page = &seeded.page;
    let file = SourceFile::new(page.path.as_str(), page.text());
    let mut files = files.to_vec();
    match files.iter_mut().find(|known| *known.path == *page.path) {
        Some(known) => *known = file.clone(),
        None => files.push(file.clone()),
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let (fresh, gone) = new(clean, found(&files));
    let shown = || {
        let lines = fresh.iter().map(|finding| {
            let lines: Vec<String> = finding
                .spans
                .iter()
                .map(
                    |label| match files.iter().find(|file| file.path == label.file) {
                        Some(file) => format!("{}:{}", label.file, file.line(label.span.start)),
                        None => label.file.to_string(),
                    },
                )
                .collect();
            format!(
                "{} at {}: {}",
                finding.rule().id,
                lines.join(", "),
                finding.message
            )
        });
        let list: Vec<String> = lines.collect();
        format!("{list:#?} gone {gone:?}")
    };
    let [only] = fresh.as_slice() else {
        return Err(format!("{} findings {}", fresh.len(), shown()));
    };
    if seeded.rules.split(' ').all(|rule| rule != only.rule().id) {
        return Err(format!("another rule than {:?}: {}", seeded.rules, shown()));
    }
    let mut lines = only
        .spans
        .iter()
        .filter(|label| *label.file == *page.path)
        .map(|label| file.line(label.span.start));
    if !lines.any(|line| line == seeded.line) {
        return Err(format!("not at line {}: {}", seeded.line, shown()));
    }
    Ok(())
}

#[test]
fn each_seeded_defect_is_one_finding_at_its_place() {
    let files = support::bundled();
    let clean = found(&files);
    let text = files
        .iter()
        .find(|file| file.path.ends_with("commsoperation.md"))
        .expect("the bundled page");
    let page = Page::new(&text.path, &text.text).expect("a page with everything");
    let seeds = defects::seed(&page, ("commsNotification", "commsnotification.md"));
    let mut wrong = Vec::new();
    for seeded in &seeds {
        if let Err(why) = judge(&files, &clean, seeded) {
            wrong.push(format!("defect {}: {why}", seeded.number));
        }
    }
    let numbers: BTreeSet<usize> = seeds.iter().map(|seeded| seeded.number).collect();
    let missing: Vec<usize> = (1..=42)
        .filter(|number| !numbers.contains(number))
        .collect();
    assert!(missing.is_empty(), "no way to seed {missing:?}");
    assert!(
        wrong.is_empty(),
        "{} of {}\n{}",
        wrong.len(),
        seeds.len(),
        wrong.join("\n")
    );
}

#[test]
fn generate_and_lint_agree_on_each_seeded_defect() {
    let files = support::bundled();
    let text = files
        .iter()
        .find(|file| file.path.ends_with("commsoperation.md"))
        .expect("the bundled page");
    let page = Page::new(&text.path, &text.text).expect("a page with everything");
    let near = ["commsoperation.md", "commsnotification.md", "resultinfo.md"];
    let near = |file: &&SourceFile| near.iter().any(|name| file.path.ends_with(name));
    for seeded in defects::seed(&page, ("commsNotification", "commsnotification.md")) {
        let mut files: Vec<SourceFile> = files.iter().filter(near).cloned().collect();
        let file = SourceFile::new(seeded.page.path.as_str(), seeded.page.text());
        files.retain(|known| known.path != file.path);
        files.push(file);
        support::agree(&format!("defect-{}", seeded.number), &files, &[]);
    }
}

/// The same on pages in another style: the block above the table, names in bold.
#[test]
fn defects_on_pages_of_other_shapes_are_found() {
    let files = support::bundled();
    let pages = files
        .iter()
        .filter_map(|file| Page::new(&file.path, &file.text));
    let mut wrong = Vec::new();
    let mut count = 0;
    for (at, page) in pages.enumerate().skip(1).step_by(3) {
        let shaped = match at % 2 {
            0 => page.with_block_first(),
            _ => page.with_bold_names(),
        };
        let Some(page) = shaped else { continue };
        let mut files = files.clone();
        let file = files.iter_mut().find(|file| *file.path == *page.path);
        *file.expect("the page") = SourceFile::new(page.path.as_str(), page.text());
        let clean = found(&files);
        for seeded in defects::seed(&page, ("identitySet", "identityset.md")) {
            count += 1;
            if let Err(why) = judge(&files, &clean, &seeded) {
                wrong.push(format!("{} defect {}: {why}", page.path, seeded.number));
            }
        }
    }
    assert!(count > 300, "{count}");
    assert!(
        wrong.is_empty(),
        "{} of {count}\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn clean_page_has_only_true_findings() {
    let findings = found(&support::bundled());
    let of_page: Vec<&str> = findings
        .iter()
        .filter(|finding| {
            finding
                .spans
                .iter()
                .any(|label| label.file.ends_with("commsoperation.md"))
        })
        .map(|finding| finding.rule().id)
        .collect();
    assert_eq!(of_page, ["link-case"]);
}

/// The same on pages of the reference material; `SEEDED_PAGES` sets their number.
#[needs_material]
#[test]
fn defects_on_other_pages_are_found_as_well() {
    let files = support::folder(&material!().join("corpus/graph-v1.0/resources"));
    let clean = found(&files);
    let pages: Vec<Page> = files
        .iter()
        .filter_map(|file| Page::new(&file.path, &file.text))
        .collect();
    let wanted = std::env::var("SEEDED_PAGES")
        .ok()
        .and_then(|pages| pages.parse().ok());
    let wanted: usize = wanted.unwrap_or(2);
    let step = (pages.len() / wanted).max(1);
    let (mut right, mut all) = (0, 0);
    let mut by_number: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for page in pages.iter().skip(step / 2).step_by(step) {
        for seeded in defects::seed(page, ("identitySet", "identityset.md")) {
            let judged = judge(&files, &clean, &seeded);
            all += 1;
            let counts = by_number.entry(seeded.number).or_default();
            counts.1 += 1;
            match judged {
                Ok(()) => {
                    right += 1;
                    counts.0 += 1;
                }
                Err(why) => eprintln!("{} defect {}: {why}", page.path, seeded.number),
            }
        }
    }
    eprintln!("{by_number:?}");
    eprintln!(
        "{right} of {all} defects on {} pages are one finding at its place",
        pages.len()
    );
    assert!(right * 100 >= all * 90, "{right} of {all}");
}
