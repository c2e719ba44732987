//! The types that the tests of the runtime use are emitted: what reads and writes them there is what users get.

use std::{collections::BTreeMap, env, fs, path::PathBuf};

use super::{
    super::*,
    small::{TEXT, enumeration, list_of, model, name, property, structure, to, values},
};
use crate::model::{Model, Primitive, Property, TypeRef};

const AREA: &str = "sample";
const COLORS: &[&str] = &["red", "green", "blue", "unknownFutureValue"];

/// A type with a property of each kind, and those that it refers to.
fn all_kinds() -> Model {
    let one = |wire: &str, ty| property(wire, TypeRef::Primitive(ty));
    let many = |wire: &str, ty| list_of(wire, TypeRef::Primitive(ty));
    let en = |short: &str| TypeRef::Enum(name(short));
    let of = |short: &str, properties: Vec<Property>| structure(short, AREA, properties);
    let mut flags = enumeration("colors", AREA, COLORS);
    flags.is_flags = true;
    let statuses = ["notStarted", "running", "completed", "failed"];
    let types = vec![
        of(
            "commsOperation",
            vec![
                property("clientContext", TEXT),
                property("id", TEXT),
                property("resultInfo", to("resultInfo")),
                values("status", &statuses),
            ],
        ),
        of("empty", vec![]),
        of(
            "resultInfo",
            vec![
                one("code", Primitive::Int32),
                property("message", TEXT),
                one("subcode", Primitive::Int32),
            ],
        ),
        of(
            "sample",
            vec![
                one("any", Primitive::Untyped),
                many("anyList", Primitive::Untyped),
                one("binary", Primitive::Binary),
                one("byte", Primitive::Byte),
                property("child", to("sample")),
                list_of("children", to("sample")),
                property("color", en("color")),
                property("colors", en("colors")),
                one("date", Primitive::Date),
                one("decimal", Primitive::Decimal),
                one("double", Primitive::Double),
                many("doubles", Primitive::Double),
                one("duration", Primitive::Duration),
                property("empty", to("empty")),
                one("flag", Primitive::Boolean),
                one("guid", Primitive::Guid),
                one("int", Primitive::Int32),
                one("long", Primitive::Int64),
                property("operation", to("commsOperation")),
                list_of("palette", en("color")),
                one("sbyte", Primitive::SByte),
                one("short", Primitive::Int16),
                property("text", TEXT),
                list_of("texts", TEXT),
                one("time", Primitive::TimeOfDay),
                one("when", Primitive::DateTimeOffset),
                many("whens", Primitive::DateTimeOffset),
            ],
        ),
    ];
    model(types, vec![enumeration("color", AREA, COLORS), flags])
}

/// The files of the area by name. The one that lists them loses its conditions: here there are no features.
fn emitted() -> BTreeMap<String, String> {
    let (output, diagnostics) = emit(&all_kinds(), &Options::default());
    assert_eq!(diagnostics, []);
    let files = output.files.iter().filter_map(|file| {
        let name = file.path.strip_prefix("src/sample/")?;
        let lines = file.text.split_inclusive('\n');
        let kept = lines.filter(|line| !line.trim_start().starts_with("#[cfg(feature"));
        Some((name.to_owned(), kept.collect()))
    });
    files.collect()
}

#[test]
fn the_types_of_the_runtimes_tests_are_emitted() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/runtime/tests/sample");
    let emitted = emitted();
    if env::var_os("GRAPHDOC_BLESS").is_some() {
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        for (name, text) in &emitted {
            fs::write(folder.join(name), text).unwrap();
        }
    }
    let mut there = BTreeMap::new();
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        there.insert(name, fs::read_to_string(&path).unwrap());
    }
    assert!(
        there == emitted,
        "{} is not what is emitted; repair: GRAPHDOC_BLESS=1 cargo test -p graphdoc-codegen --lib types_of_the_runtimes",
        folder.display()
    );
}
