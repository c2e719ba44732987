//! Combines what the tables and the JSON representation of a page say about each property.

use crate::{
    diagnostic::Diagnostic,
    extract::{Evidence, MemberExtract, RowExtract, Value},
    first::First,
    model::{
        Primitive, Property, PropertySource, QualifiedName, SENTINEL, TypeRef, ValueList,
        agreement,
        enums::{listed, misspelt_sentinel},
        match_rows::{Pair, pair},
        resolve::Scope,
    },
    rules::{self, Message},
};

/// The JSON representation of a type, and what distinguishes a property from a sample.
pub(super) struct Block<'a> {
    pub members: Option<&'a [MemberExtract]>,
    pub key: Option<&'a str>,
    /// Whether callers may add properties of their own.
    pub open: bool,
}

/// Reads the properties of a type on a page.
pub(super) fn read(
    owner: &QualifiedName,
    rows: &[RowExtract],
    block: Block<'_>,
    scope: &Scope<'_>,
    out: &mut Vec<Diagnostic>,
) -> Vec<Property> {
    let Block { members, key, open } = block;
    // Most members of the block have a row.
    let most = rows.len().max(members.map_or(0, <[MemberExtract]>::len));
    let mut properties: Vec<Property> = Vec::with_capacity(most);
    let mut first = First::default();
    // Instance attributes are annotations of a value, not properties of its type.
    let rows: Vec<&RowExtract> = rows
        .iter()
        .filter(|row| !row.name.starts_with('@') && !row.name.starts_with("odata."))
        .collect();
    for pair in pair(owner, &rows, members.unwrap_or_default(), out) {
        let property = match pair {
            Pair::Both(row, member) => {
                from_row(owner, row, Some(member), member.name.clone(), scope, out)
            }
            Pair::Row(row) => {
                if members.is_some()
                    && !row.relationship
                    && !row.instance_attribute
                    && row.inherited.is_empty()
                    && !row.name.contains("@odata.")
                {
                    report(rules::missing_in_block(&row.name), owner, row, out);
                }
                from_row(owner, row, None, row.name.clone(), scope, out)
            }
            Pair::Member(member) => {
                let is_sample = open && key != Some(member.name.as_str());
                tell(owner, member, rows.is_empty(), is_sample, out);
                if is_sample {
                    continue;
                }
                from_member(member, scope)
            }
        };
        add(owner, property, &mut properties, &mut first, out);
    }
    properties
}

fn report(message: Message, owner: &QualifiedName, row: &RowExtract, out: &mut Vec<Diagnostic>) {
    let found = Diagnostic::at(message, &row.place);
    out.push(found.about(owner.as_str(), Some(&row.name)));
}

/// Adds a property. A name that is among both the properties and the relationships is a relationship.
fn add(
    owner: &QualifiedName,
    property: Property,
    properties: &mut Vec<Property>,
    first: &mut First,
    out: &mut Vec<Diagnostic>,
) {
    let known = first.find(properties, |known| &known.name, &property.name);
    let Some(known) = known.and_then(|at| properties.get_mut(at)) else {
        properties.push(property);
        return;
    };
    if known.relationship != property.relationship {
        let message = rules::property_and_relationship(&property.name);
        let (found, first) = (Diagnostic::at(message, &property.place), &known.place);
        out.push(
            found
                .also_at(first, "first here")
                .about(owner.as_str(), Some(&property.name)),
        );
        known.relationship = true;
    }
}

fn from_row(
    owner: &QualifiedName,
    row: &RowExtract,
    member: Option<&MemberExtract>,
    name: String,
    scope: &Scope<'_>,
    out: &mut Vec<Diagnostic>,
) -> Property {
    let mut ty = scope.row(row, member, out);
    if ty == TypeRef::Primitive(Primitive::String)
        && let Some(named) =
            member.and_then(|member| scope.shown_enum(member, row.description.values.is_some()))
    {
        ty = named;
    }
    let collection = row.phrase.collection
        || (row.phrase.alternatives.is_empty()
            && member.is_some_and(|member| member.collection == Some(true)));
    if let Some(member) = member {
        agreement::compare(owner, row, member, &ty, scope, out);
    }
    // A plain value cannot be a relationship.
    let is_value = matches!(ty, TypeRef::Primitive(_) | TypeRef::Enum(_));
    if row.relationship && is_value {
        report(rules::primitive_relationship(&row.name), owner, row, out);
    }
    let values = match ty {
        TypeRef::Primitive(Primitive::String) | TypeRef::Enum(_) | TypeRef::Undeclared(_) => {
            values(owner, row, member, &ty, out)
        }
        _ => None,
    };
    let description = &row.description;
    Property {
        name,
        collection,
        relationship: row.relationship && !is_value,
        source: if member.is_some() {
            PropertySource::Both
        } else {
            PropertySource::Table
        },
        shown: shown(&ty, values.as_ref(), member),
        in_metadata: false,
        values,
        read_only: description.read_only && !description.fixed_on_creation,
        write_only: description.write_only,
        required: description.required,
        nullable: description.nullable,
        inherited_from: inherited_from(owner, row, scope),
        deprecated: description.deprecated.as_deref().cloned(),
        default: description.default.as_deref().map(str::to_owned),
        limits: description.limits.iter().map(|(limit, _)| *limit).collect(),
        docs: description.docs.clone(),
        raw_type: row.phrase.text.clone(),
        place: row.place.clone(),
        ty,
    }
}

