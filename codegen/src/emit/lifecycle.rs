//! Code for facts about operations: their phases, their results, and their lifecycle as a whole.

use quote::quote;
use syn::{Attribute, Item, parse_quote};

use super::{
    ast::ident,
    enum_item::Named,
    names::{Member, Members},
    quotes::quoting,
    scope::Scope,
};
use crate::{
    facts::ResultClass,
    model::{
        Model, Primitive, QualifiedName, Type, TypeRef,
        type_facts::{LifeRule, Lifecycle, Phase, Provenance, Results},
    },
};

/// Returns the lifecycle of a type, which may be inherited from a base.
pub(super) fn of_type<'m>(
    model: &'m Model,
    name: &QualifiedName,
) -> Option<(&'m QualifiedName, &'m Lifecycle)> {
    let line = model.lineage(name);
    line.into_iter().find_map(|ty| {
        let facts = model.type_facts.get(&ty.name)?;
        Some((&ty.name, facts.lifecycle.as_ref()?))
    })
}

/// Returns the lifecycle that uses the members of an enum. An enum made from a value list is given by its type and
/// property, any other by its name.
pub(super) fn of_enum<'m>(
    model: &'m Model,
    owner: &QualifiedName,
    property: Option<&str>,
) -> Option<&'m Lifecycle> {
    if let Some(property) = property {
        let lifecycle = model.type_facts.get(owner)?.lifecycle.as_ref();
        return lifecycle.filter(|lifecycle| lifecycle.property == property);
    }
    let mut all = model.type_facts.iter();
    all.find_map(|(name, facts)| {
        let lifecycle = facts.lifecycle.as_ref()?;
        let status = model.property(name, &lifecycle.property)?;
        matches!(&status.ty, TypeRef::Enum(name) if name == owner).then_some(lifecycle)
    })
}

