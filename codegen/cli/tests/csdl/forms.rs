//! Documents in other formats and encodings.

use std::path::Path;

use graphdoc_codegen::unstable::source;

use crate::{document, read};

const ODATA: &str = "http://docs.oasis-open.org/odata/ns";

/// A document whose elements are in these namespaces, with these prefixes.
fn prefixed([edmx, edmx_name]: [&str; 2], [edm, edm_name]: [&str; 2]) -> String {
    let name = |prefix: &str| match prefix {
        "" => "xmlns".to_owned(),
        prefix => format!("xmlns:{}", prefix.trim_end_matches(':')),
    };
    let (outer, inner) = (name(edmx), name(edm));
    format!(
        "<{edmx}Edmx Version=\"4.01\" {outer}=\"{edmx_name}\"><{edmx}DataServices><{edm}Schema {inner}=\"{edm_name}\" Namespace=\"a\">\
         <{edm}ComplexType Name=\"t\"><{edm}Property Name=\"p\" Type=\"Edm.String\"/></{edm}ComplexType>\
         </{edm}Schema></{edmx}DataServices></{edmx}Edmx>"
    )
}

#[test]
fn xml_prefixes_may_have_any_name() {
    let [edmx, edm] = ["edmx", "edm"].map(|name| format!("{ODATA}/{name}"));
    for prefixes in [["edmx:", ""], ["x:", ""], ["", "y:"], ["x:", "y:"]] {
        let text = prefixed([prefixes[0], &edmx], [prefixes[1], &edm]);
        let csdl = read(&text).expect("metadata").csdl;
        assert!(csdl.types["a.t"].properties.contains_key("p"), "{text}");
    }
}

#[test]
fn earlier_odata_versions_are_rejected_by_name() {
    for year in ["2006/04", "2008/09", "2009/11"] {
        let edmx = "http://schemas.microsoft.com/ado/2007/06/edmx";
        let edm = format!("http://schemas.microsoft.com/ado/{year}/edm");
        for text in [
            prefixed(["edmx:", edmx], ["", &edm]),
            prefixed(["edmx:", &format!("{ODATA}/edmx")], ["", &edm]),
        ] {
            let message = read(&text).expect_err("refused");
            let words = "expected metadata of OData 4, found that of an earlier version";
            assert!(message.starts_with(words), "{message}");
        }
    }
}

#[test]
fn foreign_elements_and_attributes_are_ignored() {
    let read = read(&document(
        "<x:ComplexType xmlns:x=\"urn:x\" Name=\"of-others\"><Property Name=\"q\" Type=\"Edm.String\"/></x:ComplexType>\
         <ComplexType xmlns:x=\"urn:x\" x:Name=\"other\" Name=\"t\" x:BaseType=\"self.u\">\
         <x:Property Name=\"q\" Type=\"Edm.String\"/><Property x:Type=\"Edm.Int32\" Type=\"Edm.String\" Name=\"p\" x:Name=\"r\"/></ComplexType>",
    ));
    let csdl = read.expect("metadata").csdl;
    assert_eq!(csdl.types.keys().collect::<Vec<_>>(), ["a.b.t"]);
    let ty = &csdl.types["a.b.t"];
    assert_eq!(ty.properties.keys().collect::<Vec<_>>(), ["p"]);
    assert_eq!(ty.base, None);
    assert_eq!(ty.properties["p"].ty, "Edm.String");
}

#[test]
fn alias_of_an_include_resolves_to_its_namespace() {
    let text = "<Edmx><Reference Uri=\"x\"><Include Namespace=\"c.d\" Alias=\"far\"/></Reference>\
                <Schema Namespace=\"a\"><ComplexType Name=\"t\" BaseType=\"far.u\"/></Schema></Edmx>";
    let csdl = read(text).expect("metadata").csdl;
    assert_eq!(csdl.types["a.t"].base.as_deref(), Some("c.d.u"));
}

