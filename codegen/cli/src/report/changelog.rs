//! Changes in the format of Microsoft's changelog for Graph: each record groups changes that belong together, here
//! those of one type. Changes that only concern documentation are not changes of the API and are left out.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, Write},
};

use graphdoc_codegen::unstable::{
    finding::Finding,
    rules::{self, Api, ApiChange},
};
use serde::Serialize;

use super::Sources;
use crate::encode::{json, markdown};

/// What a changelog says about all its changes alike.
#[derive(Clone, Debug, Default)]
pub struct Release {
    /// The version of the API, if the path of a page does not show it.
    pub version: Option<&'static str>,
    /// When the new pages were written, `2021-07-16T00:00:00Z`. The clock is never read.
    pub created: Option<String>,
    /// Product areas in kebab-case, by the qualified names of types and enums.
    pub areas: BTreeMap<String, String>,
    /// Qualified names of enums.
    pub enums: BTreeSet<String>,
}

/// The versions of the API.
const VERSIONS: [&str; 2] = ["v1.0", "beta"];

#[derive(Serialize)]
struct Log<'a> {
    changelog: Vec<Record<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Record<'a> {
    change_list: Vec<Entry<'a>>,
    id: String,
    cloud: &'static str,
    version: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    created_date_time: Option<&'a str>,
    workload_area: String,
    sub_area: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Entry<'a> {
    id: String,
    api_change: &'static str,
    changed_api_name: &'a str,
    change_type: &'static str,
    description: String,
    target: &'a str,
}

/// Prints the changelog.
pub fn print(
    out: &mut dyn Write,
    sources: &Sources,
    findings: &[Finding],
    release: &Release,
) -> io::Result<()> {
    let mut records: BTreeMap<(&'static str, &str), Vec<&Finding>> = BTreeMap::new();
    for found in findings.iter().filter(|found| is_of_api(found)) {
        let place = found.primary().map(|label| sources.place(&label.file));
        let version = place.and_then(version).or(release.version);
        let ty = found.type_name.as_deref().unwrap_or_default();
        let key = (version.unwrap_or(VERSIONS[0]), ty);
        records.entry(key).or_default().push(found);
    }
    let records = records.into_iter();
    let changelog = records.map(|((version, ty), findings)| {
        let is_enum = release.enums.contains(ty);
        let entries = findings.into_iter().map(|found| entry(found, is_enum));
        let change_list: Vec<Entry> = entries.collect();
        let area = release.areas.get(ty);
        Record {
            id: change_list
                .first()
                .map(|first| first.id.clone())
                .unwrap_or_default(),
            change_list,
            cloud: "prd",
            version,
            created_date_time: release.created.as_deref(),
            workload_area: area.map(|area| title(area)).unwrap_or_default(),
            sub_area: "",
        }
    });
    let changelog = changelog.collect();
    json::line(out, &Log { changelog })
}

/// The version that a path contains, if any.
pub fn version(path: &str) -> Option<&'static str> {
    let mut parts = path.rsplit(['/', '\\', ':']);
    parts.find_map(|part| VERSIONS.into_iter().find(|version| part == *version))
}

fn entry(found: &Finding, is_enum: bool) -> Entry<'_> {
    let qualified = found.type_name.as_deref().unwrap_or_default();
    let target = qualified
        .strip_prefix("microsoft.graph.")
        .unwrap_or(qualified);
    let (api_change, change_type) = words(found, is_enum);
    Entry {
        id: guid(&found.fingerprint),
        api_change,
        changed_api_name: found.member.as_deref().unwrap_or(target),
        change_type,
        description: sentence(&found.message.to_string()),
        target,
    }
}

/// Whether the API changed, and not only its documentation, facts written by hand, or the location of a type in Rust.
fn is_of_api(found: &Finding) -> bool {
    let rule = found.rule();
    let is_of_rust = rule == &rules::TYPE_MOVED && found.after != found.type_name;
    rule.changelog.is_some() && !is_of_rust
}

