//! Generates the catalogue of rules: a static for each data file, and functions that make its messages.

use std::{
    fmt::Write,
    fs, io,
    path::{Path, PathBuf},
};

use toml::de::{DeTable, DeValue};

use crate::messages;

/// Reads each file in the folder and returns the source text of the catalogue.
pub fn statics(folder: &Path) -> io::Result<String> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)?
        .map(|entry| Ok(entry?.path()))
        .collect::<io::Result<_>>()?;
    // Sorted by id for binary search: `a` comes before `a-b`, but `a-b.toml` before `a.toml`.
    files.sort_by_key(|file| file.file_stem().map(ToOwned::to_owned));
    let ids: Vec<_> = files.iter().filter_map(|file| file.file_stem()).collect();
    let (mut text, mut names) = (String::new(), Vec::new());
    for file in &files {
        let wrong = |what: &str| io::Error::other(format!("{}: {what}", file.display()));
        let source = fs::read_to_string(file)?;
        let table = DeTable::parse(&source).map_err(|error| wrong(&error.to_string()))?;
        let id = file.file_stem().unwrap_or_default().to_string_lossy();
        for key in FOLLOWS {
            let causes = causes(table.get_ref(), key).map_err(|what| wrong(&what))?;
            if let Some(cause) = causes.iter().find(|cause| !ids.contains(&cause.as_ref())) {
                return Err(wrong(&format!("`{key}` names `{cause}`, which is no rule")));
            }
        }
        let rule = rule(&id, table.get_ref()).map_err(|what| wrong(&what))?;
        let name = id.to_uppercase().replace('-', "_");
        writeln!(text, "{rule}").map_err(io::Error::other)?;
        names.push(format!("&{name}"));
    }
    let all = names.join(", ");
    Ok(format!(
        "{text}/// All rules, sorted by id.\npub static ALL: &[&Rule] = &[{all}];\n"
    ))
}

/// The keys of a rule.
const KEYS: [&str; 18] = [
    "bad",
    "changelog",
    "follows_on_page",
    "follows_on_row",
    "good",
    "group",
    "id",
    "kind",
    "level",
    "meaning",
    "message",
    "of_metadata",
    "of_page",
    "parameters",
    "quote",
    "reason",
    "severity",
    "unusable",
];

/// The keys with the rules that cause findings of this one, where these are on the same page or row.
const FOLLOWS: [&str; 2] = ["follows_on_page", "follows_on_row"];

/// What may change according to Microsoft's changelog, and how.
const API: [&str; 4] = ["member", "property", "relationship", "type"];
const WAYS: [&str; 4] = ["addition", "change", "deletion", "deprecation"];

/// The parts of the program that report rules.
const GROUPS: [&str; 11] = [
    "config", "drift", "emit", "extract", "facts", "lint", "metadata", "model", "page", "source",
    "sync",
];

