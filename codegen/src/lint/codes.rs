//! The kinds of contradiction that only lint looks for.

use crate::diagnostic::codes;

codes! {
    MISSING_COMMA, "missing-comma", Deny, "a comma is missing between two members of JSON";
    JSON_COMMENT, "json-comment", Allow, "JSON contains a comment";
    NOT_JSON, "not-json", Deny, "the JSON representation is not JSON";
    ANNOTATION_NOT_JSON, "annotation-not-json", Deny, "an annotation is not JSON";
    UNKNOWN_ANNOTATION_KEY, "unknown-annotation-key", Deny, "an annotation has a key that nobody reads";
    UNKNOWN_BLOCK_TYPE, "unknown-block-type", Deny, "an annotation's `blockType` is none that is known";
    FENCE_LANGUAGE, "fence-language", Deny, "the fence of the JSON representation is not marked as json";
    TABLE_HEADER, "table-header", Warn, "a property table's header uses another word than `Property`";
    PROPERTIES_HEADING, "properties-heading", Deny, "the table of properties stands under a heading that is not `Properties`";
    PROPERTIES_MISSING, "properties-section-missing", Deny, "the page has a JSON representation and no table of properties";
    JSON_MISSING, "json-section-missing", Deny, "the page has a table of properties and no JSON representation";
    JSON_HEADING, "json-heading", Warn, "the JSON representation stands under no heading of its own";
    DOC_TYPE_MISSING, "doc-type-missing", Warn, "the front matter states no `doc_type`";
    DOC_TYPE_UNKNOWN, "doc-type-unknown", Warn, "the front matter's `doc_type` is none that is known";
    DESCRIPTION_EMPTY, "description-empty", Warn, "a property has no description";
    ANNOTATION_TYPE, "annotation-type", Deny, "the annotation names another type than heading and file";
    HEADING_TYPE, "heading-type", Deny, "the first heading names another type than the annotation";
    BLOCK_TYPE, "representation-type", Deny, "the JSON representation's own `@odata.type` names another type than its annotation";
    OPTIONAL_UNKNOWN, "optional-property-unknown", Deny, "`optionalProperties` names what is no property of the type";
    KEY_UNKNOWN, "key-property-unknown", Deny, "`keyProperty` names what is no property of the type";
    BASE_UNDECLARED, "base-undeclared", Deny, "a base type is named that no page declares";
    BASE_UNSTATED, "base-unstated", Warn, "rows are inherited from a type that the page does not state as its base";
    BROKEN_LINK, "broken-link", Warn, "a text links to a page that is not there";
    ENUM_UNDECLARED, "enum-undeclared", Allow, "no page lists the members of an enum";
    UNKNOWN_PRIMITIVE, "unknown-primitive", Deny, "a type is named that is no primitive and is close to one";
    TYPE_TWICE, "type-defined-twice", Deny, "two pages define one type";
    PROPERTY_RENAMED, "property-renamed", Deny, "table and JSON representation name a property differently";
    ENUM_AND_BLOCK, "enum-and-block", Warn, "an enum's table and the list in the JSON representation differ";
    TABLE_WITHOUT_TYPE, "table-without-type", Warn, "a table of properties belongs to no type";
}
