//! Every key of `graphdoc.toml`: the reader, the schema for editors and the reference agree about its values.

use std::path::Path;

use graphdoc_codegen::Config;
use serde_json::{Map, Value};
use toml_edit::{DocumentMut, Item, TableLike};

use crate::sandbox::{Sandbox, Text, columns};

const SCHEMA: &str = include_str!("../../../../docs/graphdoc.schema.json");
const REFERENCE: &str = include_str!("../../../../docs/configuration.md");

const PIN: &str = "git = \"https://host/docs\"";
/// A key with valid and invalid values. Keys that do not concern the location of the pages come after `docs`.
const TOP: [&str; 13] = [
    "docs | 'a' or ['a', 'b'] | 1 or [1] or [] or {}",
    "source | { git = 'https://host/docs', paths = 'a' } | 'a' or {} or []",
    "out | 'a' | 1 or ['a']",
    "name | 'msgraph-beta-types' | 'Ab' or '1a' or '' or true",
    "license | 'MIT' | 1.5",
    "texts | 'all' or 'none' | 'some' or true",
    "only | 'microsoft.graph.user' or [] | 1 or [true]",
    "default-features | ['json'] or 'json' | 1",
    "mirror | 'Cargo.toml' | []",
    "facts | 'facts' or ['a', 'b'] | true",
    "metadata | 'a.xml' or { path = 'a.xml', prefer = 'docs' } | 1 or { prefer = 'docs' } or ['a.xml']",
    "rules | { link-case = 'deny' } | { link-case = 'error' } or 'deny'",
    "allow | [{ rule = 'link-case', reason = 'x' }] | { rule = 'link-case' } or [1]",
];

/// The same for the keys of a table.
const OF_TABLES: [&str; 15] = [
    "source | git | 'file:///srv/docs' | 'ssh://host/docs' or 1",
    "source | rev | '0123456789abcdef0123456789abcdef01234567' | 'main' or '0123' or 1",
    "source | branch | 'main' | 1",
    "source | paths | 'a' or ['a', 'b'] | [] or [1] or 1",
    "metadata | git | 'git://host/docs' | '-u' or 1",
    "metadata | rev | '0123456789abcdef0123456789abcdef01234567' | 'main'",
    "metadata | branch | 'main' | []",
    "metadata | path | 'a.xml' | ['a.xml']",
    "metadata | prefer | 'docs' or 'metadata' | 'pages' or 1",
    "allow | fingerprint | '0' | 0",
    "allow | rule | 'link-case' | 1",
    "allow | type | 'microsoft.graph.user' | 1",
    "allow | member | 'id' | 1",
    "allow | reason | 'known' | '' or 1",
    "allow | until | '2030-06-30' or 2030-06-30 | 'soon' or 20300630",
];

/// A table with everything required, and one additional key or changed value.
fn table(name: &str, key: &str, value: &str) -> String {
    let needed = match name {
        "source" => vec![("git", "'https://host/docs'"), ("paths", "'a'")],
        "metadata" => vec![("git", "'https://host/docs'"), ("path", "'a'")],
        _ => vec![("rule", "'link-case'"), ("reason", "'x'")],
    };
    let needed = needed.into_iter().filter(|(needed, _)| *needed != key);
    let mut lines: Vec<String> = needed
        .map(|(key, value)| format!("{key} = {value}"))
        .collect();
    lines.push(format!("{key} = {value}"));
    let inner = lines.join(", ");
    match name {
        "allow" => format!("allow = [{{ {inner} }}]"),
        name => format!("{name} = {{ {inner} }}"),
    }
}

