//! Obstacle courses: names with a meaning in Rust, and names that mean nothing to anyone.

use std::collections::BTreeSet;

use super::{
    super::*,
    assert_parts,
    small::{self, TEXT, property, relationship, structure, to, values},
    text,
};
use crate::{
    model::{Model, Primitive, TypeRef},
    prose::{Block, InlineKind, List},
};

/// Words with a meaning in Rust, in the prelude, in the runtime or to the emitted code.
const WORDS: &str = "
    abstract as async await become bool box break catch const continue core crate default do dyn
    else enum extern false final fn for gen i32 if impl in let loop macro macro_rules match mod
    move mut override priv pub ref return self Self serde static std str struct super trait true
    try type typeof u8 union unsafe unsized use usize virtual where while yield raw Option Some
    None Result Ok Err Box Vec String ToString Clone Copy Debug Default Drop Eq PartialEq Fn
    From Into Hash Iterator Send Sized Sync Serialize Deserialize Extra Value Record Schema Slot
    Page Object FlagSet Unrecognized UnrecognizedValue WireEnum runtime extra schema slot
    slotMut serialize fmt eq clone index serializer Date DateTimeOffset Guid Decimal all json
    lib main con aux NUL typeMismatches typeMismatch operations toValue fromValue fromValueStrict deserializeStrict alloc
    prelude proc_macro test derive doc cfg serde_json msgraph_types i64 f64 char cast writable Resource Property
    TypeMismatch RawValue Tracker
";

/// Names that nobody should give to anything.
const ODD: &[&str] = &[
    "",
    " ",
    "_",
    "__",
    "1",
    "3d",
    "+",
    "-",
    "*",
    "1.0",
    "na_5x7_127x177.8mm",
    "a b",
    "a-b",
    "a.b",
    "../../x",
    "..",
    "/etc/passwd",
    "C:\\x",
    "*/",
    "/*",
    "\"#",
    "`",
    "{}",
    "{0}",
    "'",
    "\\",
    "\n",
    "\r\n",
    "\0",
    "\u{202e}cod",
    "\u{feff}",
    "名前",
    "é",
    "ß",
    "😀",
    "#[x]",
    "@odata.type",
    "$",
    "//",
    "]",
    ")",
    "<b>",
    "&lt;",
    "https://a.b",
    "[a](b)",
];

fn names() -> Vec<&'static str> {
    WORDS
        .split_whitespace()
        .chain(ODD.iter().copied())
        .collect()
}

/// Every name in every role.
pub fn obstacles() -> Model {
    let names = names();
    let mut all: Vec<_> = names.iter().map(|name| property(name, TEXT)).collect();
    all.extend([
        property("someDate", TypeRef::Primitive(Primitive::DateTimeOffset)),
        property("manyValue", TypeRef::Any),
    ]);
    let mut related = names
        .iter()
        .map(|n| relationship(n, to("hub")))
        .collect::<Vec<_>>();
    related.push(values("verdict", &names));
    let mut types = vec![
        structure("hub", "hub", all),
        structure("links", "links", related),
    ];
    let mut enums = vec![
        small::enumeration("everything", "hub", &names),
        small::enumeration("emptiness", "hub", &[]),
    ];
    for (index, name) in names.iter().enumerate() {
        let short = if name.contains('.') {
            name.replace('.', "_")
        } else {
            (*name).to_owned()
        };
        let members = vec![
            property("date", TypeRef::Primitive(Primitive::DateTimeOffset)),
            small::list_of("texts", TEXT),
            property("hub", to("hub")),
            values("kind", &["one", "two"]),
            property("extra", TypeRef::Any),
        ];
        let area = ["hub", name][index % 2];
        types.push(structure(&short, area, members));
        enums.push(small::enumeration(
            &format!("other.{short}"),
            name,
            &["one"],
        ));
    }
    for ty in &mut types {
        ty.docs = ODD.iter().flat_map(|text| small::text(text)).collect();
        ty.docs
            .push(Block::Code("/// ```\nfn main() {}".to_owned()));
        ty.docs.push(Block::Quote(ty.docs.clone()));
        let html = small::inline(InlineKind::Html("<tag>".into()));
        ty.docs.push(Block::List(List {
            start: Some(7),
            items: vec![[html].into()],
        }));
        ty.place.file = "../../\"#`<x>\u{202e}.md".into();
    }
    small::model(types, enums)
}

