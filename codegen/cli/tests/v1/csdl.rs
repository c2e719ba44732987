//! A second reader of metadata, which shares no code with the one that it is compared with.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use quick_xml::{
    Reader, XmlVersion,
    events::{BytesStart, Event},
};

/// A type of the service.
#[derive(Default)]
pub struct Declared {
    pub is_enum: bool,
    pub is_flags: bool,
    pub base: Option<String>,
    pub properties: Vec<Property>,
    pub members: Vec<String>,
}

/// A property, with the type of a single value.
pub struct Property {
    pub name: String,
    pub ty: String,
    pub is_list: bool,
    pub is_navigation: bool,
}

/// The types of a service by qualified name.
pub type Csdl = BTreeMap<String, Declared>;

pub fn read(path: &Path) -> Csdl {
    let text = std::fs::read_to_string(path).expect("metadata");
    let mut aliases = BTreeMap::new();
    let mut csdl = Csdl::new();
    let (mut namespace, mut open) = (String::new(), String::new());
    let mut reader = Reader::from_str(&text);
    loop {
        let element = match reader.read_event().expect("XML") {
            Event::Start(element) | Event::Empty(element) => element,
            Event::Eof => break,
            _ => continue,
        };
        let get = |name: &str| attribute(&element, name);
        let name = get("Name").unwrap_or_default();
        match element.local_name().into_inner() {
            "Schema" => {
                namespace = get("Namespace").expect("a namespace");
                aliases.extend(get("Alias").map(|alias| (alias, namespace.clone())));
            }
            kind @ ("EntityType" | "ComplexType" | "EnumType") => {
                open = format!("{namespace}.{name}");
                let declared = Declared {
                    is_enum: kind == "EnumType",
                    is_flags: get("IsFlags").as_deref() == Some("true"),
                    base: get("BaseType"),
                    ..Declared::default()
                };
                csdl.insert(open.clone(), declared);
            }
            kind @ ("Property" | "NavigationProperty") => {
                let ty = get("Type").expect("a type");
                let inner = ty
                    .strip_prefix("Collection(")
                    .map(|ty| ty.trim_end_matches(')'));
                let property = Property {
                    name,
                    ty: inner.unwrap_or(&ty).to_owned(),
                    is_list: inner.is_some(),
                    is_navigation: kind == "NavigationProperty",
                };
                csdl.get_mut(&open)
                    .expect("a type")
                    .properties
                    .push(property);
            }
            "Member" => csdl.get_mut(&open).expect("an enum").members.push(name),
            _ => {}
        }
    }
    let expand = |name: &mut String| expand(name, &aliases);
    for ty in csdl.values_mut() {
        ty.base.iter_mut().for_each(expand);
        ty.properties
            .iter_mut()
            .for_each(|property| expand(&mut property.ty));
    }
    csdl
}

fn expand(name: &mut String, aliases: &BTreeMap<String, String>) {
    if let Some((alias, short)) = name.rsplit_once('.')
        && let Some(namespace) = aliases.get(alias)
    {
        *name = format!("{namespace}.{short}");
    }
}

/// Returns the types of parameters and results of actions and functions, without those of the format itself.
pub fn of_operations(path: &Path) -> BTreeSet<String> {
    let text = std::fs::read_to_string(path).expect("metadata");
    let (mut aliases, mut found) = (BTreeMap::new(), BTreeSet::new());
    let mut reader = Reader::from_str(&text);
    loop {
        let element = match reader.read_event().expect("XML") {
            Event::Start(element) | Event::Empty(element) => element,
            Event::Eof => break,
            _ => continue,
        };
        match element.local_name().into_inner() {
            "Schema" => {
                aliases.extend(attribute(&element, "Alias").zip(attribute(&element, "Namespace")))
            }
            "Parameter" | "ReturnType" => {
                let ty = attribute(&element, "Type").expect("a type");
                let inner = ty.strip_prefix("Collection(");
                found.insert(inner.map_or(&*ty, |ty| ty.trim_end_matches(')')).to_owned());
            }
            _ => {}
        }
    }
    found.retain(|ty| !ty.starts_with("Edm."));
    let expanded = found.into_iter().map(|mut ty| {
        expand(&mut ty, &aliases);
        ty
    });
    expanded.collect()
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut all = element
        .attributes()
        .map(|attribute| attribute.expect("an attribute"));
    let found = all.find(|attribute| attribute.key.local_name().into_inner() == name)?;
    let value = found
        .normalized_value(XmlVersion::Implicit1_0)
        .expect("a value");
    Some(value.into_owned())
}

/// Returns own and inherited properties that are not relationships.
pub fn structural<'c>(csdl: &'c Csdl, name: &str) -> Vec<&'c Property> {
    let mut found: Vec<&Property> = Vec::new();
    let mut next = csdl.get(name);
    while let Some(ty) = next {
        let own = ty
            .properties
            .iter()
            .filter(|property| !property.is_navigation);
        found.extend(own);
        next = ty.base.as_ref().and_then(|base| csdl.get(base));
    }
    found
}
