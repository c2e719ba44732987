//! Writes the baseline into a configuration: entries for current findings. Everything else stays exactly as it is.

use std::collections::BTreeSet;

use toml_edit::{
    Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, TableLike, TomlError, Value, value,
};

use super::{Looked, is_of_entries};
use crate::{config::Allow, diagnostic::Level, finding::Finding, sync::like};

/// The key of the entries.
const KEY: &str = "allow";

/// Marks an entry of the baseline. If someone changes the reason, the entry is theirs.
const REASON: &str = "known when the baseline was written";

/// Beginning of the comment that earlier versions put before a baseline.
const OLD_MARK: &str = "# Written by `graphdoc lint --write-baseline`";

/// Whether an entry was written as a part of a baseline.
pub fn is_of_baseline(entry: &Allow) -> bool {
    entry.reason == REASON
}

/// Returns the configuration with entries for all findings that are not allowed, and the number of entries in the
/// baseline. They replace the entries of the last baseline about what was checked.
///
/// # Errors
///
/// Returns an error if the configuration is not valid TOML.
pub fn with_baseline(
    config: &str,
    findings: &[Finding],
    looked: Looked,
) -> Result<(String, usize), TomlError> {
    let mut document: DocumentMut = config.parse()?;
    let told: Vec<&Finding> = findings.iter().filter(|finding| is_told(finding)).collect();
    let prints: BTreeSet<&str> = told.iter().map(|found| &*found.fingerprint).collect();
    let mut stay = BTreeSet::new();
    let mut others = 0;
    let mut stays = |entry: &dyn TableLike| {
        let text = |key| entry.get(key).and_then(Item::as_str);
        if text("reason") != Some(REASON) {
            return true;
        }
        if !looked.for_findings_of(text("rule")) {
            others += 1;
            return true;
        }
        let print = text("fingerprint").and_then(|print| prints.get(print));
        print.is_some_and(|print| stay.insert(*print))
    };
    let entries = document.entry(KEY).or_insert(Item::None);
    let mut comments = String::new();
    if let Item::Value(Value::Array(entries)) = entries {
        entries.retain(|entry| entry.as_inline_table().is_none_or(|entry| stays(entry)));
        add_inline(
            entries,
            told.iter()
                .filter(|found| !stay.contains(&*found.fingerprint)),
        );
    } else {
        if entries.is_none() {
            *entries = Item::ArrayOfTables(ArrayOfTables::new());
        }
        if let Item::ArrayOfTables(entries) = entries {
            entries.retain(|entry| {
                let stays = stays(entry);
                if !stays {
                    comments += &comments_of(entry);
                }
                stays
            });
            let new = told
                .iter()
                .filter(|found| !stay.contains(&*found.fingerprint));
            add(entries, new, &mut comments);
        }
    }
    let is_empty = |tables: &ArrayOfTables| tables.is_empty();
    if document
        .get(KEY)
        .and_then(Item::as_array_of_tables)
        .is_some_and(is_empty)
    {
        document.remove(KEY);
    }
    if !comments.is_empty() {
        let trailing = document.trailing().as_str().unwrap_or_default().to_owned();
        document.set_trailing(format!("{trailing}\n{comments}"));
    }
    Ok((like(config, document.to_string()), told.len() + others))
}

fn is_told(finding: &Finding) -> bool {
    finding.level > Level::Allow && !is_of_entries(finding.rule().id)
}

/// Returns the keys and values of the entry for a finding.
fn words(finding: &Finding) -> impl Iterator<Item = (&'static str, String)> {
    let name = finding.type_name.clone().map(|name| ("type", name));
    let first = [
        ("fingerprint", finding.fingerprint.clone()),
        ("rule", finding.rule().id.to_owned()),
    ];
    let last = ("reason", REASON.to_owned());
    first.into_iter().chain(name).chain([last])
}

/// Adds entries. The first one gets the comments of the entries that were removed.
fn add<'f>(
    entries: &mut ArrayOfTables,
    new: impl Iterator<Item = &'f &'f Finding>,
    comments: &mut String,
) {
    for finding in new {
        let mut entry = Table::new();
        words(finding).for_each(|(key, text)| drop(entry.insert(key, value(text))));
        entry
            .decor_mut()
            .set_prefix(format!("\n{}", std::mem::take(comments)));
        entries.push(entry);
    }
}

