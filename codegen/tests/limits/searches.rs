//! Searches that would take disproportionate time.

use super::{Page, analyze, page, support, told};

const LIST: &str = "Possible values are: `a`, `b`.";

/// Returns what is read from this description, and whether it is reported that the search stopped.
fn values(text: &str) -> (usize, bool) {
    let pages = [page("tree", None, &format!("|kind|String|{text}|"))];
    let analysis = analyze(&pages);
    let property = support::property(&analysis.model, "tree", "kind");
    let list = property.values.as_ref();
    let told = told(&analysis, "unsearched-text");
    (list.map_or(0, |list| list.members.len()), !told.is_empty())
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
    for (mention, expected) in [
        ("the value is = and ", (0, true)),
        // A sentence that says nothing but its values needs no search.
        ("The possible values (", (2, true)),
        ("<li>the value is =</li> ", (2, true)),
        // What does not begin a list does not count.
        ("有效值 = ", (2, false)),
    ] {
        let found = values(&(mention.repeat(5_000) + LIST));
        assert_eq!(found, expected, "{mention}");
        let found = values(&(mention.repeat(20) + &LIST.replace("`a`", "`a=1`")));
        assert_eq!(found, (0, false), "{mention}");
    }
}

/// Returns the help of lint's findings of a rule.
fn helps(pages: &[Page], rule: &str) -> Vec<String> {
    let mut found = support::findings(&support::files(pages), &[]);
    found.retain(|found| found.rule().id == rule);
    let helps = found.into_iter().map(|found| found.help);
    helps.map(Option::unwrap_or_default).collect()
}

#[test]
fn skipped_search_for_similar_names_is_reported() {
    let based = |at| {
        let base = format!("tyepNumber{at:03}");
        page(&format!("typeNumber{at:03}"), Some(&base), "")
    };
    let pages: Vec<Page> = (0..300).map(based).collect();
    let helps = helps(&pages, "base-undeclared");
    let count = |words: &str| helps.iter().filter(|help| help.contains(words)).count();
    assert_eq!(count("did you mean"), 100);
    assert_eq!(count("no similar name was looked for"), 200);
}

#[test]
fn skipped_search_for_renamed_properties_is_reported() {
    let row = |at| format!("|rowName{at}|String|One.|\n");
    let key = |at| format!("\"keyMane{at}\": \"String\", ");
    let rows: String = (0..150).map(row).collect();
    let keys: String = (0..150).map(key).collect();
    let text = support::resource("tree", &rows, &format!("{{ {keys} }}"));
    let helps = helps(&[("tree.md".to_owned(), text)], "missing-in-block");
    assert_eq!(helps.len(), 150);
    let told = "no renamed property was looked for: 150 rows have no key, and 150 keys no row";
    assert_eq!(helps[0], told);
}
