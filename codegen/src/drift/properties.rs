//! Changes of properties and relationships.

use crate::{
    drift::{Change, Rule, docs, judge, lists, pairs::Pairs, rules, sides::Sides, similar},
    finding::{Contract, Severity},
    model::{Property, PropertySource, QualifiedName, Type},
};

/// A property and the type whose field it is.
type Of<'m> = (&'m QualifiedName, &'m Property);

/// Compares the properties of one type.
pub(super) fn compare<'m>(
    sides: &Sides<'m>,
    old_type: &'m Type,
    new_type: &'m Type,
    out: &mut Vec<Change>,
) {
    let pairs = Pairs::new(sides.base.own(old_type), sides.head.own(new_type))
        .by_key(|property| property.name.clone())
        .by_key(|property| property.name.to_ascii_lowercase())
        .by_likeness(|old, new| like(sides, old, new));
    for (old, new) in pairs.both {
        let pair = Pair {
            sides,
            old: (&old_type.name, old),
            new: (&new_type.name, new),
        };
        pair.compare(out);
    }
    for old in pairs.lost {
        let moved = sides
            .head
            .inherited(new_type)
            .find(|new| new.name == old.name);
        match moved {
            // The field stays; that its base declares it now is told with the base.
            Some(new) => Pair {
                sides,
                old: (&old_type.name, old),
                new: (&new_type.name, new),
            }
            .ty(out),
            None => out.push(removed(&new_type.name, old)),
        }
    }
    for new in pairs.gained {
        let moved = sides
            .base
            .inherited(old_type)
            .find(|old| old.name == new.name);
        match moved {
            Some(old) => Pair {
                sides,
                old: (&old_type.name, old),
                new: (&new_type.name, new),
            }
            .ty(out),
            None => out.push(added(&new_type.name, new)),
        }
    }
}

/// Whether a property that went and one that came are one: of one type, and of one stem or of one description.
fn like(sides: &Sides, old: &Property, new: &Property) -> Option<u32> {
    if old.relationship != new.relationship || !sides.same_type(old, new) {
        return None;
    }
    let related = similar::related(&old.name, &new.name);
    let described = || similar::texts(&docs::words(&old.docs), &docs::words(&new.docs));
    let score = similar::names(&old.name, &new.name);
    (related || described()).then_some(score + if related { 1000 } else { 0 })
}

fn word(property: &Property) -> &'static str {
    if property.relationship {
        "relationship"
    } else {
        "property"
    }
}

fn added(owner: &QualifiedName, new: &Property) -> Change {
    let (rule, kind) = match new.relationship {
        true => (&rules::RELATIONSHIP_ADDED, "relationship"),
        false => (&rules::PROPERTY_ADDED, "property"),
    };
    let change = Change::new(
        rule,
        owner,
        format!("`{owner}` has the {kind} `{}` now", new.name),
    )
    .member(&new.name)
    .places(None, Some(&new.place));
    let change = match new.source {
        PropertySource::Json => change
            .severity(Severity::Patch)
            .help("only the JSON representation shows it"),
        _ if new.required => change
            .breaks(Contract::WireWrite, true)
            .help("it must be given on creation"),
        _ => change,
    };
    Change {
        after: Some(judge::spelled(new)),
        ..change
    }
}

fn removed(owner: &QualifiedName, old: &Property) -> Change {
    let (rule, kind) = match old.relationship {
        true => (&rules::RELATIONSHIP_REMOVED, "relationship"),
        false => (&rules::PROPERTY_REMOVED, "property"),
    };
    let change = Change::new(rule, owner, format!("`{owner}` lost the {kind} `{}`", old.name))
        .member(&old.name)
        .places(Some(&old.place), None)
        .help("it stays in quarantine, deprecated, until `graphdoc update --prune` or until the metadata agrees");
    let change = match old.source {
        PropertySource::Json => change.severity(Severity::Patch),
        _ => change,
    };
    Change {
        before: Some(judge::spelled(old)),
        ..change
    }
}

/// What was and what is one property.
struct Pair<'a, 'm> {
    sides: &'a Sides<'m>,
    old: Of<'m>,
    new: Of<'m>,
}