#[test]
fn files_stay_in_the_folder_and_differ_beyond_case() {
    let (output, _) = emit(&obstacles(), &Options::default());
    let mut seen = BTreeSet::new();
    for file in &output.files {
        let clean = |part: &str| {
            let part = part.strip_suffix(".rs").unwrap_or(part);
            !part.is_empty()
                && part
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        };
        if file.path == "API.md" {
            continue;
        }
        assert!(file.path.split('/').all(clean), "{}", file.path);
        assert!(
            file.path.starts_with("src/") && file.path.ends_with(".rs"),
            "{}",
            file.path
        );
        assert!(seen.insert(file.path.to_lowercase()), "{} twice", file.path);
        assert!(file.text.starts_with(MARKER), "{}", file.path);
        assert!(syn::parse_file(&file.text).is_ok(), "{}", file.path);
    }
}

#[test]
fn colliding_property_stays_in_extra() {
    let model = small::model(
        vec![structure(
            "thing",
            "core",
            vec![
                property("fooBar", TEXT),
                property("foo_bar", TEXT),
                property("FooBar", TEXT),
            ],
        )],
        vec![small::enumeration("state", "core", &["a-b", "a_b"])],
    );
    let (output, diagnostics) = emit(&model, &Options::default());
    let codes: Vec<&str> = diagnostics.iter().map(|d| d.rule().id).collect();
    assert_eq!(
        codes,
        ["field-collision", "field-collision", "variant-collision"]
    );
    assert!(
        diagnostics[0]
            .message
            .to_string()
            .contains("`fooBar` and `FooBar`"),
        "{}",
        diagnostics[0].message
    );
    assert_eq!(diagnostics[0].labels.len(), 2);
    let fields = "    fields {\n        foo_bar: \"fooBar\",\n    }\n";
    assert_parts(text(&output, "src/core_/thing.rs"), &[fields]);
    let members = ["\"a-b\",\n", "\"a_b\",\n"];
    assert_parts(text(&output, "src/core_/state.rs"), &members);
}

#[test]
fn relationships_do_not_shadow_common_methods() {
    let runtime = syn::parse_file(include_str!("../../runtime/resource.rs")).unwrap();
    let of_trait = runtime.items.into_iter().filter_map(|item| match item {
        syn::Item::Trait(item) if item.ident == "Resource" => Some(item.items),
        _ => None,
    });
    let of_trait = of_trait.flatten().filter_map(|item| match item {
        syn::TraitItem::Fn(function) => Some(function.sig.ident.to_string()),
        _ => None,
    });
    let mut methods: BTreeSet<String> = of_trait.collect();
    assert!(methods.contains("set_null"), "{methods:?}");
    // What is emitted for a type without properties is emitted for every type.
    let model = small::model(vec![structure("bare", "users", Vec::new())], Vec::new());
    let (output, _) = emit(&model, &Options::default());
    let file = syn::parse_file(text(&output, "src/users/bare.rs")).unwrap();
    let items = file.items.into_iter();
    let inherent = items.filter_map(|item| match item {
        syn::Item::Impl(item) if item.trait_.is_none() => Some(item.items),
        _ => None,
    });
    methods.extend(inherent.flatten().filter_map(|item| match item {
        syn::ImplItem::Fn(function) => Some(function.sig.ident.to_string()),
        _ => None,
    }));
    methods.retain(|name| !names::METHODS.contains(&name.as_str()));
    assert!(
        methods.is_empty(),
        "add to `METHODS` in emit/names.rs: {methods:?}"
    );
}
