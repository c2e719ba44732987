//! More renames than are searched for.

use graphdoc_codegen::unstable::drift::{self, Change};

use super::{analyze, page};

/// Returns the changes if this many properties of a type are renamed.
fn renamed(count: usize, words: impl Fn(usize) -> String) -> Vec<Change> {
    let model = |name: &str| {
        let row = |at: usize| format!("|{name}{}|String|{}|\n", at * 7919 % 100_003, words(at));
        let rows: String = (0..count).map(row).collect();
        analyze(&[page("tree", None, &rows)]).model
    };
    drift::compare(&model("leaf"), &model("branch"))
}

fn ids(changes: &[Change]) -> Vec<&str> {
    let mut ids: Vec<&str> = changes.iter().map(|change| change.rule().id).collect();
    ids.dedup();
    ids
}

#[test]
fn renames_with_equal_descriptions_have_no_limit() {
    let words = |at: usize| format!("The leaf that grew as number {at} of all.");
    for count in [1_100, 3_000] {
        let changes = renamed(count, words);
        assert_eq!(ids(&changes), ["property-renamed"]);
        assert_eq!(changes.len(), count);
    }
}

#[test]
fn skipped_rename_search_is_reported() {
    let untold = |count| {
        let changes = renamed(count, |_| "One.".to_owned());
        let is_removed = |change: &&Change| change.rule().id == "property-removed";
        let removed: Vec<_> = changes.iter().filter(is_removed).collect();
        assert_eq!(removed.len(), count);
        let words = "too much changed to look for one with another name";
        let helps = removed.iter().filter_map(|change| change.help.as_deref());
        helps.filter(|help| help.ends_with(words)).count()
    };
    assert_eq!(untold(100), 0);
    assert_eq!(untold(1_100), 1_100);
}
