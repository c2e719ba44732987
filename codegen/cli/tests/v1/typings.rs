//! The published TypeScript typings of Graph: whatever both they and the metadata have is in the crate, too.
//!
//! Needs the npm registry once; what it delivered is kept.

use std::{
    collections::{BTreeMap, BTreeSet},
    process::Command,
};

use reference_material::needs_material;
use serde_json::Value;

use crate::{
    csdl, folder,
    whole_service::{model, text, today},
};

const PACKAGE: &str = "https://registry.npmjs.org/@microsoft/microsoft-graph-types/-/microsoft-graph-types-2.43.1.tgz";

/// Members by type, all in lower case; for enums, their values.
type Names = BTreeMap<String, BTreeSet<String>>;

/// Returns the declarations in the package.
fn typings() -> String {
    let folder = folder("typings");
    let file = folder.join("package/microsoft-graph.d.ts");
    if !file.exists() {
        std::fs::create_dir_all(&folder).expect("a writable folder");
        let run = |program: &str, words: &[&str]| {
            let mut command = Command::new(program);
            let status = command.args(words).current_dir(&folder).status();
            assert!(status.expect(program).success(), "{program} {words:?}");
        };
        run(
            "curl",
            &["-sSf", "--max-time", "120", "-o", "typings.tgz", PACKAGE],
        );
        run("tar", &["-xzf", "typings.tgz"]);
    }
    std::fs::read_to_string(file).expect("declarations")
}

/// Reads interfaces and unions of literals, as the package formats them.
fn declared(typings: &str) -> Names {
    let mut names = Names::new();
    let (mut namespace, mut current) = (String::new(), None::<String>);
    let mut is_union = false;
    for line in typings.lines() {
        let words = line.trim().trim_start_matches("export ");
        if let Some(rest) = words.strip_prefix("namespace ") {
            let name = rest.trim_end_matches([' ', '{']);
            namespace = format!("{}.", name.trim_end_matches("Namespace"));
        } else if line == "}" && current.is_none() {
            namespace.clear();
        } else if let Some(rest) = words.strip_prefix("interface ") {
            let name = rest.split([' ', '<']).next().unwrap_or_default();
            let name = format!("microsoft.graph.{namespace}{name}").to_lowercase();
            names.entry(name.clone()).or_default();
            current = (!line.ends_with("{}")).then_some(name);
        } else if let Some((name, _)) = words
            .strip_prefix("type ")
            .and_then(|rest| rest.split_once(" ="))
        {
            let name = format!("microsoft.graph.{namespace}{name}").to_lowercase();
            names.entry(name.clone()).or_default();
            current = Some(name);
            is_union = true;
        } else if words == "}" {
            current = None;
        }
        let Some(members) = current.as_ref().and_then(|name| names.get_mut(name)) else {
            continue;
        };
        if is_union {
            members.extend(words.split('"').skip(1).step_by(2).map(str::to_lowercase));
            if words.ends_with(';') {
                (is_union, current) = (false, None);
            }
        } else if let Some((name, _)) = words.split_once("?:")
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        {
            members.insert(name.to_lowercase());
        }
    }
    names
}

#[needs_material("needs the registry of npm")]
#[test]
fn model_has_what_typings_and_service_share() {
    let typings = declared(&typings());
    let (words, metadata) = today();
    let list = |ty: &Value| {
        let properties = ty["properties"].as_array().into_iter().flatten();
        let properties = properties.map(|property| text(&property["name"]).to_lowercase());
        let members = ty["members"].as_array().into_iter().flatten();
        properties
            .chain(members.map(|member| text(member).to_lowercase()))
            .collect()
    };
    let model: Names = model(&words)
        .iter()
        .map(|(name, ty)| (name.clone(), list(ty)))
        .collect();
    let csdl = csdl::read(&metadata).into_iter().map(|(name, ty)| {
        let properties = ty.properties.into_iter().map(|property| property.name);
        let members = properties
            .chain(ty.members)
            .map(|member| member.to_lowercase());
        (name.to_lowercase(), members.collect::<BTreeSet<String>>())
    });
    let csdl: Names = csdl.collect();
    let (mut types, mut members, mut lacking) = (0, 0, Vec::new());
    for (name, theirs) in &typings {
        let Some(service) = csdl.get(name) else {
            continue;
        };
        types += 1;
        let ours = model.get(name);
        if ours.is_none() {
            lacking.push(name.clone());
        }
        for member in theirs.intersection(service) {
            members += 1;
            if ours.is_some_and(|ours| !ours.contains(member)) {
                lacking.push(format!("{name}/{member}"));
            }
        }
    }
    eprintln!(
        "{types} of {} types and {members} members compared; lacking: {lacking:?}",
        typings.len()
    );
    assert!(types > 2500 && members > 12_000, "{types} {members}");
    assert_eq!(lacking, [""; 0]);
}
