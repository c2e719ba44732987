//! SARIF 2.1.0.

use std::{
    collections::BTreeSet,
    io::{self, Write},
};

use graphdoc_codegen::unstable::{
    diagnostic::Label,
    finding::{Finding, Severity},
    rules,
};
use serde_json::{Value, json};

use super::{Sources, limits, word};
use crate::encode::{self, uri};

/// Name of our key among the partial fingerprints. A change of its format requires another name.
const FINGERPRINT: &str = "graphdocFingerprint/v1";

/// Prints one log with one run.
pub fn print(out: &mut dyn Write, sources: &Sources, findings: &[&Finding]) -> io::Result<()> {
    let sorted = limits::by_gravity(findings);
    let (shown, folded) = limits::first(&sorted, limits::SARIF_RESULTS);
    let named: BTreeSet<&str> = shown.iter().map(|finding| finding.rule().id).collect();
    let index: Vec<&str> = named.into_iter().collect();
    let notifications: Vec<Value> = folded
        .iter()
        .map(|text| json!({"level": "note", "message": {"text": text}}))
        .collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "graphdoc",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": index.iter().map(|id| rule(id)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "invocations": [{
                "executionSuccessful": true,
                "toolExecutionNotifications": notifications,
            }],
            "results": shown
                .iter()
                .map(|finding| result(sources, finding, &index))
                .collect::<Vec<_>>(),
        }],
    });
    encode::json::line(out, &log)
}

fn rule(id: &str) -> Value {
    match rules::find(id) {
        Some(rule) => json!({
            "id": id,
            "shortDescription": {"text": rule.meaning},
            "fullDescription": {"text": rule.reason},
            "defaultConfiguration": {"level": word(rule.level)},
        }),
        None => json!({"id": id}),
    }
}

fn result(sources: &Sources, finding: &Finding, index: &[&str]) -> Value {
    let help = finding.help.iter().map(|help| format!("\n{help}"));
    let text = finding.message.to_string() + &help.collect::<String>();
    let mut result = json!({
        "ruleId": finding.rule().id,
        "ruleIndex": index.iter().position(|id| *id == finding.rule().id),
        "level": word(finding.level),
        "message": {"text": text},
        "partialFingerprints": {FINGERPRINT: finding.fingerprint},
    });
    // For changes: their severity, whom they concern and which version bump they need.
    if finding.severity != Severity::None {
        let contracts = finding.contracts.iter().map(|contract| contract.as_str());
        result["properties"] = json!({
            "severity": finding.severity.as_str(),
            "contracts": contracts.collect::<Vec<_>>(),
            "bump": finding.bump.as_str(),
        });
    }
    if let Some((first, others)) = finding.spans.split_first() {
        result["locations"] = json!([location(sources, first)]);
        let related: Vec<Value> = others
            .iter()
            .map(|label| location(sources, label))
            .collect();
        if !related.is_empty() {
            result["relatedLocations"] = Value::Array(related);
        }
    }
    result
}

fn location(sources: &Sources, label: &Label) -> Value {
    let (line, column) = sources.position(&label.file, label.span.start);
    let (end_line, end_column) = sources.position(&label.file, label.span.end);
    let mut location = json!({
        "physicalLocation": {
            "artifactLocation": {"uri": uri::path(sources.place(&label.file))},
            "region": {
                "startLine": line,
                "startColumn": column,
                "endLine": end_line,
                "endColumn": end_column,
            },
        },
    });
    if !label.text.is_empty() {
        location["message"] = json!({"text": label.text});
    }
    location
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tests::printed;

    fn log(count: usize) -> Value {
        serde_json::from_str(&printed(count, print)).unwrap()
    }

    #[test]
    fn result_has_its_rule_place_and_fingerprint() {
        let log = log(1);
        let run = &log["runs"][0];
        let result = &run["results"][0];
        let rule = &run["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().unwrap() as usize];
        assert_eq!(rule["id"], result["ruleId"]);
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "a%2Cb.md");
        assert_eq!(place["region"]["startLine"], 1);
        assert_eq!(
            result["partialFingerprints"][FINGERPRINT]
                .as_str()
                .unwrap()
                .len(),
            32
        );
    }

    #[test]
    fn most_severe_results_come_first_up_to_the_limit() {
        let log = log(6_000);
        let results = log["runs"][0]["results"].as_array().unwrap();
        assert_eq!(results.len(), limits::SARIF_RESULTS);
        assert_eq!(results[0]["level"], "error");
        let said = &log["runs"][0]["invocations"][0]["toolExecutionNotifications"][0];
        assert!(
            said["message"]["text"]
                .as_str()
                .unwrap()
                .contains("1000 notes not shown")
        );
    }
}
