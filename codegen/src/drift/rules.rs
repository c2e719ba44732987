//! The kinds of change: what each means and why it matters. How grave one change of a kind is depends on what it does
//! and is decided where it is found; the severity here is the gravest that is usual.

use crate::finding::Severity;

/// A kind of change.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Kebab-case name, never reused for another meaning.
    pub id: &'static str,
    /// How grave such a change usually is.
    pub severity: Severity,
    /// One line that says what it means.
    pub meaning: &'static str,
    /// Why a user of the generated crate should know.
    pub reason: &'static str,
    /// An edit of a page that is such a change: what stood there and what stands there now.
    pub example: (&'static str, &'static str),
}

/// The rule whose id is closest to this word, if any is close.
pub fn nearest(word: &str) -> Option<&'static str> {
    crate::nearest::of(word, ALL.iter().map(|rule| rule.id))
}

/// The rule of this id.
pub fn find(id: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.id == id)
}

macro_rules! rules {
    ($($name:ident, $id:literal, $severity:ident, $meaning:literal, $reason:literal,
        $before:literal => $after:literal;)*) => {
        $(
            #[doc = $meaning]
            pub static $name: Rule = Rule {
                id: $id,
                severity: Severity::$severity,
                meaning: $meaning,
                reason: $reason,
                example: ($before, $after),
            };
        )*
        /// All of them.
        pub static ALL: &[&Rule] = &[$(&$name),*];
    };
}

