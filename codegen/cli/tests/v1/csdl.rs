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
    let mut aliases = BTreeMap::new();
    let mut csdl = Csdl::new();
    let (mut namespace, mut open) = (String::new(), String::new());
    each_element(path, |kind, get| {
        let name = get("Name").unwrap_or_default();
        match kind {
            "Schema" => {
                namespace = get("Namespace").expect("a namespace");
                aliases.extend(get("Alias").map(|alias| (alias, namespace.clone())));
            }
            "EntityType" | "ComplexType" | "EnumType" => {
                open = format!("{namespace}.{name}");
                let declared = Declared {
                    is_enum: kind == "EnumType",
                    is_flags: get("IsFlags").as_deref() == Some("true"),
                    base: get("BaseType"),
                    ..Declared::default()
                };
                csdl.insert(open.clone(), declared);
            }
            "Property" | "NavigationProperty" => {
                let (ty, is_list) = item_type(&get("Type").expect("a type"));
                let property = Property {
                    name,
                    ty,
                    is_list,
                    is_navigation: kind == "NavigationProperty",
                };
                let ty = csdl.get_mut(&open).expect("a type");
                ty.properties.push(property);
            }
            "Member" => csdl.get_mut(&open).expect("an enum").members.push(name),
            _ => {}
        }
    });
    let expand = |name: &mut String| expand(name, &aliases);
    for ty in csdl.values_mut() {
        ty.base.iter_mut().for_each(expand);
        let properties = ty.properties.iter_mut();
        properties.for_each(|property| expand(&mut property.ty));
    }
    csdl
}

/// Passes each element of a document on, with its name and a function that reads its attributes.
fn each_element(path: &Path, mut see: impl FnMut(&str, &dyn Fn(&str) -> Option<String>)) {
    let text = std::fs::read_to_string(path).expect("metadata");
    let mut reader = Reader::from_str(&text);
    loop {
        let element = match reader.read_event().expect("XML") {
            Event::Start(element) | Event::Empty(element) => element,
            Event::Eof => break,
            _ => continue,
        };
        let name = element.local_name();
        see(name.into_inner(), &|name| attribute(&element, name));
    }
}

/// Returns the type of a single value, and whether there may be several.
fn item_type(ty: &str) -> (String, bool) {
    match ty.strip_prefix("Collection(") {
        Some(inner) => (inner.trim_end_matches(')').to_owned(), true),
        None => (ty.to_owned(), false),
    }
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
    let (mut aliases, mut found) = (BTreeMap::new(), BTreeSet::new());
    each_element(path, |kind, get| match kind {
        "Schema" => aliases.extend(get("Alias").zip(get("Namespace"))),
        "Parameter" | "ReturnType" => {
            found.insert(item_type(&get("Type").expect("a type")).0);
        }
        _ => {}
    });
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
        .map(|found| found.expect("an attribute"));
    let found = all.find(|attribute| attribute.key.local_name().into_inner() == name)?;
    let value = found.normalized_value(XmlVersion::Implicit1_0);
    Some(value.expect("a value").into_owned())
}

/// Returns own and inherited properties that are not relationships.
pub fn structural<'c>(csdl: &'c Csdl, name: &str) -> Vec<&'c Property> {
    let mut found: Vec<&Property> = Vec::new();
    let mut next = csdl.get(name);
    while let Some(ty) = next {
        let own = ty.properties.iter();
        found.extend(own.filter(|property| !property.is_navigation));
        next = ty.base.as_ref().and_then(|base| csdl.get(base));
    }
    found
}
