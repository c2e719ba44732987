//! What the configuration says of findings: how much their rules matter, and which of them are known.

use std::sync::Arc;

mod write;

pub use write::{is_of_baseline, with_baseline};

use crate::{
    config::{Allow, Config},
    diagnostic::Level,
    finding::{self, Finding},
    hash_map::{HashMap, HashSet},
    rules::{self, Rule},
};

/// The rule of an entry that matches nothing.
const UNUSED: &str = "allow-unused";
/// The rule of an entry whose day has passed.
const EXPIRED: &str = "allow-expired";

/// Applies the configuration. `today` is `YYYY-MM-DD`; `file` is the name under which findings about the
/// configuration itself are shown. With `whole`, entries that match nothing are findings as well; a run over
/// some of the pages cannot tell.
pub fn apply_config(
    findings: &mut Vec<Finding>,
    config: &Config,
    file: &Arc<str>,
    today: &str,
    whole: bool,
) {
    for finding in findings.iter_mut() {
        if let Some(level) = config.rules.get(finding.rule) {
            finding.level = *level;
        }
    }
    let mut about = Vec::new();
    // A baseline has an entry for each finding.
    let entries = config.allow.iter().filter(|entry| !is_of_change(entry));
    let mut matched: HashMap<Key, Vec<usize>> =
        entries.map(|entry| (key(entry), Vec::new())).collect();
    if !matched.is_empty() {
        for (at, finding) in findings.iter().enumerate() {
            for key in keys(finding) {
                if let Some(places) = matched.get_mut(&key) {
                    places.push(at);
                }
            }
        }
    }
    // Entries that say the same match the same.
    let mut counted: HashMap<Key, usize> = HashMap::default();
    for entry in config.allow.iter().filter(|entry| !is_of_change(entry)) {
        if let Some(day) = entry.until.as_deref().filter(|day| *day < today) {
            let message = format!("this entry has expired on {day}");
            about.extend(entry_finding(EXPIRED, config, file, entry, message));
            continue;
        }
        let key = key(entry);
        let count = *counted.entry(key.clone()).or_insert_with(|| {
            let places = matched.get(&key).map_or(&[][..], Vec::as_slice);
            for at in places {
                if let Some(finding) = findings.get_mut(*at) {
                    finding.level = Level::Allow;
                }
            }
            places.len()
        });
        if count == 0 && whole {
            let message = "this entry matches no finding".to_owned();
            about.extend(entry_finding(UNUSED, config, file, entry, message));
        }
    }
    if !about.is_empty() {
        findings.extend(about);
        finding::identify(findings);
    }
}

/// The changes that a configuration accepts. Such entries name the rule of the change.
pub struct Accepted(HashSet<Key>);

impl Accepted {
    /// Takes the entries that have not expired.
    pub fn new(config: &Config, today: &str) -> Accepted {
        let current = |entry: &&Allow| entry.until.as_deref().is_none_or(|day| day >= today);
        let entries = config.allow.iter().filter(|entry| is_of_change(entry));
        Accepted(entries.filter(current).map(key).collect())
    }

    /// Whether a change that a comparison tells is accepted.
    pub fn has(&self, finding: &Finding) -> bool {
        !self.0.is_empty() && keys(finding).iter().any(|key| self.0.contains(key))
    }
}

/// Whether an entry is about changes. Those come and go, so that it is no wonder when it matches none.
fn is_of_change(entry: &Allow) -> bool {
    let rule = entry.rule.as_deref();
    rule.is_some_and(|rule| rules::find(rule).is_some_and(Rule::is_change))
}

/// What an entry states: fingerprint, rule, type and member.
type Key = [Option<String>; 4];

fn key(entry: &Allow) -> Key {
    [
        &entry.fingerprint,
        &entry.rule,
        &entry.type_name,
        &entry.member,
    ]
    .map(Option::clone)
}

