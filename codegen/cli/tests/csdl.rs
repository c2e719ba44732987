//! What is read of a metadata document, and which documents are refused.

use graphdoc_codegen::unstable::{
    metadata::{self, Metadata, Notes, Refused},
    source::SourceFile,
};

fn read(text: &str) -> Result<Metadata, String> {
    metadata::read(SourceFile::new("$metadata", text), false).map_err(|fault| fault.message)
}

/// A document with these elements in its only schema.
fn document(elements: &str) -> String {
    format!(
        "<Edmx><Reference><Include Namespace=\"Org.OData.Core.V1\" Alias=\"Core\"/></Reference>\
         <Schema Namespace=\"a.b\" Alias=\"self\">{elements}</Schema></Edmx>"
    )
}

/// What these annotations say of a property.
fn notes(annotations: &str) -> Notes {
    let beside = format!(
        "<ComplexType Name=\"t\"><Property Name=\"p\" Type=\"Edm.String\">{annotations}</Property></ComplexType>"
    );
    let apart = format!("<Annotations Target=\"self.t/p\">{annotations}</Annotations>");
    let [mut beside, mut apart] = [beside, apart].map(|elements| {
        let read = read(&document(&elements)).expect("metadata");
        read.csdl.notes
    });
    let beside = beside.remove("a.b.t/p").unwrap_or_default();
    assert_eq!(beside, apart.remove("a.b.t/p").unwrap_or_default());
    beside
}

fn term(name: &str, rest: &str) -> String {
    format!("<Annotation Term=\"{name}\"{rest}")
}

#[test]
fn constants_are_attributes_or_elements() {
    let description = Some("a < b & c".to_owned());
    for rest in [
        " String=\"a &lt; b &amp; c\"/>",
        "><String>a &lt; b &#38; c</String></Annotation>",
        "><String><![CDATA[a < b & c]]></String></Annotation>",
    ] {
        let text = term("Org.OData.Core.V1.Description", rest);
        assert_eq!(notes(&text).description, description, "{rest}");
    }
    for (rest, is) in [
        ("/>", true),
        ("></Annotation>", true),
        (" Bool=\"true\"/>", true),
        (" Bool=\"false\"/>", false),
        ("><Bool>false</Bool></Annotation>", false),
        (" Path=\"other\"/>", false),
        ("><Null/></Annotation>", false),
    ] {
        let text = term("Core.Computed", rest);
        assert_eq!(notes(&text).read_only, is, "{rest}");
    }
}

#[test]
fn only_known_vocabularies_without_a_condition_count() {
    for text in [
        term("Other.V1.Computed", "/>"),
        term("Computed", "/>"),
        term("Org.OData.Core.V1.Computed", " Qualifier=\"Tablet\"/>"),
        format!(
            "{}{}</Annotation>",
            term("Other.V1.Thing", ">"),
            term("Core.Computed", "/>")
        ),
    ] {
        assert_eq!(notes(&text), Notes::default(), "{text}");
    }
}

#[test]
fn permissions_to_read_alone_make_read_only() {
    let permissions = |text: &str| {
        let text = format!("><EnumMember>{text}</EnumMember></Annotation>");
        notes(&term("Core.Permissions", &text)).read_only
    };
    assert!(permissions("Org.OData.Core.V1.Permission/Read"));
    assert!(permissions("\n Core.Permission/Read \n"));
    assert!(!permissions("Core.Permission/ReadWrite"));
    assert!(!permissions("Core.Permission/Read Core.Permission/Write"));
}

#[test]
fn restrictions_are_of_what_they_annotate() {
    let restricted = |term: &str, field: &str, value: &str| {
        let text = format!(
            "<Annotation Term=\"Org.OData.Capabilities.V1.{term}\"><Record>\
             <PropertyValue Property=\"{field}\" Bool=\"{value}\"/></Record></Annotation>"
        );
        let notes = notes(&text);
        let refused = |option| notes.refused.iter().any(|own| own.option == option);
        (refused("$filter"), refused("$expand"))
    };
    let filter = "FilterRestrictions";
    assert_eq!(restricted(filter, "Filterable", "false"), (true, false));
    assert_eq!(restricted(filter, "Filterable", "true"), (false, false));
    assert_eq!(
        restricted(filter, "RequiresFilter", "false"),
        (false, false)
    );
    let expand = "ExpandRestrictions";
    assert_eq!(restricted(expand, "Expandable", "false"), (false, true));
}

