//! What the configuration says of findings: how much their rules matter, and which of them are known.

use std::sync::Arc;

mod write;

pub use write::{is_of_baseline, with_baseline};

use crate::{
    config::{Allow, Config},
    diagnostic::Level,
    finding::{self, Finding},
    hash_map::HashMap,
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
    // A baseline has an entry for each finding, by its fingerprint.
    let mut by_print: HashMap<String, Vec<usize>> = HashMap::default();
    for (at, finding) in findings.iter().enumerate() {
        let print = finding.fingerprint.clone();
        by_print.entry(print).or_default().push(at);
    }
    let all: Vec<usize> = (0..findings.len()).collect();
    for entry in config.allow.iter().filter(|entry| !is_of_change(entry)) {
        let places = match &entry.fingerprint {
            Some(print) => by_print.get(print).map_or(&[][..], Vec::as_slice),
            None => &all,
        };
        if let Some(day) = entry.until.as_deref().filter(|day| *day < today) {
            let message = format!("this entry has expired on {day}");
            about.extend(entry_finding(EXPIRED, config, file, entry, message));
            continue;
        }
        let mut count = 0;
        for at in places {
            if let Some(finding) = findings.get_mut(*at).filter(|found| matches(entry, found)) {
                finding.level = Level::Allow;
                count += 1;
            }
        }
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

/// Whether the configuration is_accepted a change that a comparison tells. Such entries name the rule of the change.
pub fn is_accepted(config: &Config, finding: &Finding, today: &str) -> bool {
    let current = |entry: &&Allow| entry.until.as_deref().is_none_or(|day| day >= today);
    let entries = config.allow.iter().filter(|entry| is_of_change(entry));
    entries.filter(current).any(|entry| matches(entry, finding))
}

/// Whether an entry is about changes. Those come and go, so that it is no wonder when it matches none.
fn is_of_change(entry: &Allow) -> bool {
    let rule = entry.rule.as_deref();
    rule.is_some_and(|rule| rules::find(rule).is_some_and(Rule::is_change))
}

fn matches(entry: &Allow, finding: &Finding) -> bool {
    let agrees =
        |stated: &Option<String>, real: Option<&str>| stated.is_none() || stated.as_deref() == real;
    // What a page holds that nobody could look at, nobody has accepted.
    !rules::find(finding.rule).is_some_and(Rule::is_of_unread)
        && agrees(&entry.fingerprint, Some(&finding.fingerprint))
        && agrees(&entry.rule, Some(finding.rule))
        && agrees(&entry.type_name, finding.type_name.as_deref())
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
}