#[test]
fn json_metadata_is_rejected_with_a_suggestion() {
    for text in ["{\"$Version\": \"4.01\"}", "\u{feff}\n [1]"] {
        let message = read(text).expect_err("refused");
        let is_told = message.contains("found JSON") && message.contains("application/xml");
        assert!(is_told, "{message}");
    }
}

#[test]
fn characters_invalid_in_xml_are_rejected() {
    let with = |name: &str| document(&format!("<ComplexType Name=\"{name}\"/>"));
    for name in [
        "a\u{0}b", "a\u{1}", "a\u{1f}", "a&#1;", "a&#x0;", "a&#x1F;", "\u{ffff}", "&#xD800;",
    ] {
        assert!(read(&with(name)).is_err(), "{name:?}");
    }
    let text = "<Annotations Target=\"self.t\"><Annotation Term=\"Core.Description\"><String>a&#2;</String></Annotation></Annotations>";
    assert!(read(&document(text)).is_err());
    for name in ["a&#x20;b", "a&#233;", "é"] {
        assert!(read(&with(name)).is_ok(), "{name:?}");
    }
}

#[test]
fn encoding_is_detected_from_the_bytes() {
    let read = |name: &str| {
        let declaration = format!("<?xml version=\"1.0\" encoding=\"{name}\"?>");
        read(&(declaration + &document("")))
    };
    for name in ["utf-8", "UTF-8", "utf-16", "UTF-16", "us-ascii"] {
        assert!(read(name).is_ok(), "{name}");
    }
    for name in ["iso-8859-1", "windows-1252", "utf-7", "shift_jis"] {
        let message = read(name).expect_err("refused");
        let is_told = message.contains(name) && message.ends_with("save it as UTF-8");
        assert!(is_told, "{message}");
    }
}

fn decode(bytes: &[u8]) -> Result<String, String> {
    source::decode_xml(Path::new("service.xml"), bytes).map_err(|fault| fault.to_string())
}

#[test]
fn utf_16_documents_are_read() {
    let text = "<Edmx>\n<Schema Namespace=\"é😀\"/></Edmx>";
    let with = |bytes: fn(u16) -> [u8; 2], mark: &str| -> Vec<u8> {
        let units = mark.encode_utf16().chain(text.encode_utf16());
        units.flat_map(bytes).collect()
    };
    for mark in ["", "\u{feff}"] {
        for bytes in [u16::to_le_bytes, u16::to_be_bytes] {
            let mut bytes = with(bytes, mark);
            assert_eq!(decode(&bytes).as_deref(), Ok(text));
            // A file that was cut in the middle of a character.
            bytes.push(b'x');
            let message = decode(&bytes).expect_err("refused");
            assert!(message.starts_with("service.xml:2:"), "{message}");
            assert!(message.contains("half a character"), "{message}");
        }
    }
    assert_eq!(decode("\u{feff}<a/>".as_bytes()).as_deref(), Ok("<a/>"));
    let lone = [0xff, 0xfe, b'<', 0, 0x3d, 0xd8, b'>', 0];
    let message = decode(&lone).expect_err("refused");
    assert!(message.starts_with("service.xml:1:2: expected UTF-16 text"));
    let odd = decode(b"<a b='\xe9'/>").expect_err("refused");
    assert!(odd.contains("save it as UTF-8"), "{odd}");
}

#[test]
fn compressed_documents_are_rejected_by_format() {
    for (bytes, form) in [
        (&b"\x1f\x8b\x08\x00"[..], "gzip"),
        (b"PK\x03\x04\x00\xff", "zip"),
        (b"\x28\xb5\x2f\xfd\x04", "Zstandard"),
    ] {
        let fault = decode(bytes).expect_err(form);
        let help = format!("it is packed with {form}; unpack it");
        assert!(fault.contains(&help), "{fault}");
    }
}
