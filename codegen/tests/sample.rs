//! The types in the tests of the runtime are emitted, so these tests read and write what users get.

mod support;

use std::{collections::BTreeMap, env, fs, path::PathBuf};

use crate::support::{emit, enum_page, resource, understand};

const COLORS: &[&str] = &["red", "green", "blue", "unknownFutureValue"];

const OPERATION: &str = "|clientContext|String|A text of the client.|
    |id|String|Which one.|
    |resultInfo|[resultInfo](resultinfo.md)|How it ended.|
    |status|String|How far it is. Possible values are: `notStarted`, `running`, `completed`, `failed`.|";

const RESULT: &str = "|code|Int32|A number.|
    |message|String|A text.|
    |subcode|Int32|Another number.|";

/// A property of each kind.
const SAMPLE: &str = "|any|Edm.Untyped|Anything.|
    |anyList|Edm.Untyped collection|A list of anything.|
    |binary|Edm.Binary|Bytes.|
    |byte|Edm.Byte|A small number.|
    |child|[sample](sample.md)|One of its own type.|
    |children|[sample](sample.md) collection|A list of its own type.|
    |color|[color](color.md)|One color.|
    |colors|[colors](colors.md)|Any number of colors.|
    |date|Date|A day.|
    |decimal|Decimal|A number of any length.|
    |double|Double|A number.|
    |doubles|Double collection|A list of numbers.|
    |duration|Duration|How long.|
    |empty|[empty](empty.md)|Nothing that is documented.|
    |flag|Boolean|Yes or no.|
    |guid|Guid|An identifier.|
    |int|Int32|A whole number.|
    |long|Int64|A large one.|
    |operation|[commsOperation](commsoperation.md)|Of another type.|
    |palette|[color](color.md) collection|A list of colors.|
    |sbyte|Edm.SByte|A small one, or one below zero.|
    |short|Int16|A whole number that is not large.|
    |text|String|Words.|
    |texts|String collection|A list of words.|
    |time|TimeOfDay|A time.|
    |when|DateTimeOffset|A moment.|
    |whens|DateTimeOffset collection|A list of moments.|";

/// Returns the files of the area, by name. Conditions are removed from the one that lists them, because there are no
/// features here.
fn emitted() -> BTreeMap<String, String> {
    let many = enum_page("colors", COLORS).replace("may be.", "may be; it is multivalued.");
    let operation = resource("commsOperation", OPERATION, "");
    let pages = [
        ("commsoperation", operation),
        ("resultinfo", resource("resultInfo", RESULT, "")),
        ("empty", resource("empty", "", "")),
        ("sample", resource("sample", SAMPLE, "")),
        ("color", enum_page("color", COLORS)),
        ("colors", many),
    ];
    let pages = pages.map(|(name, text)| {
        let text = text.replacen("---\n", "---\nms.prod: \"sample\"\n", 1);
        (format!("resources/{name}.md"), text)
    });
    let output = emit(&understand(&pages).model);
    let files = output.files.into_iter().filter_map(|file| {
        let name = file.path.strip_prefix("src/sample/")?;
        let lines = file.text.split_inclusive('\n');
        let kept = lines.filter(|line| !line.trim_start().starts_with("#[cfg(feature"));
        Some((name.to_owned(), kept.collect()))
    });
    files.collect()
}

#[test]
fn types_of_the_runtime_tests_are_what_is_emitted() {
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
        "{} is not what is emitted; repair: GRAPHDOC_BLESS=1 cargo test -p graphdoc-codegen --test sample",
        folder.display()
    );
}
