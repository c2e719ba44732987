//! Applies the configuration to findings: the levels of rules, and `[[allow]]` entries.

use std::sync::Arc;

mod write;

pub use write::{is_of_baseline, with_baseline};

use crate::{
    config::{Allow, Config},
    diagnostic::Level,
    finding::{self, Finding},
    hash_map::{HashMap, HashSet},
    rules::{self, Group, Message, Rule},
};

/// What a run has checked. An entry about anything else may match nothing and still be needed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Looked<'a> {
    /// Whether all pages were checked.
    pub at_all_pages: bool,
    /// Whether the metadata of the service was checked as well.
    pub at_metadata: bool,
    /// Findings that another command reports for the same docs. Entries that match these are needed as well.
    pub beside: Option<&'a [Finding]>,
}

impl Looked<'_> {
    /// Whether a finding of this rule, or of any rule, would have been reported.
    fn for_findings_of(self, rule: Option<&str>) -> bool {
        let group = rule.and_then(rules::find).map(|rule| rule.group);
        self.at_all_pages
            && match group {
                Some(Group::Metadata) => self.at_metadata,
                // These are reported when a crate is written.
                Some(Group::Emit) => self.beside.is_some(),
                _ => true,
            }
    }
}

/// Applies the configuration. `today` is `YYYY-MM-DD`. Adds findings about entries that have expired and about those
/// that match nothing that was checked; `file` is the name of the configuration in these findings.
pub fn apply_config(
    findings: &mut Vec<Finding>,
    config: &Config,
    file: &Arc<str>,
    today: &str,
    looked: Looked,
) {
    for finding in findings.iter_mut() {
        if let Some(level) = config.rules.get(finding.rule().id) {
            finding.level = *level;
        }
    }
    let is_of_config = |entry: &&Allow| entry.rule.as_deref().is_some_and(is_of_entries);
    let entries = config.allow.iter().filter(|entry| !is_of_change(entry));
    let (last, first): (Vec<_>, Vec<_>) = entries.partition(is_of_config);
    let tell = Tell {
        config,
        file,
        today,
        looked,
    };
    let mut about = tell.accept(findings, &first);
    finding::identify(&mut about);
    let rest = tell.accept(&mut about, &last);
    about.extend(rest);
    if !about.is_empty() {
        findings.extend(about);
        finding::identify(findings);
    }
}

/// Whether a rule is about entries of the configuration.
fn is_of_entries(rule: &str) -> bool {
    [rules::ALLOW_UNUSED.id, rules::ALLOW_EXPIRED.id].contains(&rule)
}

/// Reports findings about entries.
struct Tell<'a> {
    config: &'a Config,
    file: &'a Arc<str>,
    today: &'a str,
    looked: Looked<'a>,
}

impl Tell<'_> {
    /// Accepts the findings that match an entry, and returns findings about the entries.
    fn accept(&self, findings: &mut [Finding], entries: &[&Allow]) -> Vec<Finding> {
        let mut about = Vec::new();
        let matched = matches(entries, findings);
        let beside = matches(entries, self.looked.beside.unwrap_or_default());
        // Identical entries match the same findings.
        let mut counted: HashMap<Key, usize> = HashMap::default();
        for entry in entries {
            if let Some(day) = entry.until.as_deref().filter(|day| *day < self.today) {
                let help = "delete it, or give it another day";
                about.push(self.finding(rules::allow_expired(day), entry, help));
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
                places.len() + beside.get(&key).map_or(0, Vec::len)
            });
            if count == 0 && self.looked.for_findings_of(entry.rule.as_deref()) {
                let help = match &entry.rule {
                    Some(_) => "delete it",
                    None => "delete it, or name the `rule` if it is about a change",
                };
                about.push(self.finding(rules::allow_unused(), entry, help));
            }
        }
        about
    }

    fn finding(&self, message: Message, entry: &Allow, help: &str) -> Finding {
        let mut found = Finding::new(message).at(self.file, entry.span, "");
        if let Some(level) = self.config.rules.get(found.rule().id) {
            found.level = *level;
        }
        found.before = entry.fingerprint.clone().or_else(|| entry.rule.clone());
        found.type_name.clone_from(&entry.type_name);
        found.member.clone_from(&entry.member);
        found.help = Some(help.to_owned());
        found
    }
}

