//! What is read from a metadata document, and which documents are refused.

mod annotations;
mod declarations;
mod forms;

use graphdoc_codegen::unstable::{
    metadata::{self, Metadata},
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

#[test]
fn too_many_attributes_or_elements_are_rejected() {
    let many = |count: usize, text: fn(usize) -> String| (0..count).map(text).collect::<String>();
    let attributes = many(100_000, |at| format!(" a{at}=\"\""));
    let refused = |elements: &str| read(&document(elements)).err().unwrap_or_default();
    assert!(refused(&format!("<Key{attributes}/>")).contains("at most 64 attributes"));
    let long = |count: usize| format!("<ComplexType Name=\"{}\"/>", "a".repeat(count));
    assert!(refused(&long((64 << 10) + 1)).contains("at most 65536 bytes"));
    assert_eq!(refused(&long(64 << 10)), "");
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
fn alias_can_be_used_before_its_schema() {
    let text = "<Edmx><Schema Namespace=\"a\"><ComplexType Name=\"t\" BaseType=\"later.u\">\
                <Property Name=\"p\" Type=\"Collection(later.grams)\"/></ComplexType></Schema>\
                <Schema Namespace=\"b.c\" Alias=\"later\"><ComplexType Name=\"u\"/>\
                <TypeDefinition Name=\"grams\" UnderlyingType=\"Edm.Int32\"/></Schema></Edmx>";
    let csdl = read(text).expect("metadata").csdl;
    let ty = &csdl.types["a.t"];
    assert_eq!(ty.base.as_deref(), Some("b.c.u"));
    assert_eq!(ty.properties["p"].ty, "Edm.Int32");
    assert!(ty.properties["p"].collection);
}