impl<'m> Pair<'_, 'm> {
    fn compare(&self, out: &mut Vec<Change>) {
        let (old, new) = (self.old.1, self.new.1);
        let before = out.len();
        self.name(out);
        self.ty(out);
        self.flags(out);
        if let Some(is) = docs::deprecation(old.deprecated.as_ref(), new.deprecated.as_ref()) {
            let word = |is: bool| if is { "deprecated" } else { "in use" };
            let message = match is {
                true => format!("{} is deprecated now", self.title()),
                false => format!("{} is not deprecated any more", self.title()),
            };
            out.push(
                self.change(&rules::PROPERTY_DEPRECATED, message)
                    .said(word(!is), word(is)),
            );
        }
        // A description that changed along with what it describes is no change of its own.
        if out.len() == before && docs::words(&old.docs) != docs::words(&new.docs) {
            let message = format!("the description of {} is another", self.title());
            out.push(self.change(&rules::DOCS_CHANGED, message));
        }
    }

    fn change(&self, rule: &'static Rule, message: String) -> Change {
        Change::new(rule, self.new.0, message)
            .member(&self.old.1.name)
            .places(Some(&self.old.1.place), Some(&self.new.1.place))
    }

    fn title(&self) -> String {
        format!("`{}` of `{}`", self.new.1.name, self.new.0)
    }

    fn field_differs(&self) -> bool {
        let (base, head) = (&self.sides.base.names, &self.sides.head.names);
        base.field(self.old.0, &self.old.1.name) != head.field(self.new.0, &self.new.1.name)
    }

    fn name(&self, out: &mut Vec<Change>) {
        let (old, new) = (self.old.1, self.new.1);
        if old.name == new.name {
            return;
        }
        let (rule, how) = match old.name.eq_ignore_ascii_case(&new.name) {
            _ if new.relationship && old.relationship => (&rules::RELATIONSHIP_RENAMED, "called"),
            true => (&rules::PROPERTY_WIRE_CASE_CHANGED, "spelled"),
            false => (&rules::PROPERTY_RENAMED, "called"),
        };
        let message = format!(
            "the {} `{}` of `{}` is {how} `{}` now",
            word(old),
            old.name,
            self.new.0,
            new.name
        );
        let field = self
            .sides
            .head
            .names
            .field(self.new.0, &new.name)
            .unwrap_or("extra");
        let change = self
            .change(rule, message)
            .said(&*old.name, &*new.name)
            .breaks(Contract::RustSource, self.field_differs())
            .breaks(Contract::WireRead, true)
            .breaks(Contract::WireWrite, !old.relationship);
        out.push(match self.field_differs() {
            true => change.help(format!("in Rust it is `{field}` now")),
            false => change.help(format!("in Rust it stays `{field}`: programs compile, and read what is sent only when generated again")),
        });
    }

    /// What the value is: property or relationship, its type, the values listed for it.
    fn ty(&self, out: &mut Vec<Change>) {
        let (old, new) = (self.old.1, self.new.1);
        let rust = !self.field_differs() && self.sides.rust_differs(self.old, self.new);
        if old.relationship != new.relationship {
            let message = format!(
                "{} was a {} and is a {} now",
                self.title(),
                word(old),
                word(new)
            );
            let change = self.change(&rules::PROPERTY_BECAME_RELATIONSHIP, message);
            out.push(
                change
                    .said(word(old), word(new))
                    .breaks(Contract::RustSource, true),
            );
            return;
        }
        if !self.sides.same_type(old, new) {
            let (was, is) = (judge::spelled(old), judge::spelled(new));
            let rule = match new.relationship {
                true => &rules::RELATIONSHIP_TYPE_CHANGED,
                false => &rules::PROPERTY_TYPE_CHANGED,
            };
            let way = judge::way(old, new);
            let message = format!(
                "the type of {} was {way}: `{was}` became `{is}`",
                self.title()
            );
            let same_json = judge::same_json(old, new);
            out.push(
                self.change(rule, message)
                    .said(was, is)
                    .severity(Severity::Dangerous)
                    .breaks(Contract::RustSource, rust)
                    .breaks(Contract::WireRead, rust && !same_json)
                    .breaks(Contract::WireWrite, rust && !same_json),
            );
        } else if rust && old.values.is_some() == new.values.is_some() {
            let member = format!("{}.{}", self.new.0, new.name);
            self.sides.note_retyped(&new.ty, member);
        }
        if let Some(change) = lists::compare(old, new) {
            let message = format!("{} {}", self.title(), change.message);
            let listed = lists::makes_enum(old) || lists::makes_enum(new);
            out.push(
                self.change(&rules::VALUE_LIST_CHANGED, message)
                    .said(change.before, change.after)
                    .severity(Severity::Minor)
                    .breaks(
                        Contract::RustSource,
                        listed && (change.loses_variant || rust),
                    )
                    .breaks(Contract::WireWrite, change.respelled),
            );
        }
    }

    fn flags(&self, out: &mut Vec<Change>) {
        let (old, new) = (self.old.1, self.new.1);
        let yes = |is: bool| if is { "yes" } else { "no" };
        let mut add = |rule, before: &str, after: &str, refused: bool, message: String| {
            let change = self
                .change(rule, message)
                .said(before, after)
                .severity(Severity::Minor);
            out.push(change.breaks(Contract::WireWrite, refused));
        };
        if old.read_only != new.read_only {
            let message = match new.read_only {
                true => format!("{} is read-only now", self.title()),
                false => format!("{} is not read-only any more", self.title()),
            };
            add(
                &rules::PROPERTY_READ_ONLY_CHANGED,
                yes(old.read_only),
                yes(new.read_only),
                new.read_only,
                message,
            );
        }
        if old.required != new.required {
            let message = match new.required {
                true => format!("{} is required now", self.title()),
                false => format!("{} is not required any more", self.title()),
            };
            add(
                &rules::PROPERTY_REQUIRED_CHANGED,
                yes(old.required),
                yes(new.required),
                new.required,
                message,
            );
        }
        if old.nullable != new.nullable {
            let said = |nullable: Option<bool>| nullable.map_or("unsaid", yes);
            let message = match new.nullable {
                Some(true) => format!("{} may be null now", self.title()),
                Some(false) => format!("{} may not be null any more", self.title()),
                None => format!("whether {} may be null is not said any more", self.title()),
            };
            let refused = new.nullable == Some(false);
            add(
                &rules::PROPERTY_NULLABLE_CHANGED,
                said(old.nullable),
                said(new.nullable),
                refused,
                message,
            );
        }
        let (was, is) = (judge::limits(&old.limits), judge::limits(&new.limits));
        if was != is {
            let message = format!("the limits of {} were {was} and are {is} now", self.title());
            let refused = !judge::loosens(&old.limits, &new.limits);
            add(&rules::PROPERTY_LIMIT_CHANGED, &was, &is, refused, message);
        }
    }
}