/// Whether an entry about findings matches none of these.
pub fn has_idle(config: &Config, findings: &[Finding]) -> bool {
    let entries = config.allow.iter().filter(|entry| !is_of_change(entry));
    let entries: Vec<&Allow> = entries.collect();
    let matched = matches(&entries, findings);
    matched.values().any(Vec::is_empty)
}

/// Returns the indices of the findings that match each entry. A map is used because a baseline has an entry per
/// finding.
fn matches(entries: &[&Allow], findings: &[Finding]) -> HashMap<Key, Vec<usize>> {
    let stated = entries.iter().map(|entry| (key(entry), Vec::new()));
    let mut matched: HashMap<Key, Vec<usize>> = stated.collect();
    if matched.is_empty() {
        return matched;
    }
    for (at, finding) in findings.iter().enumerate() {
        for key in keys(finding) {
            if let Some(places) = matched.get_mut(&key) {
                places.push(at);
            }
        }
    }
    matched
}

/// The changes that a configuration accepts. Only entries with a fingerprint or with the rule of a change count: an
/// entry for a type is not meant to accept future changes of it.
#[derive(Default)]
pub struct Accepted(HashSet<Key>);

impl Accepted {
    /// Takes the entries that have not expired.
    pub fn new(config: &Config, today: &str) -> Accepted {
        let current = |entry: &&Allow| entry.until.as_deref().is_none_or(|day| day >= today);
        let is_of_any = |entry: &Allow| entry.rule.is_none() && entry.fingerprint.is_some();
        let entries = config.allow.iter();
        let entries = entries.filter(|entry| is_of_change(entry) || is_of_any(entry));
        Accepted(entries.filter(current).map(key).collect())
    }

    /// Whether a change is accepted.
    pub fn has(&self, finding: &Finding) -> bool {
        !self.0.is_empty() && keys(finding).iter().any(|key| self.0.contains(key))
    }
}

/// Whether an entry is about changes. Changes come and go, so such an entry may well match none.
fn is_of_change(entry: &Allow) -> bool {
    let rule = entry.rule.as_deref();
    rule.is_some_and(|rule| rules::find(rule).is_some_and(Rule::is_change))
}

/// The conditions of an entry: fingerprint, rule, type and member.
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

