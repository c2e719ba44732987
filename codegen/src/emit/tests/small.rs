//! Small hand-made models.

use std::sync::Arc;

use crate::{
    model::{
        Deprecation, Enum, EnumMember, Kind, Model, Place, Primitive, Property, PropertySource,
        QualifiedName, Type, TypeRef, ValueList,
    },
    prose::{Block, Inline, InlineKind},
    span::Span,
};

pub const TEXT: TypeRef = TypeRef::Primitive(Primitive::String);

pub fn name(short: &str) -> QualifiedName {
    match short.contains('.') {
        true => QualifiedName::new(short),
        false => QualifiedName::join("microsoft.graph", short),
    }
}

pub fn to(short: &str) -> TypeRef {
    TypeRef::Type(name(short))
}

pub fn place(page: &str) -> Place {
    Place {
        file: Arc::from(page),
        line: 1,
        span: Span::default(),
    }
}

pub fn inline(kind: InlineKind) -> Inline {
    Inline {
        kind,
        span: Span::default(),
    }
}

pub fn text(text: &str) -> Vec<Block> {
    let text = inline(InlineKind::Text(text.into()));
    vec![Block::Paragraph([text].into())]
}

pub fn property(wire: &str, ty: TypeRef) -> Property {
    Property {
        docs: text(&format!("What {wire} is.")).into(),
        ..Property::new(wire, ty, PropertySource::Both, place("resources/page.md"))
    }
}

pub fn list_of(wire: &str, ty: TypeRef) -> Property {
    Property {
        collection: true,
        ..property(wire, ty)
    }
}

pub fn relationship(wire: &str, ty: TypeRef) -> Property {
    Property {
        relationship: true,
        ..property(wire, ty)
    }
}

pub fn values(wire: &str, members: &[&str]) -> Property {
    let members = members.iter().map(|wire| member(wire)).collect();
    Property {
        values: Some(ValueList {
            members,
            is_flags: false,
            is_subset: false,
        }),
        ..property(wire, TEXT)
    }
}

pub fn member(wire: &str) -> EnumMember {
    EnumMember::named(wire, &place("resources/page.md"))
}

pub fn structure(short: &str, area: &str, properties: Vec<Property>) -> Type {
    Type {
        name: name(short),
        kind: Kind::Complex,
        base: None,
        base_is_concluded: false,
        is_abstract: false,
        open: false,
        key: None,
        area: area.to_owned(),
        deprecated: None,
        docs: text(&format!("Stands for {short}.")),
        properties,
        place: place(&format!("resources/{}.md", short.to_lowercase())),
        more_pages: Vec::new(),
    }
}

pub fn enumeration(short: &str, area: &str, members: &[&str]) -> Enum {
    Enum {
        name: name(short),
        members: members.iter().map(|wire| member(wire)).collect(),
        is_flags: false,
        from_list: false,
        area: area.to_owned(),
        docs: text("One of several."),
        deprecated: None,
        place: place(&format!("resources/{}.md", short.to_lowercase())),
    }
}

pub fn model(types: Vec<Type>, enums: Vec<Enum>) -> Model {
    let mut model = Model::default();
    for ty in types {
        model.pages.insert(
            format!("{}.md", ty.name.short().to_lowercase()),
            ty.name.clone(),
        );
        model.types.insert(ty.name.clone(), ty);
    }
    for en in enums {
        model.enums.insert(en.name.clone(), en);
    }
    model
}

/// The same model with everything in it deprecated.
pub fn deprecated_calls() -> Model {
    let since = Some(Deprecation {
        note: "Use something else.".to_owned(),
        dates: "Since 2024-04-10.".to_owned(),
    });
    let mut model = calls();
    for ty in model.types.values_mut() {
        ty.deprecated.clone_from(&since);
        for property in &mut ty.properties {
            property.deprecated.clone_from(&since);
            let values = property.values.iter_mut();
            for member in values.flat_map(|list| &mut list.members) {
                member.deprecated.clone_from(&since);
            }
        }
    }
    for en in model.enums.values_mut() {
        en.deprecated.clone_from(&since);
        for member in &mut en.members {
            member.deprecated.clone_from(&since);
        }
    }
    model
}

/// The same model with a type for a date and time in a time zone.
pub fn with_time_in_a_zone() -> Model {
    let mut model = calls();
    let fields = vec![property("dateTime", TEXT), property("timeZone", TEXT)];
    let zoned = structure("zonedTime", "users", fields);
    model.types.insert(zoned.name.clone(), zoned);
    model
}

/// A model with two areas, a namespace, an enum of each kind, and relationships within and across areas.
pub fn calls() -> Model {
    let mut operation = structure(
        "commsOperation",
        "cloud-communications",
        vec![
            property("clientContext", TEXT),
            property("id", TEXT),
            property("resultInfo", to("resultInfo")),
            values("status", &["notStarted", "running", "completed", "failed"]),
            relationship("owner", to("user")),
            Property {
                collection: true,
                ..relationship("infos", to("resultInfo"))
            },
            relationship("thing", TypeRef::Any),
        ],
    );
    operation.docs = text("The status of certain long-running operations.");
    let mut derived = structure(
        "recordOperation",
        "cloud-communications",
        vec![
            property(
                "createdDateTime",
                TypeRef::Primitive(Primitive::DateTimeOffset),
            ),
            list_of("sizes", TypeRef::Primitive(Primitive::Int32)),
            property("sides", TypeRef::Enum(name("sides"))),
            property(
                "state",
                TypeRef::Enum(name("microsoft.graph.callRecords.state")),
            ),
        ],
    );
    derived.base = Some(name("commsOperation"));
    let mut sides = enumeration(
        "sides",
        "printing",
        &["left", "right", "unknownFutureValue"],
    );
    sides.is_flags = true;
    model(
        vec![
            operation,
            derived,
            structure(
                "resultInfo",
                "cloud-communications",
                vec![property("code", TypeRef::Primitive(Primitive::Int32))],
            ),
            structure(
                "user",
                "users",
                vec![
                    list_of("businessPhones", TEXT),
                    property("manager", to("user")),
                ],
            ),
            structure(
                "microsoft.graph.callRecords.session",
                "cloud-communications",
                vec![
                    property("info", to("resultInfo")),
                    list_of("users", to("user")),
                ],
            ),
            structure("nothing", "users", vec![]),
        ],
        vec![
            sides,
            enumeration(
                "microsoft.graph.callRecords.state",
                "cloud-communications",
                &["on", "off"],
            ),
        ],
    )
}