fn json(item: &Item) -> Value {
    let table = |table: &dyn TableLike| -> Map<String, Value> {
        let pairs = table.iter().map(|(key, item)| (key.to_owned(), json(item)));
        pairs.collect()
    };
    if let Some(found) = item.as_table_like() {
        return table(found).into();
    }
    if let Some(tables) = item.as_array_of_tables() {
        return tables
            .iter()
            .map(|found| Value::from(table(found)))
            .collect();
    }
    if let Some(values) = item.as_array() {
        let values = values.iter().cloned();
        return values.map(|value| json(&Item::Value(value))).collect();
    }
    let number = item.as_integer().map(Value::from);
    let number = number.or_else(|| item.as_float().map(Value::from));
    let other = number.or_else(|| item.as_bool().map(Value::from));
    let text = item.as_str().map(str::to_owned);
    let text = text.or_else(|| Some(item.as_datetime()?.to_string()));
    text.map(Value::from).or(other).expect("a value")
}

#[test]
fn configuration_and_schema_accept_the_same_keys() {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let check = |text: &str, key: &str, is_right: bool| {
        let text = match text.starts_with("docs") || text.starts_with("source") {
            true => text.to_owned(),
            false => format!("docs = '.'\n{text}"),
        };
        let read = Config::parse(Path::new("graphdoc.toml"), &text);
        assert_eq!(read.is_ok(), is_right, "the reader: {text}: {read:?}");
        let document: DocumentMut = text.parse().unwrap();
        let value = json(document.as_item());
        assert_eq!(validator.is_valid(&value), is_right, "the schema: {text}");
        if let Err(error) = read {
            let named = error.message.contains(&format!("`{key}`"));
            assert!(
                named || error.message.contains("is missing"),
                "{text}: {error}"
            );
        }
    };
    let values = |column: &'static str| column.split(" or ");
    for row in TOP {
        let [key, right, wrong] = columns(row);
        for value in values(right) {
            check(&format!("{key} = {value}"), key, true);
        }
        for value in values(wrong) {
            let is_of_rule = value.contains("'error'");
            let named = if is_of_rule { "link-case" } else { key };
            check(&format!("{key} = {value}"), named, false);
        }
    }
    for row in OF_TABLES {
        let [of, key, right, wrong] = columns(row);
        for value in values(right) {
            check(&table(of, key, value), key, true);
        }
        for value in values(wrong) {
            check(&table(of, key, value), key, false);
        }
    }
    for (text, key) in [
        ("outt = 'a'", "outt"),
        (&*table("source", "tag", "'v1'"), "tag"),
        (&table("metadata", "paths", "'a'"), "paths"),
        (&table("allow", "why", "'x'"), "why"),
    ] {
        check(text, key, false);
    }
}

#[test]
fn every_key_is_tested_and_documented() {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let keys = |pointer: &str| -> Vec<String> {
        let keys = schema.pointer(pointer).unwrap().as_object().unwrap();
        keys.keys().cloned().collect()
    };
    let sorted = |mut keys: Vec<&str>| -> Vec<String> {
        keys.sort_unstable();
        keys.into_iter().map(str::to_owned).collect()
    };
    let top = TOP.map(|row| columns::<3>(row)[0]);
    let of_tables = OF_TABLES.map(columns::<4>);
    let mut known = keys("/properties");
    known.sort();
    assert_eq!(sorted(top.to_vec()), known);
    for (name, pointer) in [
        ("source", "/properties/source/properties"),
        ("metadata", "/properties/metadata/anyOf/1/properties"),
        ("allow", "/properties/allow/items/properties"),
    ] {
        let tried = of_tables.iter().filter(|row| row[0] == name);
        let tried = sorted(tried.map(|row| row[1]).collect());
        let mut known = keys(pointer);
        known.sort();
        assert_eq!(tried, known, "{name}");
    }
    for key in top.into_iter().chain(of_tables.map(|row| row[1])) {
        assert!(REFERENCE.contains(&format!("\n| `{key}` |")), "{key}");
    }
}

