//! A notation for the types that pages must yield, and the comparison with the model.
//!
//! ```text
//! entity list : baseItem open #key id
//!   displayName: String #read-only
//!   list: listInfo
//!   items -> [listItem]
//!   !template
//!   ...
//! enum callDirection
//!   incoming #value 0
//! ```
//!
//! A header must equal that of the model. So must a member line up to its tags; of the tags, those that are given must
//! exist. `->` is a relationship, `[..]` a collection, `?` any type that the pages do not declare, and `!name` a member
//! that must not exist. Other members must not exist either, unless the block ends with `...`. Names in
//! `microsoft.graph` are written without the namespace, and the base `entity` of entities is omitted.

use std::collections::BTreeSet;

use graphdoc_codegen::unstable::{
    model::{
        Enum, EnumMember, Kind, Limit, Model, Property, PropertySource, QualifiedName, Type,
        TypeRef,
    },
    pipeline::Analysis,
};

/// Compares blocks of the notation with the model. Fails once, with all differences.
#[track_caller]
pub fn expect(analysis: &Analysis, notation: &str) {
    let mut report = String::new();
    for block in blocks(notation) {
        compare(&analysis.model, &block, &mut report);
    }
    assert!(report.is_empty(), "{report}");
}

struct Expected<'a> {
    header: &'a str,
    members: Vec<&'a str>,
    more: bool,
}

fn blocks(notation: &str) -> Vec<Expected<'_>> {
    let kinds = ["entity ", "complex ", "enum "];
    let is_header =
        |line: &str| kinds.iter().any(|kind| line.starts_with(kind)) && !line.contains("->");
    let mut blocks: Vec<Expected> = Vec::new();
    let lines = notation.lines().map(str::trim);
    for line in lines.filter(|line| !line.is_empty()) {
        if is_header(line) {
            blocks.push(Expected {
                header: line,
                members: Vec::new(),
                more: false,
            });
        } else {
            let block = blocks.last_mut().expect("a header before the first member");
            match line {
                "..." => block.more = true,
                member => block.members.push(member),
            }
        }
    }
    blocks
}

fn compare(model: &Model, expected: &Expected, report: &mut String) {
    let name = expected.header.split(' ').nth(1);
    let name = QualifiedName::new(qualified(name.expect("a kind and a name")));
    let header;
    let members: Vec<Line>;
    if let Some(ty) = model.types.get(&name) {
        header = type_header(ty);
        members = ty.properties.iter().map(property_line).collect();
    } else if let Some(found) = model.enums.get(&name) {
        header = enum_header(found);
        members = found.members.iter().map(member_line).collect();
    } else {
        *report += &format!("{name} is missing\n");
        return;
    }
    let mut differences = String::new();
    if header.head != expected.header.split(" #").next().unwrap_or_default()
        || !has_tags(&header, expected.header)
    {
        let expected = expected.header;
        differences += &format!("  is       {header}\n  not      {expected}\n");
    }
    let mut named = BTreeSet::new();
    for line in &expected.members {
        if let Some(unwanted) = line.strip_prefix('!') {
            named.insert(unwanted.to_owned());
            if members.iter().any(|member| member.name() == unwanted) {
                differences += &format!("  must not have {unwanted}\n");
            }
            continue;
        }
        let head = line.split(" #").next().unwrap_or_default();
        let wanted = first_word(head);
        named.insert(wanted.to_owned());
        match members.iter().find(|member| member.name() == wanted) {
            Some(member) if same_head(&member.head, head) && has_tags(member, line) => {}
            Some(member) => differences += &format!("  has      {member}\n  not      {line}\n"),
            None => differences += &format!("  lacks    {line}\n"),
        }
    }
    if !expected.more {
        for member in members
            .iter()
            .filter(|member| !named.contains(member.name()))
        {
            differences += &format!("  also has {member}\n");
        }
    }
    if !differences.is_empty() {
        *report += &format!("\n{name}\n{differences}");
    }
}

struct Line {
    head: String,
    tags: Vec<String>,
}

impl Line {
    fn name(&self) -> &str {
        first_word(&self.head)
    }
}

impl std::fmt::Display for Line {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.head)?;
        self.tags.iter().try_for_each(|tag| write!(f, " #{tag}"))
    }
}

fn first_word(head: &str) -> &str {
    let word = head.split(' ').next().unwrap_or_default();
    word.trim_end_matches(':')
}

/// Whether two lines are equal, or differ only in a type that the pages do not declare where `?` is expected.
fn same_head(actual: &str, expected: &str) -> bool {
    let Some((start, end)) = expected.split_once('?') else {
        return actual == expected;
    };
    actual.starts_with(start) && actual.ends_with(&format!("?{end}"))
}

