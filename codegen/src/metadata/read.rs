//! Reads the XML.

use std::collections::{BTreeMap, HashSet};

use quick_xml::{
    Reader, XmlVersion,
    events::{BytesStart, Event},
};

use super::{Csdl, CsdlMember, CsdlProperty, CsdlType, Kind, Metadata, annotations::Annotations};
use crate::{source::SourceFile, span::Span};

/// Elements in each other; those of a service have ten.
const DEEPEST: usize = 64;

/// Why a document cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The whole document.
    pub text: String,
    /// Where it is at fault.
    pub span: Span,
    /// One sentence.
    pub message: String,
}

/// Reads a metadata document.
///
/// # Errors
/// A text that is not one XML document in UTF-8, is cut short, names what stands elsewhere, or in which no schema stands.
pub fn read(file: SourceFile, prefers_docs: bool) -> Result<Metadata, Fault> {
    let csdl = parse(&file.text)?;
    Ok(Metadata {
        file,
        csdl,
        prefers_docs,
    })
}

fn parse(text: &str) -> Result<Csdl, Fault> {
    let mut walk = Walk::default();
    let mut reader = Reader::from_str(text);
    // The elements that are open, with their starts.
    let mut within: Vec<(String, usize)> = Vec::new();
    let mut had_root = false;
    loop {
        let start = usize::try_from(reader.buffer_position()).unwrap_or(text.len());
        let event = reader.read_event();
        let end = usize::try_from(reader.buffer_position()).unwrap_or(text.len());
        if let Ok(Event::Start(element) | Event::Empty(element)) = &event
            && let Err(fault) = attributes(element)
        {
            let message = format!("cannot read an attribute of this element: {fault}");
            return Err(wrong(text, start, message));
        }
        if let Ok(event) = &event
            && let Some(message) = strange(event, &within, had_root)
        {
            return Err(wrong(text, start, message));
        }
        match event {
            Ok(Event::Start(element)) => {
                had_root = true;
                walk.open(&element, Span::new(start, end));
                if within.len() >= DEEPEST {
                    let message = format!("expected at most {DEEPEST} elements in each other");
                    return Err(wrong(text, start, message));
                }
                within.push((element.local_name().into_inner().to_owned(), start));
            }
            Ok(Event::Empty(element)) => {
                had_root = true;
                walk.open(&element, Span::new(start, end));
                walk.close(element.local_name().into_inner());
            }
            Ok(Event::End(element)) => {
                walk.close(element.local_name().into_inner());
                within.pop();
            }
            Ok(Event::Text(text)) => walk.annotations.text(&text),
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(error) => {
                let at = usize::try_from(reader.error_position()).unwrap_or(start);
                let message = format!("the metadata is not XML: {error}");
                return Err(wrong(text, at, message));
            }
        }
    }
    if let Some((name, start)) = within.pop() {
        let message = format!("the metadata is truncated: `<{name}>` is not closed");
        return Err(wrong(text, start, message));
    }
    if walk.namespaces.is_empty() {
        let message = "expected a metadata document (EDMX), found no schema".to_owned();
        return Err(wrong(text, 0, message));
    }
    if let Some((name, span)) = walk.twice {
        let message = format!("the metadata declares `{name}` twice");
        return Err(wrong(text, span.start, message));
    }
    Ok(walk.finish())
}

/// What is wrong with a part of a document that can be read: there is one root, nothing around it, and no text comes from
/// elsewhere.
fn strange(event: &Event<'_>, within: &[(String, usize)], had_root: bool) -> Option<String> {
    let is_outside = within.is_empty();
    let message = match event {
        Event::Start(_) | Event::Empty(_) if is_outside && had_root => {
            "expected the end of the metadata, found another document"
        }
        Event::Text(text) if is_outside && !text.trim().is_empty() => {
            "expected a single XML document, found text outside it"
        }
        Event::GeneralRef(reference) => {
            let is_known = |name: &str| name.starts_with('#') || XML.contains(&name);
            match is_known(reference) {
                true => return None,
                false => "expected text, found a reference to an undefined entity",
            }
        }
        Event::DocType(_) => "expected no document type, which metadata does not have",
        Event::Decl(decl) => {
            let named = decl.encoding()?.ok()?;
            let is_utf8 = ["utf-8", "utf8", "us-ascii"]
                .iter()
                .any(|own| named.eq_ignore_ascii_case(own));
            match is_utf8 {
                true => return None,
                false => {
                    return Some(format!(
                        "expected UTF-8, found a document in `{named}`; save it as UTF-8"
                    ));
                }
            }
        }
        _ => return None,
    };
    Some(message.to_owned())
}

/// The entities that XML has without a declaration.
const XML: [&str; 5] = ["amp", "apos", "gt", "lt", "quot"];

fn wrong(text: &str, at: usize, message: String) -> Fault {
    Fault {
        text: text.to_owned(),
        span: Span::new(at, at),
        message,
    }
}

/// What was read so far.
#[derive(Default)]
struct Walk {
    csdl: Csdl,
    namespaces: Vec<String>,
    aliases: BTreeMap<String, String>,
    /// The type whose element is open, and its name.
    current: Option<(String, CsdlType)>,
    /// Underlying types of type definitions.
    definitions: BTreeMap<String, String>,
    annotations: Annotations,
    in_key: bool,
    /// A type that was declared before, and where it is declared again.
    twice: Option<(String, Span)>,
}

