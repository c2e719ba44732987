//! Changes of properties and relationships.

use crate::{
    drift::{
        Change,
        context::{Side, Sides},
        docs, json_shape, lists,
        pairs::Pairs,
        similarity::{self, Traits},
        subject::Subject,
    },
    emit::names::values_of,
    finding::{Contract, Severity},
    model::{Property, PropertySource, QualifiedName, Type, TypeRef},
    prose,
    rules::{self, Message},
};

/// A property and the type that has it.
type Of<'m> = (&'m QualifiedName, &'m Property);

/// Compares the properties of a type. Rows decide: a property that only the JSON representation shows may appear and
/// disappear quietly, and a removed row is reported even if the JSON representation keeps the member.
pub(super) fn compare<'m>(
    sides: &Sides<'m>,
    old_type: &'m Type,
    new_type: &'m Type,
    out: &mut Vec<Change>,
) {
    let owners = Owners {
        sides,
        old: &old_type.name,
        new: &new_type.name,
    };
    let (old_own, old_restated) = sides.base.own(old_type);
    let (new_own, new_restated) = sides.head.own(new_type);
    let restated = Pairs::new(old_restated, new_restated).by_key(|property| &*property.name);
    let rows = |(old, new): &(&Property, &Property)| has_row(old) && has_row(new);
    for (old, new) in restated.both.into_iter().filter(rows) {
        let before = out.len();
        owners.pair(old, new).described(before, out);
        // What the base says as well is reported for the base.
        if out.len() > before
            && sides.base.repeats(old_type, old)
            && sides.head.repeats(new_type, new)
        {
            out.truncate(before);
        }
    }
    let mut named = Pairs::new(old_own, new_own)
        .by_key(|property| property.name.clone())
        .by_key(|property| property.name.to_ascii_lowercase());
    named.both.retain(|(old, new)| {
        let same = has_row(old) == has_row(new);
        match (same, has_row(old)) {
            (true, _) => owners.pair(old, new).compare(out),
            (false, true) => named.lost.push(old),
            (false, false) => named.gained.push(new),
        }
        same
    });
    let rows = |properties: &[&'m Property]| -> (Vec<_>, Vec<_>) {
        properties
            .iter()
            .copied()
            .partition(|property| has_row(property))
    };
    let ((lost, hidden), (gained, shown)) = (rows(&named.lost), rows(&named.gained));
    let pairs = Pairs::new(lost, gained).by_likeness(
        content,
        |property| (property, Traits::new(&property.name, &property.docs)),
        |(was, old), (is, new)| {
            let alike = was.relationship == is.relationship && sides.same_type(was, is);
            alike.then(|| old.like(new)).flatten()
        },
    );
    let too_many = pairs.too_many;
    for (old, new) in pairs.both {
        owners.pair(old, new).compare(out);
    }
    let inherited = match pairs.lost.is_empty() && hidden.is_empty() {
        true => Default::default(),
        false => sides.head.inherited_by_name(new_type),
    };
    for old in pairs.lost.into_iter().chain(hidden) {
        match inherited.get(old.name.as_str()) {
            // The field stays. That its base declares it now is reported for the base.
            Some(new) => owners.pair(old, new).moved(out),
            None => out.push(owners.removed(old).unsearched(too_many)),
        }
    }
    let inherited = match pairs.gained.is_empty() && shown.is_empty() {
        true => Default::default(),
        false => sides.base.inherited_by_name(old_type),
    };
    for new in pairs.gained.into_iter().chain(shown) {
        match inherited.get(new.name.as_str()) {
            Some(old) => owners.pair(old, new).moved(out),
            None => out.push(owners.added(new)),
        }
    }
}

fn has_row(property: &Property) -> bool {
    property.source != PropertySource::Json || property.in_metadata
}

/// Returns what two properties of a type do not have in common by chance: the type and a description, or else the name.
fn content(property: &Property) -> (bool, bool, &TypeRef, String) {
    (
        property.relationship,
        property.collection,
        &property.ty,
        similarity::distinctive(&property.docs, &property.name),
    )
}

fn word(property: &Property) -> &'static str {
    if property.relationship {
        "relationship"
    } else {
        "property"
    }
}

/// The type whose properties are compared, on both sides.
struct Owners<'a, 'm> {
    sides: &'a Sides<'m>,
    old: &'m QualifiedName,
    new: &'m QualifiedName,
}

impl<'a, 'm> Owners<'a, 'm> {
    fn pair(&self, old: &'m Property, new: &'m Property) -> Pair<'a, 'm> {
        Pair {
            sides: self.sides,
            old: (self.old, old),
            new: (self.new, new),
        }
    }

    fn added(&self, new: &'m Property) -> Change {
        let owner = self.new;
        let message = match new.relationship {
            true => rules::relationship_added(owner, &new.name),
            false => rules::property_added(owner, &new.name),
        };
        let before = self.sides.base.property(self.old, &new.name);
        let retyped =
            before.is_some_and(|old| self.sides.rust_differs((self.old, old), (owner, new)));
        let change = Change::new(message, owner)
            .member(&new.name)
            .after(new.spelled_type())
            .places(before.map(|old| &old.place), Some(&new.place))
            .breaks(Contract::RustSource, retyped);
        match (new.source, before) {
            (PropertySource::Json, _) if !new.in_metadata => change
                .severity(Severity::Patch)
                .help("only the JSON representation shows it"),
            (_, Some(_)) => change.help("the JSON representation has shown it before"),
            (_, None) if new.required => change
                .breaks(Contract::WireWrite, true)
                .help("it must be given on creation"),
            (_, None) => change,
        }
    }