fn add_inline<'f>(entries: &mut Array, new: impl Iterator<Item = &'f &'f Finding>) {
    for finding in new {
        let words = words(finding).map(|(key, text)| (key, Value::from(text)));
        entries.push(InlineTable::from_iter(words));
    }
}

/// Returns the comments before an entry, which may be about more than this entry.
fn comments_of(entry: &Table) -> String {
    let prefix = entry.decor().prefix().and_then(|prefix| prefix.as_str());
    let lines = prefix.unwrap_or_default().lines();
    let comments = lines.filter(|line| !line.trim().is_empty() && !line.starts_with(OLD_MARK));
    comments.map(|line| format!("{line}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{finding, rules, span::Span};

    const ALL: Looked = Looked {
        at_all_pages: true,
        at_metadata: true,
        beside: None,
    };

    fn findings(names: &[&str]) -> Vec<Finding> {
        let found = |name: &&str| {
            let mut found = Finding::new(rules::link_case("a.md"));
            found.level = Level::Deny;
            found = found.at(&"a.md".into(), Span::default(), "");
            found.type_name = Some((*name).to_owned());
            found
        };
        let mut findings: Vec<Finding> = names.iter().map(found).collect();
        finding::identify(&mut findings);
        findings
    }

    fn written(config: &str, names: &[&str]) -> String {
        let (text, count) = with_baseline(config, &findings(names), ALL).expect("TOML");
        assert_eq!(
            (count, text.matches(REASON).count()),
            (names.len(), names.len())
        );
        text
    }

    #[test]
    fn new_baseline_replaces_the_old_one() {
        let config = "docs = \".\"\n";
        let once = written(config, &["a"]);
        assert!(once.starts_with("docs = \".\"\n\n[[allow]]\n"), "{once}");
        assert_eq!(written(&once, &["a"]), once);
        assert_eq!(written(&once, &[]), config);
    }

    #[test]
    fn text_around_a_baseline_is_preserved() {
        let old = "# ours\ndocs = \".\" # here\n\n# by hand\n[[allow]]\nrule = \"x\"\nreason = \"agreed\"\n";
        let rules = "\n# strict\n[rules]\nname-case = 'deny'\n# the end\n";
        let once = written(old, &["a", "b"]) + rules;
        let less = written(&once, &["b"]);
        assert!(less.starts_with(old) && less.ends_with(rules), "{less}");
        assert_eq!(written(&less, &[]), format!("{old}{rules}"));
        // Comments about a removed entry are kept, and so are CRLF line endings.
        let noted = once.replace("[[allow]]\nf", "# note\n[[allow]]\nf");
        assert!(written(&noted, &[]).contains("# note\n"));
        let crlf = written(&once.replace('\n', "\r\n"), &["b"]);
        assert_eq!(crlf, less.replace('\n', "\r\n"));
    }

    #[test]
    fn entry_with_another_reason_is_preserved() {
        let once = written("docs = \".\"\n", &["a"]).replace(REASON, "agreed");
        let (text, _) = with_baseline(&once, &[], ALL).expect("TOML");
        assert_eq!(text, once);
    }

    #[test]
    fn baseline_keeps_entries_for_unread_pages() {
        let once = written("docs = \".\"\n", &["a"]).replace("link-case", "metadata-kind");
        let looked = Looked {
            at_metadata: false,
            ..ALL
        };
        let (text, count) = with_baseline(&once, &findings(&["b"]), looked).expect("TOML");
        assert!(text.starts_with(&once) && count == 2, "{text}");
        let (text, _) = with_baseline(&text, &findings(&["b"]), ALL).expect("TOML");
        assert!(!text.contains("metadata-kind"), "{text}");
    }

    #[test]
    fn inline_entries_stay_inline() {
        let old = "allow = [{ rule = \"x\" }]\n[rules]\n";
        let once = written(old, &["a"]);
        assert!(once.starts_with("allow = [{ rule = \"x\" }, {"), "{once}");
        assert_eq!(written(&once, &[]), old);
    }

    #[test]
    fn any_name_makes_a_toml_file() {
        let text = written("", &["e\u{301}.\u{7f}\"\\\n\u{202e}"]);
        let document: DocumentMut = text.parse().expect("TOML");
        let name = document["allow"][0]["type"].as_str();
        assert_eq!(name, Some("e\u{301}.\u{7f}\"\\\n\u{202e}"));
    }
}