impl Walk {
    fn open(&mut self, element: &BytesStart<'_>, span: Span) {
        let get = |name: &str| attribute(element, name);
        let is_true =
            |name: &str| get(name).is_some_and(|value| value.eq_ignore_ascii_case("true"));
        let name = element.local_name().into_inner();
        match name {
            "Schema" => {
                let Some(namespace) = get("Namespace") else {
                    return;
                };
                if let Some(alias) = get("Alias") {
                    self.aliases.insert(alias, namespace.clone());
                }
                self.namespaces.push(namespace);
            }
            "EntityType" | "ComplexType" | "EnumType" => {
                let Some((namespace, name)) = self.namespaces.last().zip(get("Name")) else {
                    return;
                };
                let qualified = format!("{namespace}.{name}");
                self.annotations.enter(qualified.clone());
                let ty = CsdlType {
                    kind: match element.local_name().into_inner() {
                        "EntityType" => Kind::Entity,
                        "ComplexType" => Kind::Complex,
                        _ => Kind::Enum,
                    },
                    base: get("BaseType"),
                    open: is_true("OpenType"),
                    is_abstract: is_true("Abstract"),
                    is_flags: is_true("IsFlags"),
                    key: Vec::new(),
                    properties: BTreeMap::new(),
                    members: Vec::new(),
                    span,
                };
                self.end_type();
                self.current = Some((qualified, ty));
            }
            "TypeDefinition" => {
                if let (Some(namespace), Some(name), Some(ty)) =
                    (self.namespaces.last(), get("Name"), get("UnderlyingType"))
                {
                    self.definitions.insert(format!("{namespace}.{name}"), ty);
                }
            }
            "Annotations" => self.annotations.enter(get("Target").unwrap_or_default()),
            "Annotation" => self.annotations.open(&get),
            "PropertyValue" => self.annotations.value(&get),
            "Key" => self.in_key = true,
            "PropertyRef" if self.in_key => {
                if let (Some(ty), Some(name)) = (self.ty(), get("Name")) {
                    ty.key.push(name);
                }
            }
            "Property" | "NavigationProperty" => {
                let (Some(property), Some(ty)) = (get("Name"), get("Type")) else {
                    return;
                };
                let inner = ty
                    .strip_prefix("Collection(")
                    .and_then(|ty| ty.strip_suffix(')'));
                let property_type = CsdlProperty {
                    collection: inner.is_some(),
                    ty: inner.unwrap_or(&ty).to_owned(),
                    navigation: name == "NavigationProperty",
                    span,
                };
                self.annotations.member(&property);
                if let Some(ty) = self.ty() {
                    ty.properties.insert(property, property_type);
                }
            }
            "Member" => {
                let Some(name) = get("Name") else { return };
                self.annotations.member(&name);
                let value = get("Value").and_then(|value| value.parse().ok());
                if let Some(ty) = self.ty() {
                    ty.members.push(CsdlMember { name, value, span });
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "EntityType" | "ComplexType" | "EnumType" => {
                self.annotations.leave();
                self.end_type();
            }
            "Annotations" => self.annotations.leave(),
            "Property" | "NavigationProperty" | "Member" => self.annotations.leave_member(),
            "Annotation" => self.annotations.close(),
            "Key" => self.in_key = false,
            _ => {}
        }
    }

    fn ty(&mut self) -> Option<&mut CsdlType> {
        self.current.as_mut().map(|(_, ty)| ty)
    }

    fn end_type(&mut self) {
        let Some((name, ty)) = self.current.take() else {
            return;
        };
        let span = ty.span;
        if self.csdl.types.insert(name.clone(), ty).is_some() {
            self.twice.get_or_insert((name, span));
        }
    }

    /// Expands the aliases; they may be declared behind their first use.
    fn finish(self) -> Csdl {
        let Walk {
            mut csdl,
            namespaces,
            aliases,
            definitions,
            annotations,
            ..
        } = self;
        let known: HashSet<&str> = namespaces.iter().map(String::as_str).collect();
        let expand = |name: &mut String| {
            let Some((head, tail)) = name.rsplit_once('.') else {
                return;
            };
            if head != "Edm"
                && !known.contains(head)
                && let Some(namespace) = aliases.get(head)
            {
                *name = format!("{namespace}.{tail}");
            }
        };
        for ty in csdl.types.values_mut() {
            ty.base.iter_mut().for_each(expand);
            ty.properties.values_mut().for_each(|property| {
                expand(&mut property.ty);
                if let Some(underlying) = definitions.get(&property.ty) {
                    property.ty.clone_from(underlying);
                }
            });
        }
        for (target, notes) in annotations.finish() {
            let (mut owner, member) = match target.split_once('/') {
                Some((owner, member)) => (owner.to_owned(), Some(member)),
                None => (target.clone(), None),
            };
            expand(&mut owner);
            let target = member.map_or_else(|| owner.clone(), |member| format!("{owner}/{member}"));
            csdl.notes.insert(target, notes);
        }
        csdl
    }
}

/// Looks whether every attribute can be read.
fn attributes(element: &BytesStart<'_>) -> quick_xml::Result<()> {
    for attribute in element.attributes() {
        attribute?.normalized_value(XmlVersion::Implicit1_0)?;
    }
    Ok(())
}

/// An attribute by its local name.
fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut all = element.attributes().filter_map(Result::ok);
    let found = all.find(|attribute| attribute.key.local_name().into_inner() == name)?;
    let value = found.normalized_value(XmlVersion::Implicit1_0).ok()?;
    Some(value.into_owned())
}
