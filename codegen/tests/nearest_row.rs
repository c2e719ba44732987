//! The crate says about a property what the nearest page says about it, as the model does.

mod support;

use std::collections::BTreeMap;

use graphdoc_codegen::unstable::{
    emit::Output,
    model::{Limit, Model, Property, Type},
    pipeline::{self, Input},
};
use reference_material::{material, needs_material};

use crate::support::{emit, resource, text, understand};

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
    let mut statements = packed.split(';').filter_map(|statement| {
        let (_, value) = statement.split_once("=Property")?;
        value
            .contains(&format!("(\"{name}\")"))
            .then(|| value.to_owned())
    });
    let found = statements.next();
    found.unwrap_or_else(|| panic!("no constant for {name} in\n{file}"))
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
    let lines = file
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix("///"));
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
    let mut docs: Vec<&str> = above
        .take_while(|line| line.starts_with("///") || line.starts_with('#'))
        .filter_map(|line| line.strip_prefix("///"))
        .collect();
    docs.reverse();
    docs
}

fn file_of<'a>(output: &'a Output, ty: &Type) -> &'a str {
    let row = format!(": \"{}\";", ty.name);
    let file = output.files.iter().find(|file| {
        let impls = file.text.find("runtime::record! {");
        impls.is_some_and(|at| {
            file.text[at..]
                .lines()
                .nth(1)
                .is_some_and(|line| line.ends_with(&row))
        })
    });
    file.map_or_else(|| panic!("{} is not emitted", ty.name), |file| &file.text)
}

const PART: &str = "|id|String|Developer-provided identifier. Required.|
    |note|String|What the part says of itself. Max limit is 9 chars.|
    |plain|String||";

const WHOLE: &str = "|id|String|Which one. Read-only.|
    |note|String|A note. Read-only. Max limit is 5 chars.|
    |plain|String|Told by the base. Read-only. Max limit is 7 chars.|";

#[test]
fn nearest_row_wins_and_the_base_fills_gaps() {
    let part = resource("part", PART, "").replace(
        "\"@odata.type\"",
        "\"baseType\": \"microsoft.graph.whole\",\n  \"@odata.type\"",
    );
    let whole = resource("whole", WHOLE, "");
    let analysis = understand(&[("resources/part.md", &part), ("resources/whole.md", &whole)]);
    let output = emit(&analysis.model);
    let ty = analysis
        .model
        .types
        .values()
        .find(|ty| ty.name.short() == "part");
    let file = file_of(&output, ty.expect("the part"));
    assert_eq!(constant(file, "id"), "::new(\"id\")");
    assert!(constant(file, "note").contains("::new(\"note\").limited(&[Limit::MaxLength(9)])"));
    assert!(
        constant(file, "plain").contains("::read_only(\"plain\").limited(&[Limit::MaxLength(7)])")
    );
    assert_eq!(
        docs_of(file, "pub id:"),
        [" Developer-provided identifier. Required."]
    );
    assert_eq!(
        docs_of(file, "pub plain:"),
        [" Told by the base. Read-only. Max limit is 7 chars."]
    );
    let read_only = file.split("read_only {").nth(1).expect("marks");
    assert_eq!(
        read_only.split('}').next().map(str::trim),
        Some("\"plain\",")
    );
}

#[needs_material]
#[test]
fn crate_and_model_agree_on_all_of_v1() {
    let pages = support::folder(&material!().join("corpus/graph-v1.0/resources"));
    let model = pipeline::analyze(Input::new(&pages)).model;
    let output = emit(&model);
    let files: BTreeMap<&str, &str> = output
        .files
        .iter()
        .filter(|file| support::is_emitted(&file.path))
        .filter_map(|file| {
            let impls = file.text.split("runtime::record! {").nth(1)?;
            let name = impls.lines().nth(1)?.split('"').nth(1)?;
            Some((name, file.text.as_str()))
        })
        .collect();
    let (mut looked, mut wrong) = (0, Vec::new());
    for ty in model.types.values() {
        let file = files[ty.name.as_str()];
        let documented = documented(file);
        for (name, property) in nearest(&model, ty) {
            looked += 1;
            let said = bare(&text(&property.docs));
            if constant(file, name) != spelled(property)
                || !documented.iter().any(|text| text.contains(&said))
            {
                wrong.push(format!("{}/{name}", ty.name));
            }
        }
    }
    println!("{looked} properties of {} types", model.types.len());
    assert!(looked > 7_000, "{looked}");
    assert!(
        wrong.is_empty(),
        "{}: {:?}",
        wrong.len(),
        &wrong[..wrong.len().min(20)]
    );
    for ty in [
        "externalConnectors.externalConnection",
        "externalConnectors.externalItem",
        "schemaExtension",
    ] {
        let file = files[format!("microsoft.graph.{ty}").as_str()];
        assert!(
            constant(file, "id").starts_with("::new("),
            "{ty} sends its `id`"
        );
    }
}
