//! Searches that would take disproportionate time.

use graphdoc_codegen::unstable::{
    finding::Finding,
    lint,
    source::{SourceFile, Sources},
};

use super::{Page, page, support, told, understand};

const LIST: &str = "Possible values are: `a`, `b`.";

/// Returns what is read from this description, and whether it is reported that the search stopped.
fn values(text: &str) -> (usize, bool) {
    let pages = [page("tree", None, &format!("|kind|String|{text}|"))];
    let understood = understand(&pages);
    let property = support::property(&understood.model, "tree", "kind");
    let members = property
        .values
        .as_ref()
        .map_or(0, |list| list.members.len());
    let told = told(&understood, "unsearched-text");
    (members, !told.is_empty())
}

#[test]
fn value_list_after_long_text_is_read() {
    let mentions = [
        "The value is set by the service. ",
        "The possible values (of some) matter, see [there](a.md). ",
        "有效值 很多。",
    ];
    for mention in mentions {
        for count in [1, 16, 17, 1_000] {
            let (members, told) = values(&(mention.repeat(count) + LIST));
            assert_eq!((members, told), (2, false), "{count} times {mention}");
        }
    }
}

#[test]
fn partly_searched_text_is_reported() {
    let mentions = [
        "the value is = and ",
        "The possible values (",
        "有效值 = ",
        "<li>the value is =</li> ",
    ];
    for mention in mentions {
        let (members, told) = values(&(mention.repeat(5_000) + LIST));
        assert!(told || members == 2, "{mention}");
        let (members, told) = values(&(mention.repeat(20) + &LIST.replace("`a`", "`a=1`")));
        assert_eq!((members, told), (0, false), "{mention}");
    }
}

fn lint(pages: Vec<Page>) -> Vec<Finding> {
    let files = pages.into_iter();
    let sources = Sources {
        files: files
            .map(|(path, text)| SourceFile::new(path, text))
            .collect(),
        diagnostics: Vec::new(),
    };
    lint::lint(&sources, &[], None).findings
}

fn helps(findings: &[Finding], rule: &str) -> Vec<String> {
    let found = findings.iter().filter(|found| found.rule().id == rule);
    found
        .map(|found| found.help.clone().unwrap_or_default())
        .collect()
}

#[test]
fn skipped_search_for_similar_names_is_reported() {
    let pages = (0..300).map(|at| {
        page(
            &format!("typeNumber{at:03}"),
            Some(&format!("tyepNumber{at:03}")),
            "",
        )
    });
    let helps = helps(&lint(pages.collect()), "base-undeclared");
    let near = helps
        .iter()
        .filter(|help| help.starts_with("did you mean"))
        .count();
    let told = helps
        .iter()
        .filter(|help| help.contains("no similar name was looked for"))
        .count();
    assert_eq!((near, told), (100, 200));
}

#[test]
fn skipped_search_for_renamed_properties_is_reported() {
    let rows: String = (0..150)
        .map(|at| format!("|rowName{at}|String|One.|\n"))
        .collect();
    let keys: Vec<String> = (0..150)
        .map(|at| format!("\"keyMane{at}\": \"String\""))
        .collect();
    let block = format!("{{ {} }}", keys.join(", "));
    let text = support::resource("tree", &rows, &block);
    let helps = helps(
        &lint(vec![("resources/tree.md".to_owned(), text)]),
        "missing-in-block",
    );
    assert_eq!(helps.len(), 150);
    let told = "no renamed property was looked for: 150 rows have no key, and 150 keys no row";
    assert_eq!(helps[0], told);
}