#[test]
fn lists_of_properties_restrict_each_in_its_set() {
    let list = |term: &str, field: &str, path: &str| {
        format!(
            "<Annotation Term=\"Org.OData.Capabilities.V1.{term}\"><Record><PropertyValue Property=\"{field}\"><Collection>\
             <{path}>p</{path}></Collection></PropertyValue></Record></Annotation>"
        )
    };
    let filter = list(
        "FilterRestrictions",
        "NonFilterableProperties",
        "PropertyPath",
    );
    let expand = list(
        "ExpandRestrictions",
        "NonExpandableProperties",
        "NavigationPropertyPath",
    );
    let sort = list("SortRestrictions", "NonSortableProperties", "PropertyPath");
    let ty = format!(
        "<EntityType Name=\"t\"><NavigationProperty Name=\"p\" Type=\"self.t\"/>{filter}{sort}</EntityType>"
    );
    let set = |annotations: &str| {
        format!(
            "<EntityContainer Name=\"all\"><EntitySet Name=\"ts\" EntityType=\"self.t\">{annotations}</EntitySet></EntityContainer>"
        )
    };
    let apart = format!("<Annotations Target=\"self.all/ts\">{expand}</Annotations>");
    for container in [set(&expand), set("") + &apart] {
        let read = read(&document(&(ty.clone() + &container))).expect("metadata");
        let refused: Vec<_> = read.csdl.notes["a.b.t/p"].refused.iter().collect();
        let of = |refused: &Refused| (refused.option, refused.within.clone());
        let refused: Vec<_> = refused.into_iter().map(of).collect();
        assert_eq!(
            refused,
            [("$expand", Some("ts".to_owned())), ("$filter", None)]
        );
    }
}

/// A revision with these fields.
fn revision(kind: &str, fields: &str) -> String {
    format!(
        "<Record>{fields}<PropertyValue Property=\"Kind\"><EnumMember>Org.OData.Core.V1.RevisionKind/{kind}\
         </EnumMember></PropertyValue></Record>"
    )
}

#[test]
fn each_revision_is_one_for_itself() {
    let date =
        |field: &str, day: &str| format!("<PropertyValue Property=\"{field}\" Date=\"{day}\"/>");
    let gone = revision(
        "Deprecated",
        &format!(
            "<PropertyValue Property=\"Description\" String=\"Use q.\"/>{}{}",
            date("Date", "2024-04-10"),
            date("RemovalDate", "2026-04-10")
        ),
    );
    let added = revision("Added", &date("Date", "2020-01-01"));
    let said = Some("Use q. Since 2024-04-10. To be removed on 2026-04-10.".to_owned());
    let of = |records: &str| {
        let records = format!("><Collection>{records}</Collection></Annotation>");
        notes(&term("Core.Revisions", &records))
            .deprecated
            .map(|deprecation| deprecation.words())
    };
    assert_eq!(of(&gone), said);
    assert_eq!(of(&format!("{gone}{added}")), said);
    assert_eq!(of(&format!("{added}{gone}")), said);
    assert_eq!(of(&added), None);
    let bare = revision("Deprecated", "");
    assert_eq!(of(&format!("{added}{bare}")), Some(String::new()));
}

#[test]
fn a_flood_of_attributes_or_elements_is_refused() {
    let many = |count: usize, text: fn(usize) -> String| (0..count).map(text).collect::<String>();
    let attributes = many(100_000, |at| format!(" a{at}=\"\""));
    let refused = |elements: &str| read(&document(elements)).err().unwrap_or_default();
    assert!(refused(&format!("<Key{attributes}/>")).contains("at most 64 attributes"));
    let elements = many(1 << 20, |_| "<a/>".to_owned());
    assert!(refused(&elements).contains("at most 1048576 elements"));
    assert!(refused(&"<a>".repeat(100_000)).contains("in each other"));
    for entity in ["&x;", "<a b=\"&x;\"/>", "<!ENTITY x \"y\">"] {
        assert_ne!(refused(entity), "", "{entity}");
    }
    assert!(read(&format!("<!DOCTYPE a [<!ENTITY x \"y\">]>{}", document(""))).is_err());
    assert_eq!(refused(&many(64, |at| format!("<a b{at}=\"\"/>"))), "");
}

#[test]
fn an_alias_is_known_before_its_schema() {
    let text = "<Edmx><Schema Namespace=\"a\"><ComplexType Name=\"t\" BaseType=\"later.u\">\
                <Property Name=\"p\" Type=\"Collection(later.grams)\"/></ComplexType></Schema>\
                <Schema Namespace=\"b.c\" Alias=\"later\"><ComplexType Name=\"u\"/>\
                <TypeDefinition Name=\"grams\" UnderlyingType=\"Edm.Int32\"/></Schema></Edmx>";
    let csdl = read(text).expect("metadata").csdl;
    let ty = &csdl.types["a.t"];
    assert_eq!(ty.base.as_deref(), Some("b.c.u"));
    assert_eq!(
        (
            ty.properties["p"].ty.as_str(),
            ty.properties["p"].collection
        ),
        ("Edm.Int32", true)
    );
}