fn has_tags(actual: &Line, expected: &str) -> bool {
    let mut tags = expected.split(" #").skip(1).map(str::trim);
    tags.all(|tag| actual.tags.iter().any(|have| have == tag))
}

/// Adds the namespace `microsoft.graph` to a name without a namespace.
pub fn qualified(name: &str) -> String {
    match name.contains('.') {
        true => name.to_owned(),
        false => format!("microsoft.graph.{name}"),
    }
}

fn short(name: &QualifiedName) -> &str {
    match name.as_str().strip_prefix("microsoft.graph.") {
        Some(short) if !short.contains('.') => short,
        _ => name.as_str(),
    }
}

fn type_header(ty: &Type) -> Line {
    let kind = match ty.kind {
        Kind::Entity => "entity",
        Kind::Complex => "complex",
    };
    let mut head = format!("{kind} {}", short(&ty.name));
    if let Some(base) = ty.base.as_ref().filter(|base| short(base) != "entity") {
        head += &format!(" : {}", short(base));
    }
    for (word, is) in [("open", ty.open), ("abstract", ty.is_abstract)] {
        if is {
            head += &format!(" {word}");
        }
    }
    let mut tags = vec![format!("area {}", ty.area)];
    tags.extend(ty.key.as_ref().map(|key| format!("key {key}")));
    tags.extend(ty.deprecated.as_ref().map(|_| "deprecated".to_owned()));
    Line { head, tags }
}

fn enum_header(found: &Enum) -> Line {
    let flags = if found.is_flags { " flags" } else { "" };
    let mut tags = vec![format!("area {}", found.area)];
    tags.extend(found.deprecated.as_ref().map(|_| "deprecated".to_owned()));
    Line {
        head: format!("enum {}{flags}", short(&found.name)),
        tags,
    }
}

fn member_line(member: &EnumMember) -> Line {
    let mut tags = Vec::new();
    tags.extend(member.value.map(|value| format!("value {value}")));
    tags.extend(member.since_sentinel.then(|| "newer".to_owned()));
    tags.extend(member.deprecated.as_ref().map(|_| "deprecated".to_owned()));
    Line {
        head: member.name.clone(),
        tags,
    }
}

fn property_line(property: &Property) -> Line {
    let ty = match &property.ty {
        TypeRef::Primitive(primitive) => primitive.edm().trim_start_matches("Edm.").to_owned(),
        TypeRef::Type(name) => short(name).to_owned(),
        TypeRef::Enum(name) => format!("enum {}", short(name)),
        TypeRef::Undeclared(name) => format!("{}?", short(name)),
        TypeRef::Any => "?".to_owned(),
    };
    let ty = match property.collection {
        true => format!("[{ty}]"),
        false => ty,
    };
    let arrow = if property.relationship { " ->" } else { ":" };
    let source = match property.source {
        PropertySource::Table => "table",
        PropertySource::Json => "json",
        PropertySource::Both => "both",
        PropertySource::Metadata => "metadata",
    };
    let values = property.values.as_ref();
    let mut tags = vec![source.to_owned()];
    for (word, is) in [
        ("read-only", property.read_only),
        ("write-only", property.write_only),
        ("required", property.required),
        ("nullable", property.nullable == Some(true)),
        ("not nullable", property.nullable == Some(false)),
        ("deprecated", property.deprecated.is_some()),
        ("flags", values.is_some_and(|values| values.is_flags)),
        ("no values", values.is_none()),
    ] {
        tags.extend(is.then(|| word.to_owned()));
    }
    if let Some(values) = values {
        let spelled = |word: &str, is: fn(&EnumMember) -> bool| {
            let members = values.members.iter().filter(|member| is(member));
            let names = members.map(|member| format!(" {}", member.name));
            word.to_owned() + &names.collect::<String>()
        };
        tags.push(spelled("values", |_| true));
        tags.push(spelled("newer", |member| member.since_sentinel));
    }
    let base = property.inherited_from.as_ref();
    tags.extend(base.map(|base| format!("from {}", short(base))));
    let default = property.default.as_ref();
    tags.extend(default.map(|default| format!("default {default}")));
    tags.extend(property.limits.iter().map(|limit| match limit {
        Limit::MaxLength(most) => format!("max length {most}"),
        Limit::MaxBytes(most) => format!("max bytes {most}"),
        Limit::MaxItems(most) => format!("max items {most}"),
        Limit::Range(low, high) => format!("range {low} {high}"),
    }));
    Line {
        head: format!("{}{arrow} {ty}", property.name),
        tags,
    }
}
