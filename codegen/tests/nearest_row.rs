//! The crate says about a property what the nearest page says about it, as the model does.

mod support;

use std::collections::BTreeMap;

use graphdoc_codegen::unstable::{
    emit::Output,
    model::{Limit, Model, Property, Type},
    pipeline::{self, Input},
};
use reference_material::{material, needs_material};

use crate::support::{annotated, emit, resource, text, understand};

/// Returns the nearest declaration of each property of a type.
fn nearest<'a>(model: &'a Model, ty: &Type) -> BTreeMap<&'a str, &'a Property> {
    let line = model.lineage(&ty.name);
    let all = line.iter().rev().flat_map(|ty| &ty.properties);
    all.map(|property| (property.name.as_str(), property))
        .collect()
}

/// Returns what the constant of a property says: its marks and limits, as emitted.
fn constant(file: &str, name: &str) -> String {
    let code = file.split("runtime::record!").next().unwrap_or_default();
    let packed: String = code.split_whitespace().collect();
    let packed = packed
        .replace(",)", ")")
        .replace(",]", "]")
        .replace("runtime::", "");
    let values = packed
        .split(';')
        .filter_map(|statement| statement.split_once("=Property"));
    let called = format!("(\"{name}\")");
    let mut found = values.filter(|(_, value)| value.contains(&called));
    let (_, value) = found
        .next()
        .unwrap_or_else(|| panic!("no constant for {name} in\n{file}"));
    value.to_owned()
}

fn spelled(property: &Property) -> String {
    let new = if property.read_only {
        "read_only"
    } else {
        "new"
    };
    let limits = property.limits.iter().map(|limit| match limit {
        Limit::MaxLength(most) => format!("Limit::MaxLength({most})"),
        Limit::MaxBytes(most) => format!("Limit::MaxBytes({most})"),
        Limit::MaxItems(most) => format!("Limit::MaxItems({most})"),
        Limit::Range(first, last) => format!("Limit::Range({first},{last})"),
    });
    let limits: Vec<String> = limits.collect();
    let limited = match limits.is_empty() {
        true => String::new(),
        false => format!(".limited(&[{}])", limits.join(",")),
    };
    format!("::{new}(\"{}\"){limited}", property.name)
}

/// Keeps only letters and digits, because lines are wrapped and marks are escaped.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Returns all documentation in a file without the targets of links, once as it is, and once without placeholders such
/// as `<name>`, which are not text on a page.
fn documented(file: &str) -> [String; 2] {
    let lines = file.lines().map(str::trim_start);
    let lines = lines.filter_map(|line| line.strip_prefix("///"));
    let text = without(&lines.collect::<String>(), "](", ")");
    [bare(&text), bare(&without(&text, "`<", ">`"))]
}

/// Removes everything from `open` to `close`.
fn without(text: &str, open: &str, close: &str) -> String {
    let mut parts = text.split(open);
    let first = parts.next().unwrap_or_default().to_owned();
    let rest = parts.map(|part| part.split_once(close).map_or(part, |(_, rest)| rest));
    rest.fold(first, |text, part| text + part)
}

/// Returns the documentation above a field or a method.
fn docs_of<'a>(file: &'a str, item: &str) -> Vec<&'a str> {
    let lines: Vec<&str> = file.lines().map(str::trim).collect();
    let at = lines.iter().position(|line| line.starts_with(item));
    let at = at.unwrap_or_else(|| panic!("no `{item}` in\n{file}"));
    let above = lines[..at].iter().rev();
    let above = above.take_while(|line| line.starts_with("///") || line.starts_with('#'));
    let mut docs: Vec<&str> = above.filter_map(|line| line.strip_prefix("///")).collect();
    docs.reverse();
    docs
}

/// Returns the files of types, by the name of the type.
fn by_type(output: &Output) -> BTreeMap<&str, &str> {
    let files = output
        .files
        .iter()
        .filter(|file| support::is_emitted(&file.path));
    let files = files.filter_map(|file| {
        let impls = file.text.split("runtime::record! {").nth(1)?;
        let name = impls.lines().nth(1)?.split('"').nth(1)?;
        Some((name, file.text.as_str()))
    });
    files.collect()
}

const PART: &str = "|id|String|Developer-provided identifier. Required.|
    |note|String|What the part says of itself. Max limit is 9 chars.|
    |plain|String||";

const WHOLE: &str = "|id|String|Which one. Read-only.|
    |note|String|A note. Read-only. Max limit is 5 chars.|
    |plain|String|Told by the base. Read-only. Max limit is 7 chars.|";

#[test]
fn nearest_row_wins_and_the_base_fills_gaps() {
    let part = annotated(
        &resource("part", PART, ""),
        "\"baseType\": \"microsoft.graph.whole\"",
    );
    let whole = resource("whole", WHOLE, "");
    let model = understand(&[("part.md", part), ("whole.md", whole)]).model;
    let output = emit(&model);
    let file = by_type(&output)["microsoft.graph.part"];
    for (name, expected) in [
        ("id", "::new(\"id\")"),
        ("note", "::new(\"note\").limited(&[Limit::MaxLength(9)])"),
        (
            "plain",
            "::read_only(\"plain\").limited(&[Limit::MaxLength(7)])",
        ),
    ] {
        assert_eq!(constant(file, name), expected);
    }
    let docs = " Developer-provided identifier. Required.";
    assert_eq!(docs_of(file, "pub id:"), [docs]);
    let docs = " Told by the base. Read-only. Max limit is 7 chars.";
    assert_eq!(docs_of(file, "pub plain:"), [docs]);
    let read_only = file.split("read_only {").nth(1).expect("marks");
    let read_only = read_only.split('}').next().map(str::trim);
    assert_eq!(read_only, Some("\"plain\","));
}

#[needs_material]
#[test]
fn crate_and_model_agree_on_all_of_v1() {
    let pages = support::folder(&material!().join("corpus/graph-v1.0/resources"));
    let model = pipeline::analyze(Input::new(&pages)).model;
    let output = emit(&model);
    let files = by_type(&output);
    let (mut looked, mut wrong) = (0, Vec::new());
    for ty in model.types.values() {
        let file = files[ty.name.as_str()];
        let documented = documented(file);
        for (name, property) in nearest(&model, ty) {
            looked += 1;
            let said = bare(&text(&property.docs));
            let is_said = documented.iter().any(|text| text.contains(&said));
            if !is_said || constant(file, name) != spelled(property) {
                wrong.push(format!("{}/{name}", ty.name));
            }
        }
    }
    println!("{looked} properties of {} types", model.types.len());
    assert!(looked > 7_000, "{looked}");
    assert!(wrong.is_empty(), "{}: {wrong:?}", wrong.len());
    let connectors = ["externalConnection", "externalItem"];
    let connectors = connectors.map(|ty| format!("externalConnectors.{ty}"));
    for ty in connectors
        .iter()
        .map(String::as_str)
        .chain(["schemaExtension"])
    {
        let file = files[format!("microsoft.graph.{ty}").as_str()];
        let id = constant(file, "id");
        assert!(id.starts_with("::new("), "{ty} sends its `id`");
    }
}
