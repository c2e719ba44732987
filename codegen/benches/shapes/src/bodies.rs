//! Real bodies: which of them take part, and the forms in which they are read.

use std::{collections::BTreeSet, fs, path::Path};

use graphdoc_codegen::unstable::model::{Model, QualifiedName};
use serde_json::Value;

use crate::{Result, names};

/// A body and its type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// Qualified name.
    pub ty: String,
    /// JSON text.
    pub text: String,
}

/// Returns the bodies in a file whose type is in the model: `odataType` is the type, `raw` the text. Lists and texts
/// that are not JSON objects are left out.
pub fn of_examples(file: &Path, model: &Model) -> Result<Vec<Body>> {
    let mut bodies = Vec::new();
    for line in fs::read_to_string(file)?.lines() {
        let example: Value = serde_json::from_str(line)?;
        let (Some(ty), Some(raw)) = (example["odataType"].as_str(), example["raw"].as_str()) else {
            continue;
        };
        let is_list = example["isCollection"] == true;
        let is_object = serde_json::from_str::<Value>(raw).is_ok_and(|value| value.is_object());
        if let Some(ty) = names::find(model, ty).filter(|_| is_object && !is_list) {
            bodies.push(Body {
                ty: ty.to_string(),
                text: raw.to_owned(),
            });
        }
    }
    Ok(bodies)
}

/// Returns the types of some bodies.
pub fn types(bodies: &[Body]) -> BTreeSet<QualifiedName> {
    bodies
        .iter()
        .map(|body| QualifiedName::new(&*body.ty))
        .collect()
}

/// Writes one body per line, as `["type", "text"]`.
pub fn save(bodies: &[Body], file: &Path) -> Result<()> {
    let lines = bodies.iter().map(|body| {
        let line = serde_json::to_string(&(&body.ty, &body.text))?;
        Ok(line + "\n")
    });
    Ok(fs::write(file, lines.collect::<Result<String>>()?)?)
}

/// Reads what [`save`] wrote.
pub fn load(file: &Path) -> Result<Vec<Body>> {
    let text = fs::read_to_string(file)?;
    let bodies = text.lines().map(|line| {
        let Value::Array(pair) = serde_json::from_str(line)? else {
            return Err("not a type and a body".into());
        };
        let part = |at: usize| pair.get(at).and_then(Value::as_str).map(str::to_owned);
        Ok(Body {
            ty: part(0).ok_or("no type")?,
            text: part(1).ok_or("no body")?,
        })
    });
    bodies.collect()
}

/// Returns JSON without white space between tokens, as services send it. The order of members is kept.
pub fn compact(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let (mut in_string, mut escaped) = (false, false);
    for c in json.chars() {
        if in_string || !c.is_ascii_whitespace() {
            out.push(c);
        }
        in_string ^= c == '"' && !escaped;
        escaped = in_string && c == '\\' && !escaped;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::compact;

    #[test]
    fn compact_keeps_what_is_inside_strings() {
        let json = "{ \"a b\": [ 1, \"x \\\" y\\\\\" ],\n \"c\": \" \" }";
        assert_eq!(compact(json), r#"{"a b":[1,"x \" y\\"],"c":" "}"#);
    }
}