/// Returns what the block shows for a type that is known only by name.
fn shown(
    ty: &TypeRef,
    values: Option<&ValueList>,
    member: Option<&MemberExtract>,
) -> Option<Primitive> {
    match (ty, values, &member?.evidence) {
        (TypeRef::Undeclared(_), None, Evidence::Primitive(primitive)) => Some(*primitive),
        (TypeRef::Undeclared(_), None, Evidence::Text) => Some(Primitive::String),
        _ => None,
    }
}

/// Returns the farthest base that a row names. A row that names its own type is not inherited.
fn inherited_from(
    owner: &QualifiedName,
    row: &RowExtract,
    scope: &Scope<'_>,
) -> Option<QualifiedName> {
    let mut named = row
        .inherited
        .iter()
        .filter_map(|phrase| match scope.quiet(phrase)? {
            TypeRef::Type(name) | TypeRef::Undeclared(name) => Some(name),
            _ => None,
        });
    let first = named.next()?;
    let farthest = named.fold(first, |far, next| {
        if scope.bases.is_a(&far, &next) {
            next
        } else {
            far
        }
    });
    (farthest != *owner).then_some(farthest)
}

/// Reports a member that only the block shows. In an open type it is a sample of what callers may add.
fn tell(
    owner: &QualifiedName,
    member: &MemberExtract,
    no_table: bool,
    is_sample: bool,
    out: &mut Vec<Diagnostic>,
) {
    let message = match (no_table, is_sample) {
        (false, _) => rules::missing_in_table(&member.name),
        (true, true) => rules::open_type_sample::member(&member.name),
        (true, false) => return,
    };
    let found = Diagnostic::at(message, &member.place)
        .label(match is_sample {
            true => "taken as a sample of an open type",
            false => "emitted with the type that the sample shows",
        })
        .help("add a row to the property table");
    out.push(found.about(owner.as_str(), Some(&member.name)));
}

fn from_member(member: &MemberExtract, scope: &Scope<'_>) -> Property {
    let values = match &member.evidence {
        Evidence::Values(members) => value_list(members, &[]),
        _ => None,
    };
    let ty = scope.evidence(&member.evidence);
    Property {
        collection: member.collection == Some(true),
        values,
        raw_type: member.text.clone(),
        ..Property::new(&member.name, ty, PropertySource::Json, member.place.clone())
    }
}

/// Returns the values of a `String` property: the list in the description, or else the one in the block.
fn values(
    owner: &QualifiedName,
    row: &RowExtract,
    member: Option<&MemberExtract>,
    ty: &TypeRef,
    out: &mut Vec<Diagnostic>,
) -> Option<ValueList> {
    let shown = member.and_then(|member| match &member.evidence {
        Evidence::Values(members) => Some((member, members)),
        _ => None,
    });
    let is_undeclared = matches!(ty, TypeRef::Undeclared(_));
    // If the cell does not say text and the JSON representation shows an object, it is not an enum, whatever is listed.
    let is_named = row
        .phrase
        .alternatives
        .iter()
        .all(|name| name.primitive.is_none());
    if is_undeclared && is_named && member.is_some_and(|member| member.is_object) {
        return None;
    }
    let run = row.description.run.as_ref().filter(|_| is_undeclared);
    let described = row.description.values.as_ref().or(run);
    let list = match (described, shown) {
        (Some(listed), Some((member, members))) => {
            let (only_shown, only_listed) = (
                lacking(&listed.members, members),
                lacking(members, &listed.members),
            );
            let (name, quoted) = (&row.name, |names: &[&str]| names.join("`, `"));
            let message = match (&*only_listed, &*only_shown) {
                ([], []) => None,
                (listed, []) => Some(rules::values_conflict::description(name, quoted(listed))),
                ([], shown) => Some(rules::values_conflict::block(name, quoted(shown))),
                (listed, shown) => {
                    let sides = (quoted(listed), quoted(shown));
                    Some(rules::values_conflict::both(name, sides.0, sides.1))
                }
            };
            if let Some(message) = message {
                let found = Diagnostic::at(message, &listed.place);
                let found = found
                    .label("this list is used")
                    .also_at(&member.value_place, "listed here");
                out.push(found.about(owner.as_str(), Some(&row.name)));
            }
            value_list(&listed.members, &listed.newer)
        }
        (Some(listed), None) => value_list(&listed.members, &listed.newer),
        (None, Some((_, members))) => value_list(members, &[]),
        (None, None) => None,
    };
    if let Some(list) = &list {
        misspelt_sentinel(owner, Some(&row.name), &list.members, out);
    }
    let is_several = row
        .description
        .values
        .as_ref()
        .is_some_and(|values| values.is_several);
    let is_flags = described.is_some_and(|listed| listed.is_flags);
    list.map(|list| ValueList {
        is_flags: is_flags || is_several && *ty != TypeRef::Primitive(Primitive::String),
        is_subset: described.is_some_and(|listed| listed.is_subset),
        ..list
    })
}

/// Returns those of the other names that are not among the values. Pages may leave the sentinel out.
fn lacking<'v>(values: &[Value], others: &'v [Value]) -> Vec<&'v str> {
    let mut known = First::in_any_case();
    let others = others.iter().map(|other| other.name.as_str());
    let counted = others.filter(|other| !other.eq_ignore_ascii_case(SENTINEL));
    counted
        .filter(|other| known.find(values, |value| &value.name, other).is_none())
        .collect()
}

/// Returns the list of these values. A single value is an example, not a list.
fn value_list(values: &[Value], newer: &[String]) -> Option<ValueList> {
    let members = listed(values, newer);
    (members.len() > 1).then_some(ValueList {
        members,
        is_flags: false,
        is_subset: false,
    })
}
