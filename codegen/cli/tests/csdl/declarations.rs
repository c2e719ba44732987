//! Repeated, circular and incomplete declarations.

use graphdoc_codegen::unstable::metadata::{Csdl, LONGEST_CHAIN, Metadata, Notes};

use crate::{document, read};

fn understood(elements: &str) -> Metadata {
    read(&document(elements)).expect("metadata")
}

/// Returns the rules and messages of the findings, with the texts at their places.
fn told(metadata: &Metadata) -> Vec<(&'static str, String, Vec<String>)> {
    let told = metadata.diagnostics.iter().map(|found| {
        let places = found.labels.iter();
        let places = places.map(|place| {
            let span = place.span;
            metadata.file.text[span.start..span.end].to_owned()
        });
        (found.rule().id, found.message.to_string(), places.collect())
    });
    told.collect()
}

fn names(csdl: &Csdl, ty: &str) -> Vec<String> {
    csdl.types[ty].properties.keys().cloned().collect()
}

fn property(name: &str, ty: &str) -> String {
    format!("<Property Name=\"{name}\" Type=\"{ty}\"/>")
}

#[test]
fn identical_duplicate_declarations_are_reported() {
    let ty = "<ComplexType Name=\"t\"><Property Name=\"p\" Type=\"self.t\"/></ComplexType>";
    let again = "<ComplexType Name=\"t\"><Property Name=\"p\" Type=\"a.b.t\"/></ComplexType>";
    let read = understood(&[ty, again].concat());
    assert_eq!(names(&read.csdl, "a.b.t"), ["p"]);
    let places = vec!["<ComplexType Name=\"t\">".to_owned(); 2];
    let message = "the metadata declares `a.b.t` twice".to_owned();
    assert_eq!(told(&read), [("metadata-declared-twice", message, places)]);

    let p = property("p", "Edm.String");
    let read = understood(&format!("<ComplexType Name=\"t\">{p}{p}</ComplexType>"));
    let message = "the metadata declares `p` of `a.b.t` twice".to_owned();
    assert_eq!(
        told(&read),
        [("metadata-declared-twice", message, vec![p.clone(), p])]
    );

    let member = "<Member Name=\"m\" Value=\"1\"/>";
    let read = understood(&format!("<EnumType Name=\"e\">{member}{member}</EnumType>"));
    assert_eq!(read.csdl.types["a.b.e"].members.len(), 1);
    assert_eq!(
        told(&read)[0].1,
        "the metadata declares `m` of `a.b.e` twice"
    );
}

#[test]
fn first_declaration_wins_and_is_completed() {
    let [int, text, more] = [
        property("p", "Edm.Int32"),
        property("p", "Edm.String"),
        property("q", "Edm.String"),
    ];
    let read = understood(&format!(
        "<EntityType Name=\"t\">{int}</EntityType><EntityType Name=\"t\" BaseType=\"self.b\">{text}{more}</EntityType>\
         <EntityType Name=\"b\"/>"
    ));
    let ty = &read.csdl.types["a.b.t"];
    assert_eq!(names(&read.csdl, "a.b.t"), ["p", "q"]);
    assert_eq!(
        (&*ty.properties["p"].ty, ty.base.as_deref()),
        ("Edm.Int32", Some("a.b.b"))
    );
    let [(_, message, places)] = &told(&read)[..] else {
        panic!("one finding");
    };
    let twice = "the metadata declares `a.b.t` twice in different ways";
    assert_eq!(message, twice);
    let second = "<EntityType Name=\"t\" BaseType=\"self.b\">";
    assert_eq!(*places, [second, "<EntityType Name=\"t\">"]);

    let ty = format!("<ComplexType Name=\"t\">{int}{text}</ComplexType>");
    let read = understood(&ty);
    assert_eq!(read.csdl.types["a.b.t"].properties["p"].ty, "Edm.Int32");
    assert_eq!(told(&read)[0].2, [text, int]);

    let members = |second: &str| {
        format!("<EnumType Name=\"e\"><Member Name=\"m\" Value=\"1\"/>{second}</EnumType>")
    };
    let read = understood(&members("<Member Name=\"m\" Value=\"2\"/>"));
    assert_eq!(read.csdl.types["a.b.e"].members[0].value, Some(1));
    assert!(told(&read)[0].1.ends_with("twice in different ways"));
    let read = understood(&[members(""), members("<Member Name=\"n\"/>")].concat());
    let members_of_both = read.csdl.types["a.b.e"].members.iter();
    let names: Vec<_> = members_of_both.map(|own| &*own.name).collect();
    assert_eq!(names, ["m", "n"]);
    assert_eq!(told(&read).len(), 1);
    // An enum is not a type that more can be added to.
    let read = understood(&["<ComplexType Name=\"e\"/>", &members("")].concat());
    assert!(read.csdl.types["a.b.e"].members.is_empty());
    assert_eq!(told(&read).len(), 1);
}