fn rule(id: &str, table: &DeTable<'_>) -> Result<String, String> {
    if let Some(key) = table.keys().find(|key| !KEYS.contains(&&**key.get_ref())) {
        return Err(format!("unknown key `{}`", key.get_ref()));
    }
    let word = |key: &str| {
        let value = table.get(key).and_then(|value| value.get_ref().as_str());
        value.ok_or_else(|| format!("`{key}` is missing; docs/recipes.md shows the keys of a rule"))
    };
    // The variant that a word names; the compiler would report any other word without the file.
    let one_of = |key: &str, known: &[&str]| match word(key)? {
        found if known.contains(&found) => Ok(variant(found)),
        found => Err(format!(
            "expected `{key}` to be one of {}, found `{found}`",
            known.join(", ")
        )),
    };
    let flag = |key: &str| {
        let value = table.get(key).map(|value| value.get_ref());
        match value {
            None => Ok(false),
            Some(DeValue::Boolean(is)) => Ok(*is),
            Some(_) => Err(format!("expected `{key}` to be `true` or `false`")),
        }
    };
    if word("id")? != id {
        return Err(format!(
            "expected `id` to be `{id}`, the name of the file, found `{}`",
            word("id")?
        ));
    }
    // How much a change matters follows from what it does to users.
    let (kind, level) = match word("kind")? {
        "change" if table.contains_key("level") => {
            return Err(
                "the level of a change follows from its severity; remove `level`".to_owned(),
            );
        }
        "change" => {
            let severity = one_of(
                "severity",
                &["none", "patch", "minor", "dangerous", "breaking"],
            )?;
            let severity = format!("Severity::{severity}");
            (
                format!("RuleKind::Change({severity})"),
                format!("{severity}.level()"),
            )
        }
        _ => (
            format!("RuleKind::{}", one_of("kind", &["finding", "change"])?),
            format!("Level::{}", one_of("level", &["allow", "warn", "deny"])?),
        ),
    };
    let changelog = match word("kind")? {
        "change" => changelog(word("changelog")?)?,
        _ if table.contains_key("changelog") => {
            return Err("only changes have `changelog`".to_owned());
        }
        _ => "None".to_owned(),
    };
    let meaning = word("meaning")?;
    let messages = messages::templates(table)?;
    let functions = messages::functions(id, &messages, &messages::parameters(table)?)?;
    Ok(format!(
        "#[doc = {meaning:?}]\npub static {name}: Rule = Rule {{ id: {id:?}, kind: {kind}, \
         group: Group::{group}, level: {level}, \
         changelog: {changelog}, unusable: {unusable}, of_page: {of_page}, meaning: {meaning:?}, \
         messages: &{messages:?}, reason: {reason:?}, quote: {quote}, \
         follows_on_page: &{on_page:?}, follows_on_row: &{on_row:?}, of_metadata: {of_metadata}, \
         bad: {bad}, good: {good} }};\n{functions}",
        name = id.to_uppercase().replace('-', "_"),
        group = one_of("group", &GROUPS)?,
        unusable = flag("unusable")?,
        of_page = flag("of_page")?,
        reason = word("reason")?,
        quote = flag("quote")?,
        on_page = causes(table, FOLLOWS[0])?,
        on_row = causes(table, FOLLOWS[1])?,
        of_metadata = flag("of_metadata")?,
        bad = parts(table, "bad")?,
        good = parts(table, "good")?,
    ))
}

/// Returns the entry in the changelog: what changes, and how. `none` has no entry.
fn changelog(entry: &str) -> Result<String, String> {
    match entry.split_once(' ') {
        _ if entry == "none" => Ok("None".to_owned()),
        Some((what, way)) if API.contains(&what) && WAYS.contains(&way) => Ok(format!(
            "Some((Api::{}, ApiChange::{}))",
            variant(what),
            variant(way)
        )),
        _ => Err(format!(
            "expected `changelog` to be `none`, or one of {} followed by one of {}, found `{entry}`",
            API.join(", "),
            WAYS.join(", ")
        )),
    }
}

/// Returns the ids of the rules under a key.
fn causes<'t>(table: &'t DeTable<'_>, key: &str) -> Result<Vec<&'t str>, String> {
    let Some(ids) = table.get(key) else {
        return Ok(Vec::new());
    };
    let ids = ids.get_ref().as_array().into_iter().flatten();
    let ids: Option<Vec<&str>> = ids.map(|id| id.get_ref().as_str()).collect();
    ids.filter(|ids| !ids.is_empty())
        .ok_or_else(|| format!("expected `{key}` to be a list of rules"))
}

/// Returns the parts of an example as pairs, sorted by name.
fn parts(table: &DeTable<'_>, key: &str) -> Result<String, String> {
    let Some(parts) = table.get(key) else {
        return Ok("&[]".to_owned());
    };
    let parts = parts.get_ref().as_table();
    let parts =
        parts.ok_or_else(|| format!("expected `{key}` to be a table of parts of a page"))?;
    let pairs = parts.iter().map(|(name, text)| {
        let name = name.get_ref();
        let text = text.get_ref().as_str();
        let text = text.ok_or_else(|| format!("expected `{key}.{name}` to be a string"))?;
        Ok(format!("({name:?}, {text:?})"))
    });
    let pairs: Vec<String> = pairs.collect::<Result<_, String>>()?;
    Ok(format!("&[{}]", pairs.join(", ")))
}

/// Returns a word such as `read-only` as the name of a variant.
fn variant(word: &str) -> String {
    let capital = |part: &str| {
        let (first, rest) = part.split_at(part.len().min(1));
        first.to_uppercase() + rest
    };
    word.split('-').map(capital).collect()
}
