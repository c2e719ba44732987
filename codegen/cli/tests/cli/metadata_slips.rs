//! Slips in metadata: nothing else is lost, and every subcommand that reads it reports each slip with its places.

use serde_json::Value;

use crate::{
    sandbox::{Sandbox, Text, page},
    second_source::{SERVICE, sandbox},
};

const TWICE: &str = "<ComplexType Name=\"spore\"/>\n<ComplexType Name=\"spore\"><Property Name=\"age\" Type=\"Edm.Int32\"/></ComplexType>\n\
    <EntityType Name=\"ring\" BaseType=\"graph.chain\"/>\n<EntityType Name=\"chain\" BaseType=\"graph.ring\"/>";

/// Returns the findings of some rules: message and places of each.
fn told(sandbox: &Sandbox, command: &str, rules: &[&str]) -> Vec<(String, Vec<String>)> {
    let ran = sandbox.run(format!(
        "{command} --docs docs --metadata service.xml --message-format json"
    ));
    let mut found = ran.findings();
    found.retain(|line| rules.iter().any(|rule| line["rule"] == *rule));
    let place = |span: &Value| {
        let file = span["file"].as_str().expect("a file");
        format!("{file}:{}", span["line"])
    };
    let told = found.iter().map(|line| {
        let message = line["message"].as_str().expect("a message");
        let spans = line["spans"].as_array().expect("places");
        (message.to_owned(), spans.iter().map(place).collect())
    });
    told.collect()
}

#[test]
fn metadata_mistakes_are_reported_by_generate_and_lint() {
    let sandbox = sandbox();
    let service = SERVICE.replace("<ComplexType Name=\"spore\"/>", TWICE);
    sandbox.write("service.xml", &service);
    let line = |part: &str| {
        service
            .lines()
            .position(|line| line.contains(part))
            .expect(part)
            + 1
    };
    let spore = line("Name=\"spore\"");
    let expected = [
        (
            "the metadata declares `microsoft.graph.spore` twice in different ways".to_owned(),
            vec![
                format!("service.xml:{}", spore + 1),
                format!("service.xml:{spore}"),
            ],
        ),
        (
            "`microsoft.graph.chain` extends itself through its base types".to_owned(),
            vec![format!("service.xml:{}", line("Name=\"chain\""))],
        ),
    ];
    let rules = ["metadata-declared-twice", "base-cycle", "metadata-unread"];
    for command in ["lint", "generate --out out", "generate --out out"] {
        assert_eq!(told(&sandbox, command, &rules), expected, "{command}");
    }
    sandbox.source("spore.rs").has("pub age: Option<i32>");
}

#[test]
fn base_cycle_across_sources_is_cut_at_the_weaker_source() {
    let based = |name: &str, base: &str| {
        page(name, "|size|Int32|How large it is.|", "\"size\": 1").replace(
            "\"@odata.type\"",
            &format!("\"baseType\": \"microsoft.graph.{base}\", \"@odata.type\""),
        )
    };
    for (prefers, without) in [("metadata", "moss"), ("docs", "lichen")] {
        // The pages say that moss extends fern; the metadata, that fern extends lichen, which extends a moss that it
        // does not have.
        let sandbox = Sandbox::empty();
        sandbox.write("docs/resources/moss.md", based("moss", "fern"));
        if prefers == "docs" {
            sandbox.write("docs/resources/fern.md", based("fern", "lichen"));
        }
        let service = SERVICE
            .replace(
                "Name=\"fern\" BaseType=\"graph.entity\"",
                "Name=\"fern\" BaseType=\"graph.lichen\"",
            )
            .replace(
                "<ComplexType Name=\"spore\"/>",
                "<EntityType Name=\"lichen\" BaseType=\"graph.moss\"/>",
            );
        sandbox.write("service.xml", &service);
        sandbox.write(
            "graphdoc.toml",
            format!("docs = \"docs\"\nout = \"out\"\n[metadata]\npath = \"service.xml\"\nprefer = \"{prefers}\"\n"),
        );
        let ran = sandbox.run("generate --message-format json").code(0);
        let mut told = ran.told(["rule", "type"]);
        told.retain(|[rule, _]| rule == "base-cycle");
        let ty = format!("microsoft.graph.{without}");
        assert_eq!(told, [["base-cycle", &*ty]], "{prefers}");
        let dump = sandbox.model("");
        let mut rootless = vec!["moss", "fern", "lichen"];
        rootless.retain(|name| dump.ty(name)["base"].is_null());
        assert_eq!(rootless, [without]);
    }
}

#[test]
fn metadata_encoding_changes_neither_types_nor_places() {
    let sandbox = sandbox();
    let command = "generate -v --docs docs --out out --metadata service.xml";
    let generated = |bytes: Vec<u8>| {
        std::fs::write(sandbox.path().join("service.xml"), bytes).expect("a file");
        let out = sandbox.run(command).code(0).out;
        let told = out.split("\n2 pages").next().map(str::to_owned);
        (sandbox.files("out/src"), told)
    };
    let text = format!("<?xml version=\"1.0\" encoding=\"utf-16\"?>{SERVICE}");
    let expected = generated(text.clone().into_bytes());
    assert!(
        expected
            .1
            .as_ref()
            .is_some_and(|told| told.contains("service.xml:5:3"))
    );
    let text = format!("\u{feff}{text}");
    for bytes in [u16::to_le_bytes, u16::to_be_bytes] {
        assert!(generated(text.encode_utf16().flat_map(bytes).collect()) == expected);
    }
    assert!(generated(text.into_bytes()) == expected);
}

#[test]
fn pages_decide_where_metadata_cannot_be_read() {
    for ty in ["Edm.Nope", "graph.nope", "Collection(Edm.Int64", ""] {
        let sandbox = sandbox();
        let row = "|size|Int32|How large it is.|";
        let fern = page("fern", row, "\"size\": 1").replace(
            "\"@odata.type\"",
            "\"baseType\": \"microsoft.graph.moss\", \"@odata.type\"",
        );
        sandbox.write("docs/resources/fern.md", fern);
        let service = SERVICE
            .replace("Type=\"Edm.Int64\"", &format!("Type=\"{ty}\""))
            .replace(
                "Name=\"fern\" BaseType=\"graph.entity\"",
                "Name=\"fern\" BaseType=\"graph.nope\"",
            );
        sandbox.write("service.xml", service);
        let dump = sandbox.model("--docs docs --metadata service.xml");
        assert_eq!(dump.property("fern", "size")["type"], "Edm.Int32", "{ty}");
        assert_eq!(dump.ty("fern")["base"], "microsoft.graph.moss");
        assert_ne!(told(&sandbox, "lint", &["metadata-unread"]), [], "{ty}");
    }
}