/// Returns `phase` and `is_terminal` for the enum of statuses.
pub(super) fn phases(name: &str, variants: &[Named], lifecycle: &Lifecycle) -> Item {
    let arms = lifecycle.rules.iter().filter_map(|rule| {
        let mut named = variants
            .iter()
            .filter(|named| rule.statuses.contains(&named.member.name))
            .map(|named| ident(&named.ident))
            .peekable();
        named.peek()?;
        let phase = ident(phase(rule.phase));
        Some(quote! { #(Self::#named)|* => runtime::operations::Phase::#phase, })
    });
    let about = quoting(
        "Returns the phase of an operation with this status. A status that the documentation does not list is unspecified.",
        sentences(lifecycle, |rule| !rule.statuses.is_empty()),
    );
    let last = terminal(lifecycle);
    let name = ident(name);
    Item::Impl(parse_quote! {
        impl #name {
            #(#about)*
            pub fn phase(&self) -> runtime::operations::Phase {
                match self {
                    #(#arms)*
                    _ => runtime::operations::Phase::Unspecified,
                }
            }
            #(#last)*
            pub fn is_terminal(&self) -> bool {
                self.phase().is_terminal()
            }
        }
    })
}

/// Returns the documentation of `is_terminal`.
fn terminal(lifecycle: &Lifecycle) -> Vec<Attribute> {
    let last = sentences(lifecycle, |rule| rule.phase != Phase::Pending);
    quoting("Whether this status is final.", last)
}

/// Returns what some of the rules rest on.
fn sentences(
    lifecycle: &Lifecycle,
    is_meant: impl Fn(&LifeRule) -> bool,
) -> impl Iterator<Item = &Provenance> {
    let rules = lifecycle.rules.iter();
    let rules = rules.filter(move |rule| is_meant(rule));
    rules.map(|rule| &rule.provenance)
}

/// Returns what an operation type has in addition to its fields.
pub(super) fn items(ty: &Type, members: &Members, scope: &Scope) -> Vec<Item> {
    let mut items = Vec::new();
    let facts = scope.model.type_facts.get(&ty.name);
    let name = ident(&scope.item_path.ident);
    if let Some(results) = facts.and_then(|facts| facts.results.as_ref())
        && let Some(item) = results_of(&scope.item_path.ident, results, members)
    {
        items.push(item);
    }
    let Some((owner, lifecycle)) = of_type(scope.model, &ty.name) else {
        return items;
    };
    let about = terminal(lifecycle);
    let own = (!members.has_method("is_terminal")).then(|| {
        quote! {
            #(#about)*
            pub fn is_terminal(&self) -> bool {
                runtime::operations::Operation::phase(self).is_terminal()
            }
        }
    });
    let about = quoting(
        "Returns what to expect after this response, which may be without an operation.",
        sentences(lifecycle, |_| true),
    );
    let expectation = (!members.has_method("expectation")).then(|| {
        quote! {
            #(#about)*
            pub fn expectation(answer: ::std::option::Option<&Self>) -> runtime::operations::Expectation {
                answer.into()
            }
        }
    });
    items.push(Item::Impl(
        parse_quote! { impl #name { #own #expectation } },
    ));
    items.push(operation(ty, owner, lifecycle, members, scope));
    items
}

/// Returns the impl of `Operation`.
fn operation(
    ty: &Type,
    owner: &QualifiedName,
    lifecycle: &Lifecycle,
    members: &Members,
    scope: &Scope,
) -> Item {
    let model = scope.model;
    let types = family(model, &ty.name);
    let status = &lifecycle.property;
    let line = model.lineage(&ty.name);
    let key = line.iter().find_map(|ty| ty.key.as_deref()).unwrap_or("id");
    let context = line
        .iter()
        .find_map(|ty| model.type_facts.get(&ty.name)?.context.as_ref());
    let context = match context {
        Some((property, _)) => quote! { ::std::option::Option::Some(#property) },
        None => quote! { ::std::option::Option::None },
    };
    let collections = collections(model, owner);
    let rules = lifecycle.rules.iter().map(|rule| {
        let (phase, statuses, absent) = (ident(phase(rule.phase)), &rule.statuses, rule.absent);
        let sentence = &rule.provenance.sentence;
        quote! {
            runtime::operations::StatusRule {
                phase: runtime::operations::Phase::#phase,
                statuses: &[#(#statuses),*],
                absent: #absent,
                sentence: #sentence,
            }
        }
    });
    let class = members.fields.iter().find_map(|member| {
        let TypeRef::Type(target) = &member.property.ty else {
            return None;
        };
        let results = scope.model.type_facts.get(target)?.results.as_ref()?;
        let target = scope.names.members(target)?;
        (!member.property.collection && code_of(results, target).is_some()).then_some(&member.ident)
    });
    let class = class.map(|field| {
        let field = ident(field);
        quote! {
            fn result_class(&self) -> ::std::option::Option<runtime::operations::ResultClass> {
                self.#field.as_ref()?.result_class()
            }
        }
    });
    let name = ident(&scope.item_path.ident);
    Item::Impl(parse_quote! {
        impl runtime::operations::Operation for #name {
            const LIFECYCLE: &'static runtime::operations::Lifecycle = &runtime::operations::Lifecycle {
                types: &[#(#types),*],
                status: #status,
                key: #key,
                context: #context,
                collections: &[#(#collections),*],
                rules: &[#(#rules),*],
            };
            #class
        }
    })
}

/// Returns the names of the type and of all types that extend it.
pub(super) fn family<'m>(model: &'m Model, base: &QualifiedName) -> Vec<&'m str> {
    let all = model.types.keys();
    let mut names: Vec<&str> = all
        .filter(|name| model.is_a(name, base))
        .map(QualifiedName::as_str)
        .collect();
    names.sort_by_key(|name| (*name != base.as_str(), *name));
    names
}

/// Returns the names of collections of this type in other types. In a URL, such a name is followed by an identifier.
fn collections<'m>(model: &'m Model, owner: &QualifiedName) -> Vec<&'m str> {
    let all = model.types.values().flat_map(|ty| &ty.properties);
    let holds = all.filter(|property| {
        let leads = matches!(&property.ty, TypeRef::Type(name) if model.is_a(name, owner));
        property.relationship && property.collection && leads
    });
    let mut names: Vec<&str> = holds.map(|property| property.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn phase(phase: Phase) -> &'static str {
    match phase {
        Phase::Pending => "Pending",
        Phase::Succeeded => "Succeeded",
        Phase::Failed => "Failed",
    }
}

/// Returns the field of the result code, if it holds an integer.
fn code_of<'a>(results: &Results, members: &'a Members) -> Option<&'a Member<'a>> {
    let whole = [
        Primitive::Byte,
        Primitive::SByte,
        Primitive::Int16,
        Primitive::Int32,
        Primitive::Int64,
    ];
    let mut fields = members.fields.iter();
    fields.find(|member| {
        let property = member.property;
        let is_whole = matches!(property.ty, TypeRef::Primitive(found) if whole.contains(&found));
        property.name == results.property && is_whole && !property.collection
    })
}

/// Returns `result_class` for the type that holds the code.
fn results_of(name: &str, results: &Results, members: &Members) -> Option<Item> {
    if members.has_method("result_class") {
        return None;
    }
    let field = ident(&code_of(results, members)?.ident);
    let arms = results.ranges.iter().map(|(class, from, to)| {
        let class = ident(match class {
            ResultClass::Success => "Success",
            ResultClass::ClientError => "ClientError",
            ResultClass::ServerError => "ServerError",
        });
        quote! { #from..=#to => runtime::operations::ResultClass::#class, }
    });
    let about = quoting(
        "Returns the class of the result code, or `None` if there is no code.",
        [&results.provenance],
    );
    let name = ident(name);
    Some(Item::Impl(parse_quote! {
        impl #name {
            #(#about)*
            pub fn result_class(&self) -> ::std::option::Option<runtime::operations::ResultClass> {
                ::std::option::Option::Some(match ::std::convert::Into::<i64>::into(self.#field?) {
                    #(#arms)*
                    _ => runtime::operations::ResultClass::Other,
                })
            }
        }
    }))
}