    fn removed(&self, old: &'m Property) -> Change {
        let owner = self.new;
        let message = match old.relationship {
            true => rules::relationship_removed(owner, &old.name),
            false => rules::property_removed(owner, &old.name),
        };
        let after = self.sides.head.property(owner, &old.name);
        let retyped =
            after.is_some_and(|new| self.sides.rust_differs((self.old, old), (owner, new)));
        let change = Change::new(message, owner)
            .member(&old.name)
            .before(old.spelled_type())
            .places(Some(&old.place), after.map(|new| &new.place))
            .help(match after {
                Some(_) => "the JSON representation still shows it, so the field stays",
                None => {
                    "it stays in quarantine, deprecated, until it is pruned or the metadata agrees"
                }
            });
        match old.source {
            PropertySource::Json => change.severity(Severity::Patch),
            _ => change.breaks(Contract::RustSource, retyped),
        }
    }
}

/// The old and the new state of a property.
struct Pair<'a, 'm> {
    sides: &'a Sides<'m>,
    old: Of<'m>,
    new: Of<'m>,
}

impl<'m> Pair<'_, 'm> {
    fn compare(&self, out: &mut Vec<Change>) {
        let before = out.len();
        self.name(out);
        self.ty(out);
        if self.sides.paths_may_differ {
            self.values_path(out);
        }
        self.described(before, out);
    }

    /// Compares what another declaration of the same field changes: one of a base, or one of the type itself.
    fn moved(&self, out: &mut Vec<Change>) {
        self.ty(out);
        self.values_path(out);
    }

    /// Compares the path of the enum that a value list makes. Its name begins with that of the type that declares the
    /// property, and has a suffix if something else has that name.
    fn values_path(&self, out: &mut Vec<Change>) {
        let (old, new) = (self.old.1, self.new.1);
        let is_listed = |property| values_of(property).is_some();
        let has_same_name = self.old.0 == self.new.0 && old.name == new.name;
        if !has_same_name || !is_listed(old) || !is_listed(new) {
            return;
        }
        let path = |side: &Side| side.names().values_path(self.new.0, &new.name);
        if let (Some(was), Some(is)) = (path(&self.sides.base), path(&self.sides.head))
            && was != is
        {
            let name = format!("{}.{}", self.new.0, new.name);
            let change = self.change(rules::type_moved::path(name));
            let change = change.said(&*was, &*is).breaks(Contract::RustSource, true);
            out.push(
                change
                    .help(format!("write `{is}` for `{was}`"))
                    .concluded(self.sides.is_concluded(self.old, self.new)),
            );
        }
    }

    /// Compares flags, limits, deprecation and description. `before` is the number of changes without this property.
    fn described(&self, before: usize, out: &mut Vec<Change>) {
        let (old, new) = (self.old.1, self.new.1);
        self.flags(out);
        if let Some(is) = docs::deprecation(old.deprecated.as_ref(), new.deprecated.as_ref()) {
            let message = match is {
                true => rules::property_deprecated::now(self.subject()),
                false => rules::property_deprecated::no_longer(self.subject()),
            };
            out.push(self.change(message).deprecated(is));
        }
        // A description that changed along with its subject is not a change of its own.
        if out.len() == before && !prose::same_words(&old.docs, &new.docs) {
            out.push(self.change(rules::docs_changed::described(self.subject())));
        }
    }

    fn change(&self, message: Message) -> Change {
        Change::new(message, self.new.0)
            .member(&self.old.1.name)
            .places(Some(&self.old.1.place), Some(&self.new.1.place))
    }

    fn subject(&self) -> Subject<'m> {
        Subject {
            ty: self.new.0,
            member: Some(&self.new.1.name),
        }
    }

    fn field_differs(&self) -> bool {
        let (base, head) = (self.sides.base.names(), self.sides.head.names());
        base.field(self.old.0, &self.old.1.name) != head.field(self.new.0, &self.new.1.name)
    }

    fn name(&self, out: &mut Vec<Change>) {
        let (old, new) = (self.old.1, self.new.1);
        if old.name == new.name {
            return;
        }
        let (was, owner, is) = (&old.name, self.new.0, &new.name);
        let message = match was.eq_ignore_ascii_case(is) {
            _ if new.relationship && old.relationship => {
                rules::relationship_renamed(was, owner, is)
            }
            true => rules::property_wire_case_changed(word(old), was, owner, is),
            false => rules::property_renamed(was, owner, is),
        };
        let change = self.change(message).said(&**was, &**is);
        // The JSON representation may still show the old name, and then the old field stays.
        if let Some(stays) = self.sides.head.property(self.new.0, &old.name) {
            let differs = self.sides.rust_differs(self.old, (self.new.0, stays));
            out.push(
                change
                    .severity(Severity::Dangerous)
                    .breaks(Contract::RustSource, differs)
                    .help("the JSON representation still shows the old name, so the crate has both fields"),
            );
            return;
        }
        let change = change
            .breaks(Contract::RustSource, self.field_differs())
            .breaks(Contract::WireRead, true)
            .breaks(Contract::WireWrite, !old.relationship);
        let field = self.sides.head.names().field(self.new.0, is);
        let word = if new.relationship { "method" } else { "field" };
        out.push(match (field, self.field_differs()) {
            (field, true) => change.help(format!("in Rust, the {word} is now `{}`", field.unwrap_or("extra"))),
            (Some(field), false) => change.help(format!("in Rust, the {word} is still `{field}`: programs compile, but must be built with the new crate to read the values")),
            // A relationship has no method until its target is declared.
            (None, false) => change,
        });
    }

    /// Compares the value: property or relationship, its type, and its value list.
    fn ty(&self, out: &mut Vec<Change>) {
        let (old, new) = (self.old.1, self.new.1);
        // Names are compared last, because most pairs have the same shape.
        let rust = self.sides.shapes_differ(old, new)
            && !self.field_differs()
            && self.sides.rust_differs(self.old, self.new);
        if old.relationship != new.relationship {
            let (was, is) = (word(old), word(new));
            let message = rules::property_became_relationship(self.subject(), was, is);
            out.push(
                self.change(message)
                    .said(was, is)
                    .breaks(Contract::RustSource, true)
                    .concluded(self.sides.is_concluded(self.old, self.new)),
            );
            return;
        }
        if !self.sides.same_type(old, new) {
            let (was, is) = (old.spelled_type(), new.spelled_type());
            let message = json_shape::type_changed(old, new)(self.subject(), &was, &is);
            let same_json = json_shape::same_json(old, new);
            out.push(
                self.change(message)
                    .said(was, is)
                    .severity(Severity::Dangerous)
                    .breaks(Contract::RustSource, rust)
                    .breaks(Contract::WireRead, rust && !same_json)
                    .breaks(Contract::WireWrite, rust && !same_json && !new.relationship)
                    .concluded(self.sides.is_concluded(self.old, self.new)),
            );
        }
        let same_type = self.sides.same_type(old, new);
        if let Some(change) = lists::compare(self.sides, old, new, &self.subject()) {
            let makes_enum = |side: &Side, property: &Property| match property.ty {
                TypeRef::Enum(_) => true,
                _ => [self.new.0, self.old.0]
                    .iter()
                    .any(|ty| side.names().values_path(ty, &property.name).is_some()),
            };
            let listed = makes_enum(&self.sides.base, old) && makes_enum(&self.sides.head, new);
            out.push(
                self.change(change.message)
                    .said(change.before, change.after)
                    .severity(Severity::Minor)
                    .breaks(
                        Contract::RustSource,
                        same_type && (rust || listed && change.loses_variant),
                    )
                    .breaks(Contract::WireWrite, change.respelled)
                    .concluded(self.sides.is_concluded(self.old, self.new)),
            );
        } else if rust && same_type {
            let member = format!("{}.{}", self.new.0, new.name);
            self.sides.note_retyped(&new.ty, member);
        }
    }

    fn flags(&self, out: &mut Vec<Change>) {
        let (old, new) = (self.old.1, self.new.1);
        let yes = |is: bool| if is { "yes" } else { "no" };
        let subject = self.subject();
        let mut add = |message, before: &str, after: &str, refused: bool| {
            let change = self
                .change(message)
                .said(before, after)
                .severity(Severity::Minor);
            out.push(change.breaks(Contract::WireWrite, refused));
        };
        if old.read_only != new.read_only {
            let message = match new.read_only {
                true => rules::property_read_only_changed::now(&subject),
                false => rules::property_read_only_changed::no_longer(&subject),
            };
            let (was, is) = (yes(old.read_only), yes(new.read_only));
            add(message, was, is, new.read_only);
        }
        if old.required != new.required {
            let message = match new.required {
                true => rules::property_required_changed::now(&subject),
                false => rules::property_required_changed::no_longer(&subject),
            };
            let (was, is) = (yes(old.required), yes(new.required));
            add(message, was, is, new.required);
        }
        if old.nullable != new.nullable {
            let said = |nullable: Option<bool>| nullable.map_or("unsaid", yes);
            let message = match new.nullable {
                Some(true) => rules::property_nullable_changed::now(&subject),
                Some(false) => rules::property_nullable_changed::no_longer(&subject),
                None => rules::property_nullable_changed::unsaid(&subject),
            };
            let (was, is) = (said(old.nullable), said(new.nullable));
            add(message, was, is, new.nullable == Some(false));
        }
        let (was, is) = (
            json_shape::limits(&old.limits),
            json_shape::limits(&new.limits),
        );
        if was != is {
            let message = rules::property_limit_changed(&subject, &was, &is);
            let refused = !json_shape::loosens(&old.limits, &new.limits);
            add(message, &was, &is, refused);
        }
    }
}
