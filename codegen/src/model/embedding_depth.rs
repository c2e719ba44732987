//! Limits how deep types may be embedded in each other.

use std::{cmp::Reverse, collections::BTreeSet};

use petgraph::{
    algo::kosaraju_scc,
    graph::{DiGraph, NodeIndex},
};

use super::{Model, Property, QualifiedName, Type, TypeRef};
use crate::{diagnostic::Diagnostic, hash_map::HashMap, rules};

/// Maximum number of types that may be embedded in each other. To decide whether a value needs to be dropped or may be
/// sent to another thread, the compiler looks through everything that its type embeds, and gives up at about 20 levels.
/// Graph has seven.
const DEEPEST: usize = 16;

/// A property that embeds a type: the type that declares it, and the type of its value.
type Embedding = (NodeIndex, NodeIndex);

/// Lets properties that lead deeper hold any value, so that no path through distinct types exceeds the limit.
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
    let message = rules::embedding_depth(target, &property.name, DEEPEST);
    let found = Diagnostic::at(message, &property.place);
    let found = found.label("generated as any JSON value");
    found.about(owner.as_str(), Some(&property.name))
}

/// Returns the type that a property embeds. The target of a relationship is not embedded, because it is decoded on
/// demand.
fn embedded(property: &Property) -> Option<&QualifiedName> {
    match &property.ty {
        TypeRef::Type(name) if !property.relationship => Some(name),
        _ => None,
    }
}

/// Returns the pairs of types of which the first must not embed the second.
fn deep(model: &Model) -> BTreeSet<(QualifiedName, QualifiedName)> {
    let (graph, nodes) = graph(model);
    let mut depths: Vec<usize> = vec![0; graph.node_count()];
    let mut cut = BTreeSet::new();
    // Embedded types come before the types that embed them. Types that form a cycle count as many levels as there are
    // types in it. A cycle that is too large is split up, and the edges that lead back are cut.
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

/// Returns which type embeds which, through its own and inherited properties.
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
