//! Generates the functions that make the messages of a rule: one for each template, with a parameter for each placeholder.

use std::fmt::Write;

use toml::de::{DeTable, DeValue};

/// A case and its template; a single template has an empty case.
pub type Template<'a> = (&'a str, &'a str);

/// Reads `message`: a template, or a table of templates by case.
pub fn templates<'a>(table: &'a DeTable<'_>) -> Result<Vec<Template<'a>>, String> {
    match table.get("message").map(|value| value.get_ref()) {
        Some(DeValue::String(template)) => Ok(vec![("", &**template)]),
        Some(DeValue::Table(cases)) if !cases.is_empty() => {
            let cases = cases.iter().map(|(case, template)| {
                let case = &**case.get_ref();
                let text = template.get_ref().as_str();
                Ok((
                    case,
                    text.ok_or_else(|| format!("expected `message.{case}` to be a string"))?,
                ))
            });
            cases.collect()
        }
        Some(_) => Err("expected `message` to be a string or a table of strings".to_owned()),
        None => Err("`message` is missing".to_owned()),
    }
}

/// Reads `parameters`: the order of the arguments where a template has several placeholders, so that rewording a
/// template cannot swap values.
pub fn parameters<'a>(table: &'a DeTable<'_>) -> Result<Vec<&'a str>, String> {
    let Some(value) = table.get("parameters") else {
        return Ok(Vec::new());
    };
    let list = value.get_ref().as_array().map(|list| list.iter());
    let words = list.map(|list| list.map(|word| word.get_ref().as_str()).collect());
    words
        .flatten()
        .ok_or_else(|| "expected `parameters` to be an array of strings".to_owned())
}

/// Generates a function with the name of the rule, or a module of that name with a function for each case.
pub fn functions(
    id: &str,
    templates: &[Template<'_>],
    parameters: &[&str],
) -> Result<String, String> {
    let (name, rule) = (id.replace('-', "_"), id.to_uppercase().replace('-', "_"));
    let mut text = String::new();
    let mut unused = parameters.to_vec();
    for (case, template) in templates {
        let name = if case.is_empty() { &name } else { *case };
        let (mut takes, mut values) = (String::new(), String::new());
        for value in in_order(template, parameters)? {
            unused.retain(|parameter| *parameter != value);
            takes += &format!("{value}: impl std::fmt::Display, ");
            values += &format!("({value:?}, {value}.to_string()), ");
        }
        let doc = format!("```text\n{template}\n```");
        let message = format!("Message::new(&{rule}, {template:?}, [{values}])");
        writeln!(
            text,
            "#[doc = {doc:?}]\npub fn {name}({takes}) -> Message {{ {message} }}"
        )
        .map_err(|error| error.to_string())?;
    }
    if let Some(parameter) = unused.first() {
        return Err(format!("no template has the parameter `{parameter}`"));
    }
    Ok(match templates {
        [("", _)] => text,
        _ => format!(
            "/// What `{id}` says.\npub mod {name} {{ use super::{{Message, {rule}}};\n{text}}}\n"
        ),
    })
}

/// Returns the placeholders of a template in the order of `parameters`.
fn in_order<'a>(template: &'a str, parameters: &[&str]) -> Result<Vec<&'a str>, String> {
    let mut names = placeholders(template)?;
    let place = |name: &&str| parameters.iter().position(|parameter| parameter == name);
    if names.len() > 1
        && let Some(name) = names.iter().find(|name| place(name).is_none())
    {
        return Err(format!(
            "expected `parameters` to contain `{name}`, a placeholder of `{template}`"
        ));
    }
    names.sort_by_key(place);
    Ok(names)
}

/// Returns the names in braces, each once.
fn placeholders(template: &str) -> Result<Vec<&str>, String> {
    let mut names = Vec::new();
    let mut rest = template;
    while let Some((text, behind)) = rest.split_once('{') {
        let (name, after) = behind.split_once('}').unwrap_or_default();
        let is_word = |c: char| c.is_ascii_lowercase() || c == '_';
        if name.is_empty() || !name.chars().all(is_word) || text.contains('}') {
            return Err(format!(
                "expected placeholders such as `{{name}}` in `{template}`"
            ));
        }
        if !names.contains(&name) {
            names.push(name);
        }
        rest = after;
    }
    match rest.contains('}') {
        true => Err(format!("expected `{{` before `}}` in `{template}`")),
        false => Ok(names),
    }
}