/// Returns the words for what changed, and for how it changed.
fn words(found: &Finding, is_enum: bool) -> (&'static str, &'static str) {
    let (api, change) = found
        .rule()
        .changelog
        .unwrap_or((Api::Type, ApiChange::Change));
    let api = match (api, found.member.is_some()) {
        (Api::Type, true) if is_enum => "Member",
        (Api::Type, true) => "Property",
        (Api::Type, false) if is_enum => "Enumeration",
        (Api::Type, false) => "Resource",
        (Api::Property, _) => "Property",
        (Api::Relationship, _) => "Relationship",
        (Api::Member, _) => "Member",
    };
    let change = match change {
        ApiChange::Addition => "Addition",
        ApiChange::Deletion => "Deletion",
        ApiChange::Deprecation if found.deprecated == Some(true) => "Deprecation",
        ApiChange::Deprecation | ApiChange::Change => "Change",
    };
    (api, change)
}

/// Formats a fingerprint as a GUID, so that each can be found from the other.
fn guid(fingerprint: &str) -> String {
    let part = |from: usize, to: usize| fingerprint.get(from..to).unwrap_or_default();
    let parts = [
        part(0, 8),
        part(8, 12),
        part(12, 16),
        part(16, 20),
        part(20, 32),
    ];
    parts.join("-")
}

/// Formats a message as a sentence of Markdown. A name at its beginning keeps its case.
fn sentence(message: &str) -> String {
    capitalized(markdown::text(message)) + "."
}

/// Turns a kebab-case name into a title: `cloud-communications` becomes `Cloud communications`.
fn title(kebab: &str) -> String {
    capitalized(kebab.replace('-', " "))
}

/// Begins a text with a capital letter.
pub fn capitalized(mut text: String) -> String {
    if let Some(first) = text.get_mut(0..1) {
        first.make_ascii_uppercase();
    }
    text
}

#[cfg(test)]
mod tests {
    use graphdoc_codegen::unstable::rules::{self, Message};

    use super::*;

    fn finding(rule: &'static str) -> Finding {
        Finding::new(Message::plain(rules::find(rule).expect("a rule"), ""))
    }

    #[test]
    fn id_is_a_fingerprint_with_hyphens() {
        let print = "0123456789abcdef0123456789abcdef";
        assert_eq!(guid(print), "01234567-89ab-cdef-0123-456789abcdef");
        assert_eq!(guid(print).replace('-', ""), print);
    }

    #[test]
    fn kind_and_change_follow_from_the_rule() {
        for (rule, is_enum, kind, change) in [
            ("type-added", false, "Resource", "Addition"),
            ("base-changed", false, "Resource", "Change"),
            ("property-removed", false, "Property", "Deletion"),
            ("property-deprecated", false, "Property", "Deprecation"),
            ("value-list-changed", false, "Property", "Change"),
            ("relationship-renamed", false, "Relationship", "Change"),
            ("enum-removed", true, "Enumeration", "Deletion"),
            ("type-case-changed", true, "Enumeration", "Change"),
            ("enum-member-added", true, "Member", "Addition"),
        ] {
            let mut found = finding(rule);
            found.deprecated = Some(true);
            assert!(is_of_api(&found));
            let told = words(&found, is_enum);
            assert_eq!(told, (kind, change), "{rule}");
        }
        let mut found = finding("source-changed");
        found.member = Some("size".to_owned());
        assert_eq!(words(&found, false), ("Property", "Change"));
        assert_eq!(words(&found, true), ("Member", "Change"));
    }

    #[test]
    fn changes_without_an_api_are_left_out() {
        let mut found = finding("type-moved");
        found.type_name = Some("graph.a".to_owned());
        found.after = Some("another-area".to_owned());
        assert!(!is_of_api(&found));
        found.after = Some("graph.a".to_owned());
        assert!(is_of_api(&found));
        assert!(!is_of_api(&finding("docs-changed")));
    }

    #[test]
    fn version_is_read_from_a_path() {
        assert_eq!(
            version("docs/api-reference/beta/resources/a.md"),
            Some("beta")
        );
        assert_eq!(version("HEAD:v1.0/a.md"), Some("v1.0"));
        assert_eq!(version("docs/resources/a.md"), None);
    }
}
