//! Terms of annotations that restrict requests.

/// A term, its field, and what is not supported if the field is false. A term without a field is false itself.
const RESTRICTIONS: [(&str, Option<&str>, &str); 13] = [
    ("ChangeTracking", Some("Supported"), "change tracking"),
    ("CountRestrictions", Some("Countable"), "$count"),
    ("DeleteRestrictions", Some("Deletable"), "deletion"),
    ("ExpandRestrictions", Some("Expandable"), "$expand"),
    ("FilterRestrictions", Some("Filterable"), "$filter"),
    ("InsertRestrictions", Some("Insertable"), "creation"),
    ("SearchRestrictions", Some("Searchable"), "$search"),
    ("SelectRestrictions", Some("Selectable"), "$select"),
    ("SelectSupport", Some("Supported"), "$select"),
    ("SkipSupported", None, "$skip"),
    ("SortRestrictions", Some("Sortable"), "$orderby"),
    ("TopSupported", None, "$top"),
    ("UpdateRestrictions", Some("Updatable"), "updates"),
];

/// A term, its field, and what is not supported for the properties that the field lists.
const LISTS: [(&str, &str, &str); 9] = [
    (
        "CountRestrictions",
        "NonCountableNavigationProperties",
        "$count",
    ),
    ("CountRestrictions", "NonCountableProperties", "$count"),
    (
        "DeleteRestrictions",
        "NonDeletableNavigationProperties",
        "deletion",
    ),
    ("ExpandRestrictions", "NonExpandableProperties", "$expand"),
    ("FilterRestrictions", "NonFilterableProperties", "$filter"),
    ("SortRestrictions", "NonSortableProperties", "$orderby"),
    (
        "UpdateRestrictions",
        "NonUpdatableNavigationProperties",
        "updates",
    ),
    ("UpdateRestrictions", "NonUpdatableProperties", "updates"),
    (
        "InsertRestrictions",
        "NonInsertableNavigationProperties",
        "creation",
    ),
];

/// Returns what is not supported if this field of a term is false.
pub(super) fn refused(term: &str, field: Option<&str>) -> Option<&'static str> {
    let mut all = RESTRICTIONS.iter();
    let found = all.find(|(own, of, _)| (*own, *of) == (term, field))?;
    Some(found.2)
}

/// Returns what is not supported for the properties that this field of a term lists.
pub(super) fn refused_of_listed(term: &str, field: &str) -> Option<&'static str> {
    let mut all = LISTS.iter();
    let found = all.find(|(own, of, _)| (*own, *of) == (term, field))?;
    Some(found.2)
}