#[test]
fn duplicate_schemas_definitions_and_aliases_are_allowed() {
    let schema = "<Schema Namespace=\"x\" Alias=\"y\"><ComplexType Name=\"t\"/></Schema>";
    let read = crate::read(&format!("<Edmx>{schema}{schema}</Edmx>")).expect("metadata");
    assert_eq!(read.csdl.types.len(), 1);
    assert_eq!(told(&read).len(), 1);
    let other = schema
        .replace("\"x\"", "\"z\"")
        .replace("Name=\"t\"", "Name=\"u\" BaseType=\"y.t\"");
    let read = crate::read(&format!("<Edmx>{schema}{other}</Edmx>")).expect("metadata");
    assert_eq!(read.csdl.types["z.u"].base.as_deref(), Some("x.t"));
    assert_eq!(
        told(&read)[0].1,
        "the metadata declares `y` twice in different ways"
    );
    let definition = |ty: &str| format!("<TypeDefinition Name=\"d\" UnderlyingType=\"Edm.{ty}\"/>");
    let ty = format!(
        "<ComplexType Name=\"t\">{}</ComplexType>",
        property("p", "self.d")
    );
    for (second, how) in [("Int32", "twice"), ("Int64", "twice in different ways")] {
        let read = understood(&[&ty, &*definition("Int32"), &*definition(second)].concat());
        assert_eq!(read.csdl.types["a.b.t"].properties["p"].ty, "Edm.Int32");
        assert_eq!(
            told(&read)[0].1,
            format!("the metadata declares `a.b.d` {how}")
        );
    }
}

#[test]
fn names_that_differ_in_case_are_distinct() {
    let read = understood(
        "<ComplexType Name=\"t\"/><ComplexType Name=\"T\"/><EnumType Name=\"e\"><Member Name=\"m\"/><Member Name=\"M\"/></EnumType>",
    );
    assert_eq!(read.csdl.types.len(), 3);
    assert_eq!(read.csdl.types["a.b.e"].members.len(), 2);
    assert!(read.diagnostics.is_empty());
}

#[test]
fn base_cycle_loses_one_base_and_reports_it() {
    let ty = |name: &str, base: &str, rest: &str| {
        format!("<EntityType Name=\"{name}\" BaseType=\"self.{base}\"{rest}</EntityType>")
    };
    let key = "><Key><PropertyRef Name=\"id\"/></Key>";
    // What distinguishes `object` and `root`, and the type that loses its base.
    for (of_object, of_root, root) in [
        (">", key, "root"),
        (" Abstract=\"true\">", ">", "object"),
        (">", ">", "object"),
    ] {
        let circle = [
            ty("user", "object", ">"),
            ty("object", "root", of_object),
            ty("root", "user", of_root),
        ];
        let tail = ty("tail", "user", ">") + &ty("alone", "alone", ">");
        for turned in 0..3 {
            let mut circle = circle.clone();
            circle.rotate_left(turned);
            let read = understood(&(circle.concat() + &tail));
            let types = read.csdl.types.iter();
            let without = types.filter(|(_, ty)| ty.base.is_none());
            let without: Vec<&str> = without.map(|(name, _)| &**name).collect();
            let mut expected = vec!["a.b.alone".to_owned(), format!("a.b.{root}")];
            expected.sort();
            assert_eq!(without, expected);
            let mut found = Vec::new();
            for (rule, message, places) in told(&read) {
                assert_eq!(rule, "base-cycle");
                assert!(places[0].starts_with("<EntityType Name="), "{places:?}");
                found.push(message);
            }
            found.sort();
            let message = |name: &String| format!("`{name}` extends itself through its base types");
            assert_eq!(found, expected.iter().map(message).collect::<Vec<_>>());
        }
    }
}

