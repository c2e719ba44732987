//! 42 defects, each alone in a page: lint reports each once, at its place and under its name, and nothing else.

mod defects;
mod page;
#[path = "../support/mod.rs"]
mod support;

use std::collections::{BTreeMap, BTreeSet};

use graphdoc_codegen::unstable::{
    finding::Finding,
    source::{SourceFile, Sources},
};
use reference_material::{material, needs_material};

use crate::{
    defects::Seeded,
    page::Page,
    support::{reworded::assert_same_whatever_is_said, warnings},
};

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
    let (fresh, gone) = new(clean, warnings(&files));
    let shown = || {
        let lines = fresh.iter().map(|finding| {
            let lines = finding.spans.iter().map(|label| {
                let file = files.iter().find(|file| file.path == label.file);
                let line = file.map(|file| file.line(label.span.start));
                format!("{}:{}", label.file, line.unwrap_or_default())
            });
            let lines: Vec<String> = lines.collect();
            let (rule, lines) = (finding.rule().id, lines.join(", "));
            format!("{rule} at {lines}: {}", finding.message)
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
    let mut labels = only.spans.iter().filter(|label| label.file == file.path);
    if !labels.any(|label| file.line(label.span.start) == seeded.line) {
        return Err(format!("not at line {}: {}", seeded.line, shown()));
    }
    Ok(())
}

/// Returns the bundled pages, and the defects of one of them.
fn bundled() -> (Vec<SourceFile>, Vec<Seeded>) {
    let files = support::bundled();
    let mut pages = files.iter();
    let file = pages.find(|file| file.path.ends_with("commsoperation.md"));
    let file = file.expect("the bundled page");
    let page = Page::new(&file.path, &file.text).expect("a page with everything");
    let seeds = defects::seed(&page, ("commsNotification", "commsnotification.md"));
    (files, seeds)
}

#[track_caller]
fn assert_right(wrong: &[String], count: usize) {
    let (of, list) = (wrong.len(), wrong.join("\n"));
    assert!(wrong.is_empty(), "{of} of {count}\n{list}");
}

#[test]
fn each_seeded_defect_is_one_finding_at_its_place() {
    let (files, seeds) = bundled();
    let clean = warnings(&files);
    let mut wrong = Vec::new();
    for seeded in &seeds {
        if let Err(why) = judge(&files, &clean, seeded) {
            wrong.push(format!("defect {}: {why}", seeded.number));
        }
    }
    let numbers: BTreeSet<usize> = seeds.iter().map(|seeded| seeded.number).collect();
    let missing = &(1..=42).collect::<BTreeSet<_>>() - &numbers;
    assert!(missing.is_empty(), "no way to seed {missing:?}");
    assert_right(&wrong, seeds.len());
}

/// Returns the page of each defect with the pages that it needs.
fn defective() -> Vec<(usize, Vec<SourceFile>)> {
    let (files, seeds) = bundled();
    let near = ["commsoperation.md", "commsnotification.md", "resultinfo.md"];
    let near = |file: &&SourceFile| near.iter().any(|name| file.path.ends_with(name));
    let with_page = |seeded: Seeded| {
        let mut files: Vec<SourceFile> = files.iter().filter(near).cloned().collect();
        let file = SourceFile::new(seeded.page.path.as_str(), seeded.page.text());
        files.retain(|known| known.path != file.path);
        files.push(file);
        (seeded.number, files)
    };
    seeds.into_iter().map(with_page).collect()
}

#[test]
fn generate_and_lint_agree_on_each_seeded_defect() {
    for (number, files) in defective() {
        support::agree(&format!("defect-{number}"), &files, &[]);
    }
}

#[test]
fn seeded_defects_are_found_whatever_the_texts_say() {
    for (number, files) in defective() {
        let sources = Sources {
            files,
            ..Sources::default()
        };
        assert_same_whatever_is_said(&sources, &format!("defect {number}"));
    }
}

/// The same on pages in another style: the block above the table, names in bold.
#[test]
#[ignore = "slow: reads the pages of another style once for each defect; .ci/run runs it"]
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
        let clean = warnings(&files);
        for seeded in defects::seed(&page, ("identitySet", "identityset.md")) {
            count += 1;
            if let Err(why) = judge(&files, &clean, &seeded) {
                wrong.push(format!("{} defect {}: {why}", page.path, seeded.number));
            }
        }
    }
    assert!(count > 300, "{count}");
    assert_right(&wrong, count);
}

#[test]
fn bundled_page_has_only_its_true_finding() {
    let mut findings = warnings(&support::bundled());
    findings.retain(|finding| {
        let mut files = finding.spans.iter().map(|label| &label.file);
        files.any(|file| file.ends_with("commsoperation.md"))
    });
    let rules: Vec<&str> = findings.iter().map(|finding| finding.rule().id).collect();
    assert_eq!(rules, ["link-case"]);
}

/// The same on pages of the reference material; `SEEDED_PAGES` sets their number.
#[needs_material]
#[test]
fn defects_on_pages_of_v1_are_found() {
    let files = support::folder(&material!().join("corpus/graph-v1.0/resources"));
    let clean = warnings(&files);
    let pages = files
        .iter()
        .filter_map(|file| Page::new(&file.path, &file.text));
    let pages: Vec<Page> = pages.collect();
    let wanted = std::env::var("SEEDED_PAGES").map_or(2, |pages| pages.parse().expect("a number"));
    let step = (pages.len() / wanted).max(1);
    let (mut wrong, mut all) = (Vec::new(), 0);
    for page in pages.iter().skip(step / 2).step_by(step) {
        for seeded in defects::seed(page, ("identitySet", "identityset.md")) {
            all += 1;
            if let Err(why) = judge(&files, &clean, &seeded) {
                wrong.push(format!("{} defect {}: {why}", page.path, seeded.number));
            }
        }
    }
    eprintln!(
        "{} of {all} defects are not one finding at their place",
        wrong.len()
    );
    // Some of many pages have a fault of the same kind already.
    let most = if wanted > 2 { all / 10 } else { 0 };
    assert!(all > 0 && wrong.len() <= most, "{}", wrong.join("\n"));
}
