//! The kinds of diagnostic that reading one page for its facts can raise.

use crate::diagnostic::codes;

codes! {
    UNKNOWN_HEADER, "unknown-table-header", Warn, "a table in the Properties section has a header that names no property and type";
    MISPLACED_RELATIONSHIPS, "relationship-table-in-properties", Allow, "a relationship table stands in the Properties section, or a property table among the relationships";
    MISHEADED_PROPERTIES, "misheaded-property-table", Allow, "a table of properties is headed as one of methods";
    EMBEDDED_TABLE, "embedded-property-table", Allow, "a property table under a free heading describes something else than the resource";
    GROUP_ROW, "group-row", Allow, "a row names a group and no property";
    BAD_NAME, "property-name", Warn, "a name cell holds no identifier";
    BAD_TYPE, "type-cell", Warn, "a type cell holds no type";
    MISSING_CELL, "missing-cell", Allow, "a row has fewer cells than the header";
    DUPLICATE_ROW, "duplicate-row", Warn, "a table names a property twice";
    DUPLICATE_ROW_TYPE, "duplicate-row-type", Warn, "a table names a property twice, with different types";
    PLACEHOLDER, "placeholder", Allow, "a description is a placeholder";
    NO_ANNOTATION, "resource-without-annotation", Allow, "a page describes a resource and has no annotation";
    ENUM_ANNOTATION, "enum-page-with-resource-annotation", Allow, "a page of an enum carries a resource annotation";
    ANNOTATION_SYNONYM, "annotation-synonym", Allow, "an annotation names its type with `@type`";
    ANNOTATION_VALUE, "annotation-value", Warn, "an annotation value has the wrong form";
    NO_BLOCK, "annotation-without-block", Warn, "a resource annotation governs no JSON block";
    UNREADABLE_BLOCK, "unreadable-block", Warn, "the JSON representation cannot be read";
    WRAPPED_BLOCK, "wrapped-block", Allow, "the JSON representation is wrapped in a `value` list";
    OPEN_SAMPLE, "open-type-sample", Allow, "a key of the JSON representation is a sample, not a property";
    REPEATED_KEY, "repeated-key", Warn, "the JSON representation has a key twice";
    BAD_MEMBER, "enum-member-name", Allow, "an enum member is no identifier";
    DUPLICATE_MEMBER, "duplicate-member", Allow, "an enum lists a member twice";
    NOT_AN_ENUM, "values-section-without-enum", Allow, "a section called values defines no enum";
    AREA_MISSING, "area-missing", Allow, "the front matter names no product area";
    H1_MISSING, "heading-missing", Allow, "the page has no first heading";
}