#[test]
fn invalid_key_is_shown_at_its_place_with_a_suggestion() {
    let sandbox = Sandbox::with_docs();
    for row in [
        "docs = 'docs'\nonyl = [] | 2:1 | unknown key `onyl` | did you mean `only`?",
        "docs = 'docs'\nlicence = 'MIT' | 2:1 | unknown key `licence` | did you mean `license`?",
        "docs = 'docs'\nrev = '0' | 2:1 | unknown key `rev` | `rev` belongs to `[source]` or `[metadata]`",
        "docs = 'docs'\nuntil = 1 | 2:1 | unknown key `until` | `until` belongs to `[[allow]]`",
        "docs = 'docs'\n[rules]\nout = 'a' | 3:1 | unknown rule `out` | `out` belongs above the first table",
        "[source]\nPIN\npaths = 'a'\nout = 'a' | 4:1 | unknown key `out` in `[source]` | `out` belongs above the first table",
        "[source]\nPIN\nbranches = 'a' | 3:1 | unknown key `branches` | did you mean `branch`?",
        "[source]\nPIN | 1:1 | the key `paths` of `[source]` is missing |",
        "out = '.' | 1:1 | the key `docs` is missing |",
        "docs = [1] | 1:9 | `docs`: expected a string, found an integer |",
        "docs = 'docs' # not \"nothing\"\nout = 'o'\nonly = ['nothing'] | 3:9 | no page declares `nothing` |",
        "docs = '' | 1:8 | `docs`: expected some text, found an empty string |",
        "docs = ['docs', ''] | 1:17 | `docs`: expected some text, found an empty string |",
        "docs = 'docs'\nout = '' | 2:7 | `out`: expected some text, found an empty string |",
        "docs = 'docs'\nonly = '' | 2:8 | `only`: expected some text, found an empty string |",
        "docs = 'docs'\nout = 7 | 2:7 | `out`: expected a string, found an integer |",
        "docs = 'docs'\ntexts = 'non' | 2:9 | `texts`: expected `none` or `all`, found `non` |",
        "docs = 'docs'\nxyz = 1 | 2:1 | unknown key `xyz` | known keys are `docs`, `source`, ",
        "docs = 'docs'\ndocs = 'docs' | 2:1 | duplicate key |",
        "docs = 'docs'\n[metadata]\nprefer = 'docs' | 2:1 | the key `path` of `[metadata]` is missing |",
        "docs = 'docs'\n[metadata]\nbranch = 'x'\npath = 'a' | 2:1 | the key `git` of `[metadata]` is missing |",
        "docs = 'docs'\n[metadata]\npath = 'a'\nprefer = 'pages' | 4:10 | expected `docs` or `metadata`, found `pages` |",
        "docs = 'docs'\n[metadata]\npath = 'a'\nprefers = 'docs' | 4:1 | unknown key `prefers` | did you mean `prefer`?",
    ] {
        let [text, at, message, help] = columns(row);
        let text = text.replace("PIN", PIN) + "\n";
        sandbox.write("graphdoc.toml", &text);
        let ran = sandbox.run("generate").code(2);
        let place = format!("--> graphdoc.toml:{at}\n");
        for part in [message, help, &place, "^"] {
            assert!(ran.err.contains(part), "{text}: no {part} in {}", ran.err);
        }
    }
}

#[test]
fn default_features_that_the_crate_lacks_are_refused() {
    let sandbox = Sandbox::with_docs();
    for (feature, help) in [
        ("jsn", "did you mean `json`?"),
        ("quite-another", "the crate has `all`, `"),
    ] {
        let config = format!("docs = 'docs'\nout = 'out'\ndefault-features = '{feature}'\n");
        sandbox.write("graphdoc.toml", &config);
        let ran = sandbox.run("generate").code(2);
        ran.err.has(format!("unknown feature `{feature}` in"));
        ran.err.has(help);
        assert!(!sandbox.exists("out"));
    }
}

#[test]
fn missing_folder_is_named_without_a_temporary_file() {
    let sandbox = Sandbox::with_docs();
    let ran = sandbox.run("init --offline --config nowhere/graphdoc.toml");
    let ran = ran.code(101);
    ran.err.has("`nowhere/graphdoc.toml`: ");
    assert!(!ran.err.contains(".tmp"), "{}", ran.err);
}
