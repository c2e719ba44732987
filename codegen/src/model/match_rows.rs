//! Matches rows of the table with members of the JSON block.

use std::{cell::LazyCell, cmp::Ordering};

use crate::{
    diagnostic::Diagnostic,
    extract::{MemberExtract, RowExtract},
    model::QualifiedName,
    rules,
};

/// A row, a member, or both.
pub(super) enum Pair<'a> {
    Both(&'a RowExtract, &'a MemberExtract),
    Row(&'a RowExtract),
    Member(&'a MemberExtract),
}

/// Matches by name, then by name ignoring case, then translated names by their position.
pub(super) fn pair<'a>(
    owner: &QualifiedName,
    rows: &[&'a RowExtract],
    members: &'a [MemberExtract],
    out: &mut Vec<Diagnostic>,
) -> Vec<Pair<'a>> {
    let mut partner: Vec<Option<usize>> = vec![None; rows.len()];
    let mut taken = vec![false; members.len()];
    match_names(rows, members, &mut partner, &mut taken);
    translated(owner, rows, members, &mut partner, &mut taken, out);
    let mut pairs = Vec::with_capacity(rows.len() + members.len());
    for (&row, partner) in rows.iter().zip(&partner) {
        let member = partner.and_then(|at| members.get(at));
        match member {
            Some(member) => {
                if row.name != member.name && row.name.eq_ignore_ascii_case(&member.name) {
                    report_case(owner, row, member, out);
                }
                pairs.push(Pair::Both(row, member));
            }
            None if row.name.is_ascii() || members.is_empty() => pairs.push(Pair::Row(row)),
            None => {
                let message = rules::untranslatable_name(&row.name);
                out.push(
                    Diagnostic::at(message, &row.place)
                        .label("this row is ignored")
                        .about(owner.as_str(), None),
                );
            }
        }
    }
    let rest = members.iter().zip(&taken).filter(|(_, taken)| !**taken);
    pairs.extend(rest.map(|(member, _)| Pair::Member(member)));
    pairs
}

/// Matches rows with members of the same name, exact matches first. A relationship may repeat the name of a property,
/// so each member is given to only one row.
fn match_names(
    rows: &[&RowExtract],
    members: &[MemberExtract],
    partner: &mut [Option<usize>],
    taken: &mut [bool],
) {
    let by_name = LazyCell::new(|| {
        let mut by_name: Vec<usize> = (0..members.len()).collect();
        by_name.sort_by(|a, b| but_for_case(&members[*a].name, &members[*b].name));
        by_name
    });
    let find = |row: &RowExtract, taken: &[bool], same: fn(&str, &str) -> bool| {
        let order = |at: &usize| but_for_case(&members[*at].name, &row.name);
        let from = by_name.partition_point(|at| order(at).is_lt());
        let candidates = by_name[from..].iter().copied();
        let mut candidates = candidates.take_while(|at| order(at).is_eq());
        candidates.find(|at| !taken[*at] && same(&row.name, &members[*at].name))
    };
    // Most tables are in the order of their block, so the next name needs no search. No block has a name twice.
    let mut next = 0;
    for (row, partner) in rows.iter().zip(&mut *partner) {
        let is_next = members
            .get(next)
            .is_some_and(|member| member.name == row.name);
        *partner = match is_next && !taken[next] {
            true => Some(next),
            false => find(row, taken, str::eq),
        };
        if let Some(at) = *partner {
            taken[at] = true;
            next = at + 1;
        }
    }
    let rest = rows
        .iter()
        .zip(partner)
        .filter(|(_, partner)| partner.is_none());
    for (row, partner) in rest {
        *partner = find(row, taken, str::eq_ignore_ascii_case);
        if let Some(at) = *partner {
            taken[at] = true;
        }
    }
}

/// Compares names, ignoring ASCII case.
fn but_for_case(a: &str, b: &str) -> Ordering {
    let lower = |byte: u8| byte.to_ascii_lowercase();
    a.bytes().map(lower).cmp(b.bytes().map(lower))
}

fn report_case(
    owner: &QualifiedName,
    row: &RowExtract,
    member: &MemberExtract,
    out: &mut Vec<Diagnostic>,
) {
    let message = rules::name_case(&row.name, &member.name);
    let found = Diagnostic::at(message, &row.place);
    let found = found
        .label("the other spelling counts")
        .also_at(&member.place, "this is the name on the wire");
    out.push(found.about(owner.as_str(), Some(&member.name)));
}

/// Matches translated rows between two rows that were matched, if as many members as rows are left over there. They are
/// in the same order.
fn translated(
    owner: &QualifiedName,
    rows: &[&RowExtract],
    members: &[MemberExtract],
    partner: &mut [Option<usize>],
    taken: &mut [bool],
    out: &mut Vec<Diagnostic>,
) {
    let is_open =
        |at: usize, partner: &[Option<usize>]| partner[at].is_none() && !rows[at].name.is_ascii();
    let mut at = 0;
    while at < rows.len() {
        if !is_open(at, partner) {
            at += 1;
            continue;
        }
        let run = (at..rows.len())
            .take_while(|at| is_open(*at, partner))
            .count();
        let before = at
            .checked_sub(1)
            .map_or(Some(0), |before| partner[before].map(|key| key + 1));
        let after = if at + run < rows.len() {
            partner[at + run]
        } else {
            Some(members.len())
        };
        let free: Vec<usize> = match (before, after) {
            (Some(from), Some(to)) if from <= to => (from..to).filter(|key| !taken[*key]).collect(),
            _ => (0..members.len()).filter(|key| !taken[*key]).collect(),
        };
        if free.len() == run {
            for (offset, key) in free.into_iter().enumerate() {
                partner[at + offset] = Some(key);
                taken[key] = true;
                let row = &rows[at + offset];
                let name = &members[key].name;
                let message = rules::translated_name(&row.name, name);
                let found = Diagnostic::at(message, &row.place);
                out.push(found.about(owner.as_str(), Some(name)));
            }
        }
        at += run;
    }
}