/// Returns every combination of conditions that matches a finding.
fn keys(finding: &Finding) -> Vec<Key> {
    // Nobody can accept what is in a page that could not be read.
    if finding.rule().is_of_unread() {
        return Vec::new();
    }
    let said = [
        Some(finding.fingerprint.as_str()),
        Some(finding.rule().id),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    const UNUSED: &str = "allow-unused";
    const EXPIRED: &str = "allow-expired";

    const ALL: Looked = Looked {
        at_all_pages: true,
        at_metadata: true,
        beside: None,
    };

    fn finding(rule: &'static str) -> Finding {
        let rule = rules::find(rule).unwrap();
        let found = Finding {
            level: Level::Deny,
            ..Finding::new(Message::plain(rule, ""))
        };
        let mut findings = [found.at(&"a.md".into(), Span::default(), "")];
        finding::identify(&mut findings);
        let [finding] = findings;
        finding
    }

    fn config(allow: Vec<Allow>) -> Config {
        Config {
            allow,
            ..Config::default()
        }
    }

    /// Applies the configuration to a finding, and returns the rules that are reported.
    fn told(finding: &Finding, allow: Vec<Allow>, looked: Looked) -> Vec<&'static str> {
        let mut findings = vec![finding.clone()];
        let file = "graphdoc.toml".into();
        apply_config(&mut findings, &config(allow), &file, "2030-01-15", looked);
        let told = findings
            .iter()
            .filter(|finding| finding.level > Level::Allow);
        told.map(|finding| finding.rule().id).collect()
    }

    #[test]
    fn entry_allows_findings_until_it_expires() {
        let found = finding("name-case");
        let told = |until: &str| {
            let entry = Allow {
                fingerprint: Some(found.fingerprint.clone()),
                until: Some(until.to_owned()),
                ..Allow::default()
            };
            told(&found, vec![entry], ALL)
        };
        assert_eq!(told("2030-01-15"), [""; 0]);
        assert_eq!(told("2030-01-14"), ["name-case", EXPIRED]);
    }

    #[test]
    fn findings_of_each_rule_are_accepted_by_each_of_their_parts() {
        for rule in rules::all().filter(|rule| rule.fixed_because().is_none()) {
            let mut found = finding(rule.id);
            (found.type_name, found.member) = (Some("t".into()), Some("m".into()));
            let mut found = [found];
            finding::identify(&mut found);
            let [mut found] = found;
            let parts = [
                Some(found.fingerprint.clone()),
                Some(rule.id.to_owned()),
                Some("t".to_owned()),
                Some("m".to_owned()),
            ];
            for chosen in 1..1_u8 << 4 {
                let part = |at: usize| parts[at].clone().filter(|_| chosen & 1 << at != 0);
                let entry = Allow {
                    fingerprint: part(0),
                    rule: part(1),
                    type_name: part(2),
                    member: part(3),
                    ..Allow::default()
                };
                let other = Allow {
                    rule: part(1).or(part(2)).or(part(3)).or(part(0)),
                    type_name: Some("other".into()),
                    ..Allow::default()
                };
                if rule.is_change() {
                    let has = |entry| {
                        let config = config(vec![entry]);
                        Accepted::new(&config, "2030-01-15").has(&found)
                    };
                    assert_eq!(has(entry), chosen & 3 != 0, "{}: {chosen:b}", rule.id);
                    assert!(!has(other), "{}", rule.id);
                    continue;
                }
                found.level = Level::Deny;
                if is_of_entries(rule.id) {
                    continue;
                }
                assert_eq!(
                    told(&found, vec![entry], ALL),
                    [""; 0],
                    "{}: {chosen:b}",
                    rule.id
                );
                assert!(told(&found, vec![other], ALL).contains(&rule.id));
            }
        }
    }

    #[test]
    fn findings_about_entries_can_be_accepted() {
        let entry = |rule: &str, until: Option<&str>| Allow {
            rule: Some(rule.into()),
            until: until.map(str::to_owned),
            ..Allow::default()
        };
        let found = finding("name-case");
        let unused = || entry("type-case", None);
        let expired = || entry("name-case", Some("2030-01-14"));
        assert_eq!(told(&found, vec![unused()], ALL), ["name-case", UNUSED]);
        assert_eq!(
            told(&found, vec![unused(), entry(UNUSED, None)], ALL),
            ["name-case"]
        );
        assert_eq!(
            told(&found, vec![expired(), entry(EXPIRED, None)], ALL),
            ["name-case"]
        );
        assert_eq!(
            told(&found, vec![entry(UNUSED, None)], ALL),
            ["name-case", UNUSED]
        );
    }

    #[test]
    fn entry_for_unread_pages_is_not_unused() {
        let found = finding("name-case");
        let without = Looked {
            at_metadata: false,
            ..ALL
        };
        let of_some_pages = Looked {
            at_all_pages: false,
            ..ALL
        };
        for (rule, looked, is_unused) in [
            ("type-case", of_some_pages, false),
            ("metadata-kind", ALL, true),
            ("metadata-kind", without, false),
            ("field-collision", ALL, false),
            ("property-removed", ALL, false),
        ] {
            let entry = Allow {
                rule: Some(rule.into()),
                ..Allow::default()
            };
            let told = told(&found, vec![entry], looked);
            assert_eq!(told.contains(&UNUSED), is_unused, "{rule}");
        }
    }
}