#[test]
fn declarations_without_name_or_type_are_reported() {
    for row in [
        "<EntityType/> | expected the attribute `Name` of `<EntityType>`",
        "<EnumType Name=''/> | expected the attribute `Name` of `<EnumType>`",
        "<ComplexType Name='t'><Property Name='p'/></ComplexType> | expected the attribute `Type` of `<Property>`",
        "<ComplexType Name='t'><NavigationProperty Type='self.t'/></ComplexType> | expected the attribute `Name` of `<NavigationProperty>`",
        "<EnumType Name='e'><Member Value='1'/></EnumType> | expected the attribute `Name` of `<Member>`",
        "<TypeDefinition Name='d'/> | expected the attribute `UnderlyingType` of `<TypeDefinition>`",
        "<EnumType Name='e'><Member Name='m' Value='one'/></EnumType> | expected a number as the value of `m`, found `one`",
        "<EnumType Name='e'><Member Name='m' Value='9223372036854775808'/></EnumType> | expected a number as the value of `m`, found `9223372036854775808`",
        "</Schema><Schema><ComplexType Name='t'/> | expected the attribute `Namespace` of `<Schema>`",
    ] {
        let (elements, expected) = row.split_once(" | ").expect("two columns");
        let read = understood(&format!("{elements}<ComplexType Name=\"last\"/>"));
        let told = told(&read);
        assert_eq!(told.len(), 1, "{told:?}");
        assert_eq!((told[0].0, &*told[0].1), ("metadata-unread", expected));
        assert!(!read.csdl.types.contains_key("a.b.t") || !elements.contains("<Schema>"));
    }
}

#[test]
fn type_definitions_resolve_to_their_primitive() {
    let elements = "<TypeDefinition Name=\"a\" UnderlyingType=\"self.b\" MaxLength=\"8\"/>\
        <TypeDefinition Name=\"b\" UnderlyingType=\"Edm.String\" Unicode=\"false\"><Annotation Term=\"X.Y\"/></TypeDefinition>\
        <TypeDefinition Name=\"c\" UnderlyingType=\"self.d\"/><TypeDefinition Name=\"d\" UnderlyingType=\"self.c\"/>\
        <ComplexType Name=\"t\"><Property Name=\"p\" Type=\"Collection(self.a)\" MaxLength=\"4\"/><Property Name=\"q\" Type=\"self.c\"/></ComplexType>";
    let read = understood(elements);
    let properties = &read.csdl.types["a.b.t"].properties;
    assert_eq!(
        (&*properties["p"].ty, properties["p"].collection),
        ("Edm.String", true)
    );
    assert!(["a.b.c", "a.b.d"].contains(&&*properties["q"].ty));
}

/// The messages of a document with these elements, each with the type that it is about.
fn unread(elements: &str) -> Vec<(String, Option<String>)> {
    let found = understood(elements).diagnostics.into_iter();
    let found = found.filter(|found| found.rule().id == "metadata-unread");
    found
        .map(|found| (found.message.to_string(), found.type_name))
        .collect()
}

