//! The kinds of diagnostic that bringing pages together can raise.

use crate::diagnostic::codes;

codes! {
    LINK_CASE, "link-case", Allow, "a link and the file that it leads to differ by letter case";
    LINK_MISSING, "link-target-missing", Warn, "a type links to a page that is not there";
    TEXT_AND_TARGET, "link-text-and-target", Warn, "a link's text names another type than its target declares";
    UNDECLARED, "undeclared-type", Warn, "a type is named that no page declares";
    NO_COMMON_BASE, "alternatives-without-base", Allow, "alternatives have no common base, so that any value is accepted";
    NAMESPACE_CONFLICT, "namespace-conflict", Warn, "the Namespace line contradicts the annotation";
    TYPE_CASE, "type-case", Warn, "two pages spell the name of one type differently";
    SEVERAL_PAGES, "type-on-several-pages", Allow, "one type is described on several pages";
    PAGES_CONFLICT, "pages-conflict", Warn, "two pages of one type give a property different types";
    BASE_CONFLICT, "base-conflict", Warn, "sentence and annotation name different bases";
    BASE_CYCLE, "base-cycle", Warn, "types extend each other in a circle";
    MISSING_IN_BLOCK, "missing-in-block", Allow, "the table has a property that the JSON representation lacks";
    MISSING_IN_TABLE, "missing-in-table", Warn, "the JSON representation shows a property that no table has";
    NAME_CASE, "name-case", Warn, "table and JSON representation spell a property in different letter case";
    COLLECTION_CONFLICT, "collection-conflict", Warn, "one says collection and the other does not";
    TYPE_CONFLICT, "type-conflict", Warn, "table and JSON representation give different types";
    VALUES_CONFLICT, "values-conflict", Warn, "two lists of the values of one property differ";
    TRANSLATED_NAME, "translated-name", Allow, "a translated property name was repaired by its place in the JSON representation";
    UNREPAIRABLE_NAME, "untranslatable-name", Warn, "a translated property name could not be repaired";
    RELATIONSHIP_TWICE, "property-and-relationship", Allow, "one name stands among properties and relationships";
    PRIMITIVE_RELATIONSHIP, "primitive-relationship", Warn, "a relationship leads to a value and is taken as a property";
    ENUM_TWICE, "enum-defined-twice", Warn, "an enum is defined in several places with different members";
    ENUM_FROM_LIST, "enum-from-list", Allow, "an enum that no page declares was built from the list beside it";
    ENUM_AND_LIST, "enum-and-list", Warn, "an enum's table and the list beside a property differ";
    REDECLARED, "redeclared-property", Warn, "a derived type gives an inherited property another type";
    EMPTY_ENUM, "empty-enum", Warn, "an enum has no members";
}
