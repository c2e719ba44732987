//! What annotations say about their targets.

use graphdoc_codegen::unstable::metadata::{Notes, Refused};

use crate::{document, read};

/// Reads these annotations of a property.
fn notes(annotations: &str) -> Notes {
    let beside = format!(
        "<ComplexType Name=\"t\"><Property Name=\"p\" Type=\"Edm.String\">{annotations}</Property></ComplexType>"
    );
    let apart = format!("<Annotations Target=\"self.t/p\">{annotations}</Annotations>");
    let [beside, apart] = [beside, apart].map(|elements| notes_of(&elements, "a.b.t", "p"));
    assert_eq!(beside, apart);
    beside.unwrap_or_default()
}

/// Returns the notes about a type, or about a member of it.
fn notes_of(elements: &str, ty: &str, member: &str) -> Option<Notes> {
    let read = read(&document(elements)).expect("metadata");
    let member = Some(member).filter(|member| !member.is_empty());
    read.csdl.notes_of(ty, member).cloned()
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
fn annotations_with_conditions_or_of_other_vocabularies_are_ignored() {
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
    let annotation = term("Core.Description", " String=\"On a tablet.\"/>");
    let ty = "<ComplexType Name=\"t\"><Property Name=\"p\" Type=\"Edm.String\"/></ComplexType>";
    let elements = format!(
        "{ty}<Annotations Target=\"self.t/p\" Qualifier=\"Tablet\">{annotation}</Annotations>"
    );
    assert_eq!(notes_of(&elements, "a.b.t", "p"), None);
}

#[test]
fn listed_properties_are_restricted_in_their_set() {
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
        let expected = ["$expand in ts", "$filter", "$orderby"];
        let elements = ty.clone() + &container;
        assert_eq!(refused(&elements, "a.b.t", "p"), expected);
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
fn fields_of_one_revision_do_not_leak_into_another() {
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

/// Returns the restrictions on one item: what is refused, and in which set.
fn refused(elements: &str, ty: &str, member: &str) -> Vec<String> {
    options(&notes_of(elements, ty, member).unwrap_or_default())
}

fn options(notes: &Notes) -> Vec<String> {
    let option = |refused: &Refused| match &refused.within {
        None => refused.option.to_string(),
        Some(set) => format!("{} in {set}", refused.option),
    };
    notes.refused.iter().map(option).collect()
}

fn capability(name: &str, rest: &str) -> String {
    term(&format!("Org.OData.Capabilities.V1.{name}"), rest)
}

#[test]
fn each_restriction_has_its_own_effect() {
    for (term, field, option) in [
        ("ChangeTracking", "Supported", "change tracking"),
        ("CountRestrictions", "Countable", "$count"),
        ("DeleteRestrictions", "Deletable", "deletion"),
        ("ExpandRestrictions", "Expandable", "$expand"),
        ("FilterRestrictions", "Filterable", "$filter"),
        ("InsertRestrictions", "Insertable", "creation"),
        ("SearchRestrictions", "Searchable", "$search"),
        ("SelectSupport", "Supported", "$select"),
        ("SortRestrictions", "Sortable", "$orderby"),
        ("UpdateRestrictions", "Updatable", "updates"),
    ] {
        for (value, expected) in [("false", vec![option]), ("true", Vec::new())] {
            for field in [
                format!("<PropertyValue Property=\"{field}\" Bool=\"{value}\"/>"),
                format!(
                    "<PropertyValue Property=\"{field}\"><Bool>\n {value} </Bool></PropertyValue>"
                ),
            ] {
                let text = capability(term, &format!("><Record>{field}</Record></Annotation>"));
                assert_eq!(options(&notes(&text)), expected, "{text}");
            }
        }
    }
    for (term, option) in [("TopSupported", "$top"), ("SkipSupported", "$skip")] {
        let found = notes(&capability(term, " Bool=\"false\"/>"));
        assert_eq!(options(&found), [option]);
        assert_eq!(notes(&capability(term, "/>")), Notes::default());
    }
    let unfiltered = "><Record><PropertyValue Property=\"RequiresFilter\" Bool=\"false\"/></Record></Annotation>";
    let text = capability("FilterRestrictions", unfiltered);
    assert_eq!(notes(&text), Notes::default());
    let immutable = notes(&term("Core.Immutable", "/>"));
    assert_eq!(options(&immutable), ["updates"]);
}

#[test]
fn computed_annotation_values_are_ignored() {
    let odd = "<If><Path>isOdd</Path><Bool>false</Bool><Bool>true</Bool></If>";
    let field = format!("<PropertyValue Property=\"Filterable\">{odd}</PropertyValue>");
    let words = "><Apply Function=\"odata.concat\"><String>How </String><Path>name</Path></Apply></Annotation>";
    let path = "<PropertyValue Property=\"Filterable\" Path=\"isOdd\"/>".to_owned();
    let restricted = [field, path].map(|field| {
        let record = format!("><Record>{field}</Record></Annotation>");
        capability("FilterRestrictions", &record)
    });
    let others = [
        capability("TopSupported", &format!(">{odd}</Annotation>")),
        term("Core.Computed", &format!(">{odd}</Annotation>")),
        term(
            "Core.Computed",
            "><Not><Bool>true</Bool></Not></Annotation>",
        ),
        term("Core.Description", words),
    ];
    for text in restricted.into_iter().chain(others) {
        assert_eq!(notes(&text), Notes::default(), "{text}");
    }
    // What follows it is read again.
    let both =
        term("Core.Description", words) + &term("Core.LongDescription", " String=\"How.\"/>");
    assert_eq!(notes(&both).description.as_deref(), Some("How."));
}

#[test]
fn restriction_of_a_path_does_not_apply_to_the_whole() {
    let filter = "<PropertyValue Property=\"FilterRestrictions\"><Record><PropertyValue Property=\"Filterable\" Bool=\"false\"/></Record></PropertyValue>";
    let part = format!(
        "><Record><PropertyValue Property=\"RestrictedProperties\"><Collection><Record>{filter}</Record></Collection></PropertyValue></Record></Annotation>"
    );
    let by_key = "><Record><PropertyValue Property=\"ReadByKeyRestrictions\"><Record><PropertyValue Property=\"Readable\" Bool=\"false\"/></Record></PropertyValue></Record></Annotation>";
    for text in [
        capability("NavigationRestrictions", &part),
        capability("ReadRestrictions", by_key),
    ] {
        assert_eq!(notes(&text), Notes::default(), "{text}");
    }
}

#[test]
fn set_restrictions_apply_in_that_set_only() {
    const COUNT: [&str; 1] = ["$count in ts"];
    let never = capability(
        "CountRestrictions",
        "><Record><PropertyValue Property=\"Countable\" Bool=\"false\"/></Record></Annotation>",
    );
    let words = term("Core.Description", " String=\"All of them.\"/>");
    let types = "<EntityType Name=\"b\"><Property Name=\"p\" Type=\"Edm.String\"/></EntityType><EntityType Name=\"t\" BaseType=\"self.b\"/>";
    for (set, ty) in [("EntitySet", "EntityType"), ("Singleton", "Type")] {
        let within = |inside: &str| {
            format!(
                "{types}<EntityContainer Name=\"all\"><{set} Name=\"ts\" {ty}=\"self.t\">{inside}</{set}></EntityContainer>"
            )
        };
        let apart =
            |target: &str| format!("<Annotations Target=\"{target}\">{never}{words}</Annotations>");
        for elements in [
            within(&(never.clone() + &words)),
            within("") + &apart("self.all/ts"),
            within("") + &apart("a.b.all/ts"),
        ] {
            assert_eq!(refused(&elements, "a.b.t", ""), COUNT, "{elements}");
            let notes = notes_of(&elements, "a.b.t", "").expect("annotations");
            assert_eq!(notes.description, None);
        }
        // For an inherited property, it is refused where the property is declared.
        let elements = within("") + &apart("self.all/ts/p");
        assert_eq!(refused(&elements, "a.b.b", "p"), COUNT);
    }
}

#[test]
fn inline_and_external_annotations_are_equivalent() {
    let words = |what: &str| term("Core.Description", &format!(" String=\"Of {what}.\"/>"));
    let (e, n, m, k) = (words("e"), words("n"), words("m"), words("k"));
    let inside = format!(
        "<EntityType Name=\"e\">{e}<NavigationProperty Name=\"n\" Type=\"self.e\">{n}<OnDelete Action=\"None\"/></NavigationProperty></EntityType>\
         <EnumType Name=\"k\">{k}<Member Name=\"m\" Value=\"1\">{m}</Member></EnumType>"
    );
    let apart = |name: &str| {
        let targets = [("e", &e), ("e/n", &n), ("k", &k), ("k/m", &m)];
        let apart = targets.map(|(target, words)| {
            format!("<Annotations Target=\"{name}.{target}\">{words}</Annotations>")
        });
        let bare = "<EntityType Name=\"e\"><NavigationProperty Name=\"n\" Type=\"self.e\"/></EntityType>\
                    <EnumType Name=\"k\"><Member Name=\"m\" Value=\"1\"/></EnumType>";
        // Annotations may come before their targets.
        apart.concat() + bare
    };
    for elements in [inside, apart("self"), apart("a.b")] {
        for (ty, member, what) in [
            ("e", "", "e"),
            ("e", "n", "n"),
            ("k", "", "k"),
            ("k", "m", "m"),
        ] {
            let said = notes_of(&elements, &format!("a.b.{ty}"), member);
            let said = said.and_then(|own| own.description);
            assert_eq!(said, Some(format!("Of {what}.")), "{elements}");
        }
    }
}

#[test]
fn permission_to_read_alone_means_read_only() {
    for (text, is) in [
        ("Core.Permission/Read", true),
        ("Read", true),
        ("Core.Permission/Read\n\tCore.Permission/Write", false),
        ("Core.Permission/Read,Core.Permission/Write", false),
        ("Core.Permission/None", false),
        ("Org.OData.Core.V1.Permission/Read", true),
        ("\n Core.Permission/Read \n", true),
        ("Core.Permission/ReadWrite", false),
        ("Core.Permission/Read Core.Permission/Write", false),
    ] {
        let inside = format!("><EnumMember>{text}</EnumMember></Annotation>");
        let beside = text.replace(['\n', '\t'], " ");
        let beside = format!(" EnumMember=\"{beside}\"/>");
        for rest in [inside, beside] {
            let notes = notes(&term("Core.Permissions", &rest));
            assert_eq!(notes.read_only, is, "{rest}");
        }
    }
}
