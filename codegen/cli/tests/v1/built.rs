//! Values of subtypes that are built in one expression.

use std::{fmt::Write, path::Path};

use reference_material::needs_material;
use serde_json::Value;

use crate::{
    bodies::run_program,
    whole_service::{generate_only, model, text, words},
};

/// Minimum number of types that are built.
const SAMPLE: usize = 10;

const PROGRAM: &str = r#"
use msgraph_types::{Resource, to_value};

fn check<T: Resource + PartialEq + std::fmt::Debug, B: Resource>(built: T) {
    let body = to_value(&built);
    let members = body.as_object().expect("members");
    assert_eq!(members.get("@odata.type").and_then(|name| name.as_str()), Some(T::ODATA_TYPE));
    assert_eq!(members.len(), 2, "{body:?}");
    let base: B = built.cast().expect("a base");
    assert_eq!(to_value(&base), body);
    assert_eq!(base.cast::<T>().as_ref(), Some(&built));
    println!("{}", T::ODATA_TYPE);
}
"#;

/// Returns the first field of a struct that is a string.
fn text_field(out: &Path, name: &str) -> Option<String> {
    let mut folders = vec![out.join("src")];
    let head = format!("pub struct {name} {{\n");
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let source = std::fs::read_to_string(path).expect("a file");
            let Some((_, rest)) = source.split_once(&head) else {
                continue;
            };
            let fields = rest.split_once("\n}").expect("the end of a struct").0;
            return fields.lines().find_map(|line| {
                let (field, ty) = line.trim().strip_prefix("pub ")?.split_once(": ")?;
                (ty == "Option<String>,").then(|| field.to_owned())
            });
        }
    }
    None
}

#[needs_material("slow; .ci/run runs it")]
#[test]
fn built_subtype_states_its_odata_type() {
    let words = words(&[["--docs", "corpus/graph-v1.0"]]);
    let model = model(&words);
    let is_subtype = |ty: &&Value| {
        let base = ty["base"].as_str();
        base.is_some_and(|base| base != "microsoft.graph.entity" && ty["kind"] != "enum")
    };
    let subtypes: Vec<&Value> = model.values().filter(is_subtype).collect();
    let chosen = subtypes.iter().step_by(subtypes.len() / (2 * SAMPLE));
    let chosen: Vec<&Value> = chosen.copied().collect();
    let names: Vec<&str> = chosen.iter().map(|ty| text(&ty["name"])).collect();
    let out = generate_only("built-crate", &words, &names);
    let mut main = String::new();
    let mut built = Vec::new();
    for ty in chosen {
        let rust = text(&ty["rust"]);
        let name = rust.rsplit("::").next().expect("a name");
        let base = text(&model[&text(&ty["base"]).to_lowercase()]["rust"]);
        let Some(field) = text_field(&out, name) else {
            continue;
        };
        let _ = writeln!(
            main,
            "    check::<_, {base}>({rust} {{ {field}: Some(\"x\".into()), ..Default::default() }});"
        );
        built.push(format!("#{}", text(&ty["name"])));
    }
    assert!(built.len() >= SAMPLE, "{built:?}");
    let source = format!("#![allow(deprecated)]\n{PROGRAM}\nfn main() {{\n{main}}}\n");
    let printed = run_program("built", &out, &source, false);
    assert_eq!(printed.lines().collect::<Vec<_>>(), built);
}