rules! {
    TYPE_ADDED, "type-added", Minor, "a type that no page declared before",
        "a new struct; fields that held any value because their type was undeclared now hold it",
        "no page of it" => "# fern resource type";
    TYPE_REMOVED, "type-removed", Breaking, "a type that no page declares any more",
        "its struct is gone, and fields of that type hold any value",
        "# fern resource type" => "no page of it";
    TYPE_RENAMED, "type-renamed", Breaking, "a type has another name and kept its members",
        "the struct has another name, and so has the `@odata.type` that tells derived types apart",
        "\"@odata.type\": \"microsoft.graph.fern\"" => "\"@odata.type\": \"microsoft.graph.treeFern\"";
    TYPE_MOVED, "type-moved", Breaking, "a type is in another namespace, or in another area of the documentation",
        "its path may change, and the cargo feature that turns it on",
        "\"@odata.type\": \"microsoft.graph.fern\"" => "\"@odata.type\": \"microsoft.graph.garden.fern\"";
    TYPE_CASE_CHANGED, "type-case-changed", Minor, "the name of a type is spelled in other letter case",
        "readers ignore the case of type names; the struct is renamed only if the words change",
        "\"@odata.type\": \"microsoft.graph.fern\"" => "\"@odata.type\": \"microsoft.graph.Fern\"";
    BASE_CHANGED, "base-changed", Breaking, "a type extends another type than before",
        "inherited fields come and go with the base",
        "\"baseType\": \"microsoft.graph.entity\"" => "\"baseType\": \"microsoft.graph.plant\"";
    OPEN_CHANGED, "open-changed", Minor, "a type began or ceased to take members that no page names",
        "such members are read and written either way; the service may refuse them",
        "\"openType\": false" => "\"openType\": true";
    ABSTRACT_CHANGED, "abstract-changed", Minor, "a type can be used directly, or no longer",
        "the service sends and takes values of an abstract type only as one of its derived types",
        "\"abstract\": false" => "\"abstract\": true";
    KEY_CHANGED, "key-changed", Dangerous, "another property identifies values of the type",
        "what addressed one value may now address another, or none",
        "\"keyProperty\": \"id\"" => "\"keyProperty\": \"name\"";
    PROPERTY_ADDED, "property-added", Minor, "a property that the type did not have",
        "a new field; its value was kept in `extra` before",
        "no such row" => "|height|Double|In metres.|";
    PROPERTY_REMOVED, "property-removed", Dangerous, "a property that the type does not have any more",
        "half of the rows that go are still sent by the service, so the field stays in quarantine, deprecated, until it is pruned",
        "|height|Double|In metres.|" => "no such row";
    PROPERTY_RENAMED, "property-renamed", Breaking, "a property has another name and kept its meaning",
        "the field has another name, and so has the member of the JSON",
        "|height|Double|How high it is.|" => "|tallness|Double|How high it is.|";
    PROPERTY_WIRE_CASE_CHANGED, "property-wire-case-changed", Breaking, "the name of a property is spelled in other letter case",
        "the field may keep its name while the JSON does not: nothing fails to compile and nothing is read",
        "|Height|Double|In metres.|" => "|height|Double|In metres.|";
    PROPERTY_TYPE_CHANGED, "property-type-changed", Breaking, "a property has another type",
        "the field has another type, or the JSON another form",
        "|height|String|In metres.|" => "|height|Double|In metres.|";
    PROPERTY_READ_ONLY_CHANGED, "property-read-only-changed", Dangerous, "a property can be written, or no longer",
        "`writable()` leaves read-only properties out",
        "|height|Double|In metres.|" => "|height|Double|In metres. Read-only.|";
    PROPERTY_REQUIRED_CHANGED, "property-required-changed", Dangerous, "a property must be given on creation, or no longer",
        "the service refuses bodies that lack a required property",
        "|height|Double|In metres.|" => "|height|Double|In metres. Required.|";
    PROPERTY_NULLABLE_CHANGED, "property-nullable-changed", Dangerous, "null is a value of a property, or no longer",
        "the service refuses null where it is no value; fields are optional either way",
        "|height|Double|In metres.|" => "|height|Double|In metres. Not nullable.|";
    PROPERTY_DEPRECATED, "property-deprecated", Minor, "a property became deprecated, or no longer is",
        "deprecated properties go away, by the rules of the service within two years",
        "|height|Double|In metres.|" => "|height|Double|In metres. This property is deprecated.|";
    PROPERTY_LIMIT_CHANGED, "property-limit-changed", Dangerous, "the limits on a value are others",
        "the service refuses values beyond the limit",
        "|name|String|What it is called.|" => "|name|String|What it is called. Maximum length is 64 characters.|";
    PROPERTY_BECAME_RELATIONSHIP, "property-became-relationship", Breaking, "a property became a relationship, or a relationship a property",
        "a property is a field, a relationship a method that decodes what was expanded",
        "a row of `nest` among the properties" => "a row of `nest` among the relationships";
    RELATIONSHIP_ADDED, "relationship-added", Minor, "a relationship that the type did not have",
        "a new method; its value was kept in `extra` before and still is",
        "no such row" => "|roots|root collection|Under it.|";
    RELATIONSHIP_REMOVED, "relationship-removed", Dangerous, "a relationship that the type does not have any more",
        "like a property it stays in quarantine, deprecated, until it is pruned",
        "|roots|root collection|Under it.|" => "no such row";
    RELATIONSHIP_RENAMED, "relationship-renamed", Breaking, "a relationship has another name and kept its meaning",
        "the method has another name, and so has the member of the JSON",
        "|birds|bird collection|Who sits there now.|" => "|guests|bird collection|Who sits there now.|";
    RELATIONSHIP_TYPE_CHANGED, "relationship-type-changed", Breaking, "a relationship leads to another type",
        "the method returns another type",
        "|guests|bird collection|" => "|guests|animal collection|";
    ENUM_ADDED, "enum-added", Minor, "an enum that no page declared before",
        "a new enum; fields that held any value because their type was undeclared now hold it",
        "no such section" => "### colour values";
    ENUM_REMOVED, "enum-removed", Breaking, "an enum that no page declares any more",
        "the Rust enum is gone, and fields of that type hold any value",
        "### colour values" => "no such section";
    ENUM_RENAMED, "enum-renamed", Breaking, "an enum has another name and kept its members",
        "the Rust enum has another name; the JSON is the same",
        "### colours values" => "### colour values";
    ENUM_MEMBER_ADDED, "enum-member-added", Minor, "an enum has a new member",
        "a new variant; the value was read as unrecognised before",
        "no such row" => "|blue|Like the sky.|";
    ENUM_MEMBER_REMOVED, "enum-member-removed", Breaking, "an enum lost a member",
        "the variant is gone; the value is read as unrecognised",
        "|blue|Like the sky.|" => "no such row";
    ENUM_MEMBER_RENAMED, "enum-member-renamed", Breaking, "a member of an enum has another name and kept its meaning",
        "the variant has another name, and so has the value in the JSON",
        "|blue|" => "|blueish|";
    ENUM_MEMBER_CASE_CHANGED, "enum-member-case-changed", Dangerous, "a member of an enum is spelled in other letter case",
        "values are read in any case and written in the documented one",
        "|Blue|" => "|blue|";
    ENUM_MEMBER_VALUE_CHANGED, "enum-member-value-changed", Minor, "the number of an enum member, or whether members combine, changed",
        "the JSON carries names and no numbers; an enum whose members combine is another Rust type",
        "|blue|1|" => "|blue|2|";
    VALUE_LIST_CHANGED, "value-list-changed", Breaking, "the values that a page lists for a text property are others",
        "the list makes the variants of an enum: those that go break programs, and a first or last list changes the type",
        "Possible values are: `oak`, `elm`." => "Possible values are: `oak`, `ash`.";
    DOCS_CHANGED, "docs-changed", Patch, "the description is another",
        "only the documentation of the generated crate changes",
        "|height|Double|How high.|" => "|height|Double|How high it is.|";
    FACT_CHANGED, "fact-changed", Dangerous, "the sentence that a fact written by hand rests on reads otherwise",
        "the generated code says what the old sentence said",
        "a sentence that a fact quotes" => "the same in other words";
    FACT_LOST, "fact-lost", Dangerous, "the sentence that a fact written by hand rests on is gone",
        "the generated code says what no page says any more",
        "a sentence that a fact quotes" => "no such sentence";
}