/// All that an entry may state to match a finding.
fn keys(finding: &Finding) -> Vec<Key> {
    // What a page holds that nobody could look at, nobody has accepted.
    if rules::find(finding.rule).is_some_and(Rule::is_of_unread) {
        return Vec::new();
    }
    let said = [
        Some(finding.fingerprint.as_str()),
        Some(finding.rule),
        finding.type_name.as_deref(),
        finding.member.as_deref(),
    ];
    let mut keys: Vec<Key> = vec![Key::default()];
    for (at, said) in said.into_iter().enumerate() {
        for mut key in said
            .into_iter()
            .flat_map(|_| keys.clone())
            .collect::<Vec<_>>()
        {
            key[at] = said.map(str::to_owned);
            keys.push(key);
        }
    }
    keys
}

fn entry_finding(
    rule: &str,
    config: &Config,
    file: &Arc<str>,
    entry: &Allow,
    message: String,
) -> Option<Finding> {
    let rule = rules::find(rule)?;
    let level = config.rules.get(rule.id).copied().unwrap_or(rule.level);
    let mut found = Finding::new(rule.id, level, message).at(file, entry.span, "");
    found.before = entry.fingerprint.clone().or_else(|| entry.rule.clone());
    found.type_name.clone_from(&entry.type_name);
    found.help = Some("delete it, or give it another day".to_owned());
    if rule.id == UNUSED {
        found.help = Some("delete it".to_owned());
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    fn finding(rule: &'static str) -> Finding {
        let mut findings =
            [Finding::new(rule, Level::Deny, "m").at(&"a.md".into(), Span::default(), "")];
        finding::identify(&mut findings);
        let [finding] = findings;
        finding
    }

    fn config(allow: Allow) -> Config {
        Config {
            allow: vec![allow],
            ..Config::default()
        }
    }

    fn run(allow: Allow, whole: bool) -> Vec<(&'static str, Level)> {
        let mut findings = vec![finding("name-case")];
        apply_config(
            &mut findings,
            &config(allow),
            &"graphdoc.toml".into(),
            "2030-01-15",
            whole,
        );
        findings
            .iter()
            .map(|finding| (finding.rule, finding.level))
            .collect()
    }

    #[test]
    fn an_entry_allows_what_it_names_until_its_day_has_passed() {
        let entry = |until: &str| Allow {
            fingerprint: Some(finding("name-case").fingerprint),
            until: Some(until.to_owned()),
            ..Allow::default()
        };
        assert_eq!(
            run(entry("2030-01-15"), true),
            [("name-case", Level::Allow)]
        );
        assert_eq!(
            run(entry("2030-01-14"), true),
            [("name-case", Level::Deny), (EXPIRED, Level::Warn)]
        );
    }

    #[test]
    fn an_entry_that_matches_nothing_is_told_when_all_was_seen() {
        let entry = || Allow {
            rule: Some("type-case".to_owned()),
            ..Allow::default()
        };
        assert_eq!(
            run(entry(), true),
            [("name-case", Level::Deny), (UNUSED, Level::Warn)]
        );
        assert_eq!(run(entry(), false), [("name-case", Level::Deny)]);
    }

    #[test]
    fn as_many_entries_as_findings_are_matched_in_one_pass() {
        let mut findings: Vec<Finding> = (0..20_000)
            .map(|at| {
                let mut found = finding("name-case");
                found.type_name = Some(format!("type{at}"));
                found
            })
            .collect();
        let entry = |at: usize| Allow {
            rule: Some("name-case".to_owned()),
            type_name: at.is_multiple_of(2).then(|| format!("type{at}")),
            ..Allow::default()
        };
        let config = Config {
            allow: (0..20_000).map(entry).collect(),
            ..Config::default()
        };
        let file = "graphdoc.toml".into();
        apply_config(&mut findings, &config, &file, "2030-01-15", true);
        assert_eq!(findings.len(), 20_000);
        assert!(findings.iter().all(|found| found.level == Level::Allow));
    }
}