#[test]
fn misplaced_elements_are_reported() {
    for row in [
        "PROPERTY | expected `<Property>` inside a type",
        "<Member Name='a'/> | expected `<Member>` inside a type",
        "<ComplexType Name='a'>PROPERTY<EnumType Name='b'/></ComplexType> | expected the end of `a.b.a`, found `<EnumType>` inside it",
        "<Schema Namespace='c'/> | expected the end of `a.b`, found `<Schema>` inside it",
        // The members of a type without a name are left out with it.
        "<ComplexType>PROPERTYPROPERTY</ComplexType> | expected the attribute `Name` of `<ComplexType>`",
    ] {
        let row = row.replace("PROPERTY", &property("p", "Edm.String"));
        let (elements, expected) = row.split_once(" | ").expect("two columns");
        assert_eq!(unread(elements), [(expected.to_owned(), None)], "{row}");
    }
}

#[test]
fn unresolved_type_references_are_reported() {
    let told = |name: &str| {
        let message = format!("expected a type that the metadata declares, found `{name}`");
        [(message, Some("a.b.t".to_owned()))]
    };
    let with = |ty: &str| {
        let property = property("p", ty);
        format!("<ComplexType Name=\"t\">{property}</ComplexType>")
    };
    for (ty, name) in [
        ("Edm.Nope", "Edm.Nope"),
        ("string", "string"),
        ("Collection(other.t)", "other.t"),
        ("Collection(Collection(self.t))", "Collection(self.t)"),
        ("Collection(Edm.String", "Collection(Edm.String"),
        ("Collection()", ""),
        ("self.nowhere", "a.b.nowhere"),
    ] {
        assert_eq!(unread(&with(ty)), told(name));
    }
    for base in ["self.shade", "self.nowhere", "Edm.String"] {
        let elements =
            format!("<EnumType Name=\"shade\"/><ComplexType Name=\"t\" BaseType=\"{base}\"/>");
        assert_eq!(unread(&elements), told(&base.replace("self.", "a.b.")));
    }
    for ty in [
        "Edm.GeographyPoint",
        "Edm.PrimitiveType",
        "Edm.Untyped",
        "self.t",
        "Collection(a.b.t)",
    ] {
        assert_eq!(unread(&with(ty)), []);
    }
}

#[test]
fn chains_of_type_definitions_are_bounded() {
    let chain = |length: usize| {
        let definition = |at: usize| {
            let to = match at + 1 == length {
                true => "Edm.Int32".to_owned(),
                false => format!("self.d{}", at + 1),
            };
            format!("<TypeDefinition Name=\"d{at}\" UnderlyingType=\"{to}\"/>")
        };
        let definitions: String = (0..length).map(definition).collect();
        let property = property("p", "self.d0");
        format!("{definitions}<ComplexType Name=\"t\">{property}</ComplexType>")
    };
    let ty = |length: usize| {
        understood(&chain(length)).csdl.types["a.b.t"].properties["p"]
            .ty
            .clone()
    };
    assert_eq!(ty(LONGEST_CHAIN), "Edm.Int32");
    assert_eq!(unread(&chain(LONGEST_CHAIN)), []);
    let last = format!("a.b.d{}", LONGEST_CHAIN);
    assert_eq!(ty(LONGEST_CHAIN + 1), last);
    assert_eq!(unread(&chain(LONGEST_CHAIN + 1)).len(), 1);
}

#[test]
fn terms_declared_in_the_document_are_ignored() {
    for applies_to in [
        "",
        " AppliesTo=\"Property\"",
        " AppliesTo=\"EntityType ComplexType\"",
    ] {
        let elements = format!(
            "<Term Name=\"Computed\" Type=\"Core.Tag\" DefaultValue=\"true\"{applies_to}/>\
             <ComplexType Name=\"t\">{}</ComplexType>\
             <Annotations Target=\"self.t/p\"><Annotation Term=\"self.Computed\"/></Annotations>\
             <Annotations Target=\"self.Computed\"><Annotation Term=\"Core.Description\" String=\"x\"/></Annotations>",
            property("p", "Edm.String")
        );
        let read = understood(&elements);
        assert_eq!(told(&read), []);
        let notes = read.csdl.notes_of("a.b.t", Some("p")).cloned();
        assert_eq!(notes.unwrap_or_default(), Notes::default());
        assert_eq!(read.csdl.types.len(), 1);
    }
}
