//! Message templates: each is used, and the build script refuses invalid ones.

#[path = "../build/messages.rs"]
#[allow(dead_code, reason = "the build script uses more of it")]
mod messages;

use std::{fs, path::Path};

use graphdoc_codegen::unstable::rules;

/// Collects the code of the programs without their tests, which may make any message.
fn code(folder: &Path, all: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let is_code = path.extension().is_some_and(|extension| extension == "rs");
        if path.is_dir() {
            code(&path, all);
        } else if is_code {
            let text = fs::read_to_string(&path).unwrap();
            let tests = text.find("#[cfg(test)]\nmod tests").unwrap_or(text.len());
            *all += &text[..tests];
        }
    }
}

/// Whether the code contains a word, and not only as a part of another word.
fn has_word(code: &str, word: &str) -> bool {
    code.match_indices(word).any(|(at, _)| {
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let (before, behind) = (&code[..at], &code[at + word.len()..]);
        !before.ends_with(is_word) && !behind.starts_with(is_word)
    })
}

/// Whether the code makes a message, by its path or with an imported function.
fn makes(code: &str, rule: &str, case: &str) -> bool {
    if case.is_empty() {
        return has_word(code, &format!("rules::{rule}")) || code.contains(&format!("({rule}("));
    }
    let list = format!("{rule}::{{");
    let mut imports = code.split(&list).skip(1);
    let is_imported = imports.any(|list| has_word(list.split('}').next().unwrap(), case));
    is_imported || has_word(code, &format!("{rule}::{case}"))
}

#[test]
fn every_message_template_is_used() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = String::new();
    code(&root.join("src"), &mut all);
    code(&root.join("cli/src"), &mut all);
    let mut unused = Vec::new();
    for rule in rules::all() {
        let name = rule.id.replace('-', "_");
        let cases = rule.messages.iter().map(|(case, _)| *case);
        let cases = cases.filter(|case| !makes(&all, &name, case));
        unused.extend(cases.map(|case| format!("{name} {case}")));
    }
    assert!(
        unused.is_empty(),
        "no code makes these messages; call their functions in `rules`, or remove the templates: {unused:#?}"
    );
}

#[test]
fn function_takes_each_placeholder_once() {
    let templates = [
        ("a", "`{name}` has {count}, and `{name}` is it"),
        ("b", "no"),
    ];
    let functions = messages::functions("some-rule", &templates, &["count", "name"]).unwrap();
    assert!(functions.contains("pub mod some_rule"), "{functions}");
    let takes = "pub fn a(count: impl std::fmt::Display, name: impl std::fmt::Display, )";
    assert!(functions.contains(takes), "{functions}");
    assert!(functions.contains("pub fn b()"), "{functions}");
}

#[test]
fn brace_without_a_name_is_refused() {
    for template in [
        "{}", "{a", "a}", "{Name}", "{a-b}", "{{a}}", "a} {b}", "{a} }",
    ] {
        let refused = messages::functions("some-rule", &[("", template)], &[]).unwrap_err();
        assert!(refused.contains(template), "{refused}");
    }
}

#[test]
fn several_placeholders_need_a_declared_order() {
    let functions = |template, parameters: &[&str]| {
        messages::functions("some-rule", &[("", template)], parameters)
    };
    functions("`{a}`", &[]).unwrap();
    functions("`{a}` and `{b}`", &["b", "a"]).unwrap();
    for parameters in [&[][..], &["a"], &["a", "b", "c"], &["a", "a", "b", "c"]] {
        functions("`{a}` and `{b}`", parameters).unwrap_err();
    }
    let table = toml::de::DeTable::parse("parameters = [\"a\", 1]").unwrap();
    messages::parameters(table.get_ref()).unwrap_err();
}

#[test]
fn invalid_templates_are_refused() {
    for (text, expected) in [
        ("", "`message` is missing"),
        ("message = 1", "to be a string or a table of strings"),
        ("[message]", "to be a string or a table of strings"),
        (
            "message = { case = 1 }",
            "expected `message.case` to be a string",
        ),
    ] {
        let table = toml::de::DeTable::parse(text).unwrap();
        let refused = messages::templates(table.get_ref()).unwrap_err();
        assert!(refused.contains(expected), "{text}: {refused}");
    }
}

#[test]
fn values_are_inserted_unchanged() {
    let found = rules::name_conflict("{key}", "}{");
    let text = "the table says `{key}`, but the JSON representation says `}{`";
    assert_eq!(found.to_string(), text);
}
