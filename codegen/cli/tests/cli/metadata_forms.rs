//! Metadata in all forms that XML allows, with any names and types.

use serde_json::Value;

use crate::{
    sandbox::Sandbox,
    second_source::{SERVICE, sandbox},
};

const WITH: &str = "--docs docs --metadata service.xml";

fn dump(sandbox: &Sandbox, service: &str) -> Value {
    sandbox.write("service.xml", service);
    let mut dump = sandbox.model(WITH).0;
    // Its place in the document does not matter.
    for ty in dump["types"].as_array_mut().expect("types") {
        for place in ["line", "column"] {
            ty.as_object_mut().expect("a type").remove(place);
        }
        for property in ty["properties"].as_array_mut().into_iter().flatten() {
            property.as_object_mut().expect("a property").remove("line");
        }
    }
    dump
}

#[test]
fn equivalent_metadata_forms_give_the_same_crate() {
    let sandbox = sandbox();
    let expected = dump(&sandbox, SERVICE);
    let schema = "<Schema Namespace=\"microsoft.graph\" Alias=\"graph\">";
    let prefixed = SERVICE.replace("</", "</edm:").replace('<', "<edm:");
    let prefixed = prefixed.replace("<edm:/edm:", "</edm:");
    let spaced = SERVICE.replace("=\"", "\n=\t\"").replace("/>", "\n />");
    let forms = [
        ("a byte order mark", format!("\u{feff}{SERVICE}")),
        (
            "a declaration",
            format!("<?xml version='1.0' encoding='UTF-8'?>\n{SERVICE}"),
        ),
        ("carriage returns", SERVICE.replace('\n', "\r\n")),
        ("one line", SERVICE.replace('\n', "")),
        ("single quotes", SERVICE.replace('"', "'")),
        ("blanks in tags", spaced),
        ("prefixes", prefixed),
        (
            "comments",
            SERVICE.replace(
                "<Property ",
                "<!-- <ComplexType Name=\"x\"> > -- --><Property ",
            ),
        ),
        (
            "instructions and CDATA",
            SERVICE.replace(
                "</Schema>",
                "<?x <y/> ?><![CDATA[ <ComplexType Name=\"x\"/> ]]></Schema>",
            ),
        ),
        (
            "references",
            SERVICE.replace("Name=\"size\"", "Name=\"s&#105;&#x7A;e\""),
        ),
        (
            "elements of others",
            SERVICE.replace(
                "<EntityType ",
                "<x:Thing xmlns:x=\"urn:x\" Name=\"x\"><x:Part/></x:Thing><EntityType ",
            ),
        ),
        (
            "another schema element",
            SERVICE.replace("<EnumType ", &format!("</Schema>{schema}<EnumType ")),
        ),
        (
            "full names",
            SERVICE
                .replace(" Alias=\"graph\"", "")
                .replace("\"graph.", "\"microsoft.graph."),
        ),
        ("a later alias", {
            let late = SERVICE.replacen(schema, "<Schema Namespace=\"microsoft.graph\">", 1);
            late.replace("</Edmx>", &format!("{schema}</Schema></Edmx>"))
        }),
    ];
    for (name, service) in forms {
        assert_ne!(service, SERVICE, "{name}");
        assert_eq!(dump(&sandbox, &service), expected, "{name}");
    }
}

/// Names and types at the edge of what the format allows.
const ODD: &str = r#"<Edmx><Schema Namespace="microsoft.graph" Alias="graph">
<EntityType Name="entity" Abstract="true"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String"/></EntityType>
<EntityType Name="open" BaseType="self.base" OpenType="true">
  <Property Name="any" Type="Edm.Untyped"/><Property Name="anys" Type="Collection(Edm.Untyped)"/>
  <Property Name="stream" Type="Edm.Stream"/><Property Name="decimal" Type="Edm.Decimal" Scale="variable"/>
  <Property Name="point" Type="Edm.GeographyPoint"/><Property Name="shapes" Type="Collection(Edm.GeometryPolygon)"/>
  <Property Name="base" Type="Edm.ComplexType"/><Property Name="time" Type="Edm.TimeOfDay"/>
</EntityType>
<ComplexType Name="String"><Property Name="self" Type="Edm.String"/><Property Name="type" Type="graph.Option"/></ComplexType>
<ComplexType Name="Option"/><ComplexType Name="option"><Property Name="x" Type="graph.Option"/></ComplexType>
<EnumType Name="kinds" IsFlags="true" UnderlyingType="Edm.Int64"><Member Name="none" Value="0"/><Member Name="a" Value="1"/>
  <Member Name="A" Value="9223372036854775807"/><Member Name="1st" Value="-1"/><Member Name="type"/></EnumType>
<EnumType Name="nothing"/>
<ComplexType Name="uses"><Property Name="kinds" Type="Collection(graph.kinds)"/><Property Name="nothing" Type="graph.nothing"/>
  <Property Name="uses" Type="graph.uses"/><Property Name="other" Type="self.option"/></ComplexType>
<EntityType Name="ring" BaseType="graph.chain"/><EntityType Name="chain" BaseType="graph.ring"/>
<EntityType Name="orphan" BaseType="microsoft.nowhere.base"><Property Name="lost" Type="microsoft.nowhere.thing"/></EntityType>
</Schema><Schema Namespace="microsoft.graph.odd" Alias="self">
<EntityType Name="base" Abstract="true" BaseType="graph.entity"><Property Name="count" Type="self.count"/></EntityType>
<TypeDefinition Name="count" UnderlyingType="Edm.Int64"/>
<ComplexType Name="option"><Property Name="up" Type="graph.option"/></ComplexType>
</Schema></Edmx>"#;

#[test]
fn unusual_metadata_names_and_types_are_generated() {
    let sandbox = sandbox();
    sandbox.write("service.xml", ODD);
    let dump = sandbox.model(WITH);
    for (ty, property, expected) in [
        ("open", "any", "Edm.Untyped"),
        ("open", "stream", "Edm.Stream"),
        ("open", "decimal", "Edm.Decimal"),
        ("open", "time", "Edm.TimeOfDay"),
        ("odd.base", "count", "Edm.Int64"),
        ("String", "type", "microsoft.graph.Option"),
        ("option", "x", "microsoft.graph.Option"),
        ("odd.option", "up", "microsoft.graph.option"),
        ("uses", "kinds", "microsoft.graph.kinds"),
        ("uses", "other", "microsoft.graph.odd.option"),
    ] {
        let found = dump.property(ty, property);
        assert_eq!(found["type"], expected, "{ty}/{property}");
    }
    let members = serde_json::json!(["none", "a", "A", "1st", "type"]);
    assert_eq!(dump.ty("kinds")["members"], members);
    assert_eq!(dump.ty("open")["base"], "microsoft.graph.odd.base");
    let ring = ["ring", "chain"].map(|name| &dump.ty(name)["base"]);
    assert!(ring.contains(&&Value::Null));
    dump.ty("orphan");
    sandbox.run(format!("generate --out out {WITH}")).code(0);
}
