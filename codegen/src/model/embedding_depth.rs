//! How deep types may be embedded in each other.

use std::{cmp::Reverse, collections::BTreeSet};

use petgraph::{
    algo::kosaraju_scc,
    graph::{DiGraph, NodeIndex},
};

use super::{Model, Property, QualifiedName, Type, TypeRef};
use crate::{diagnostic::Diagnostic, hash_map::HashMap, rules};

/// Types that may be embedded one in the other. To tell whether a value can be dropped or sent to another thread, the
/// compiler looks through all that its type embeds, and gives up at some 20 levels. Graph has seven.
const DEEPEST: usize = 16;

/// Properties by what they embed: the type that declares them, and that of their value.
type Embedding = (NodeIndex, NodeIndex);

/// Gives the properties that lead deeper any value, so that no way through distinct types is longer than the limit.
pub(crate) fn cut_deep(model: &mut Model) -> Vec<Diagnostic> {
    let deep = deep(model);
    let mut out = Vec::new();
    for (owner, target) in deep {
        let Some(ty) = model.types.get_mut(&owner) else {
            continue;
        };
        let properties = ty.properties.iter_mut();
        for property in properties.filter(|property| embedded(property) == Some(&target)) {
            property.ty = TypeRef::Any;
            out.push(report(&owner, &target, property));
        }
    }
    out
}

fn report(owner: &QualifiedName, target: &QualifiedName, property: &Property) -> Diagnostic {
    let place = &property.place;
    let message = format!(
        "`{target}` in `{}` would be one of more than {DEEPEST} types that are embedded in each other",
        property.name
    );
    let found = Diagnostic::new(&rules::EMBEDDING_DEPTH, &place.file, place.span, message);
    let found = found.label("generated as any JSON value");
    found.about(owner.as_str(), Some(&property.name))
}

/// The type that a value of a property is a part with; what a relationship leads to is read when it is asked for.
fn embedded(property: &Property) -> Option<&QualifiedName> {
    match &property.ty {
        TypeRef::Type(name) if !property.relationship => Some(name),
        _ => None,
    }
}

/// The pairs of types of which the first may not embed the second.
fn deep(model: &Model) -> BTreeSet<(QualifiedName, QualifiedName)> {
    let (graph, nodes) = graph(model);
    let mut depths: Vec<usize> = vec![0; graph.node_count()];
    let mut cut = BTreeSet::new();
    // What is embedded comes before what embeds it. Types that embed each other in a circle are as deep as there are of
    // them; a circle that is too large is taken apart, and what leads back in it is cut.
    for mut circle in kosaraju_scc(&graph) {
        circle.sort_by_key(|node| Reverse(*node));
        let size = if circle.len() > DEEPEST {
            1
        } else {
            circle.len()
        };
        for part in circle.chunks(size) {
            let mut below = 0;
            for &node in part {
                for (declared, target) in embeddings(model, &graph, &nodes, node) {
                    let depth = depths[target.index()];
                    if part.contains(&target) {
                        continue;
                    }
                    if depth == 0 || depth + size > DEEPEST {
                        cut.insert((graph[declared].name.clone(), graph[target].name.clone()));
                    } else {
                        below = below.max(depth);
                    }
                }
            }
            for node in part {
                depths[node.index()] = below + size;
            }
        }
    }
    cut
}

type Nodes<'m> = HashMap<&'m QualifiedName, NodeIndex>;

/// Which type embeds which, through its own properties and those of its bases.
fn graph(model: &Model) -> (DiGraph<&Type, ()>, Nodes<'_>) {
    let mut graph = DiGraph::new();
    let nodes: Nodes = model
        .types
        .iter()
        .map(|(name, ty)| (name, graph.add_node(ty)))
        .collect();
    for node in graph.node_indices() {
        let targets: BTreeSet<NodeIndex> = embeddings(model, &graph, &nodes, node)
            .map(|(_, target)| target)
            .collect();
        for target in targets {
            graph.add_edge(node, target, ());
        }
    }
    (graph, nodes)
}

fn embeddings<'g, 'm>(
    model: &'m Model,
    graph: &'g DiGraph<&'m Type, ()>,
    nodes: &'g Nodes<'m>,
    node: NodeIndex,
) -> impl Iterator<Item = Embedding> + use<'g, 'm> {
    let line = model.lineage_of(graph[node]).into_iter();
    line.flat_map(move |ty| {
        let targets = ty.properties.iter().filter_map(embedded);
        let targets = targets.filter_map(move |target| nodes.get(target).copied());
        let declared = nodes.get(&ty.name).copied();
        targets.filter_map(move |target| Some((declared?, target)))
    })
}
