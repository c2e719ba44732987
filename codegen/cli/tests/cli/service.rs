//! What lint reports with the metadata of the service: only explicit contradictions.

use crate::sandbox::{self, Sandbox, Text};

/// A page that states no key.
fn page(name: &str, rows: &str, members: &str) -> String {
    sandbox::page(name, rows, members)
        .replace("|id|String|Its identifier.|\n", "")
        .replace("  \"keyProperty\": \"id\",\n", "")
        .replace("  \"id\": \"String (identifier)\",\n", "")
}

const NOTHING: [[&str; 2]; 0] = [];

/// Returns rules and messages of findings about the metadata at `warn` or `deny`.
fn compared(pages: &[(&str, String)], service: &str) -> Vec<[String; 2]> {
    let sandbox = Sandbox::empty();
    for (path, text) in pages {
        sandbox.write(&format!("docs/resources/{path}"), text);
    }
    let service = format!(
        "<Edmx><Schema Namespace=\"microsoft.graph\" Alias=\"graph\">\n{service}\n</Schema></Edmx>\n"
    );
    sandbox.write("service.xml", service);
    let ran = sandbox.run("lint --docs docs --metadata service.xml --message-format json");
    let mut told = ran.told(["rule", "message", "level"]);
    told.retain(|[rule, _, level]| rule.starts_with("metadata-") && level != "allow");
    let told = told.into_iter();
    told.map(|[rule, message, _]| [rule, message]).collect()
}

#[test]
fn page_without_a_key_contradicts_no_kind() {
    let row = "|id|String|Which one.|\n|size|Int32|How large it is.|";
    let thing = page("thing", row, "\"id\": \"String (identifier)\", \"size\": 1");
    let service = "<ComplexType Name=\"thing\"><Property Name=\"id\" Type=\"Edm.String\"/>\
                   <Property Name=\"size\" Type=\"Edm.Int32\"/></ComplexType>";
    assert_eq!(compared(&[("thing.md", thing.clone())], service), NOTHING);
    let keyed = thing.replace("\"blockType\"", "\"keyProperty\": \"id\", \"blockType\"");
    let [[rule, message]] = &compared(&[("thing.md", keyed)], service)[..] else {
        panic!("one finding");
    };
    assert_eq!(rule, "metadata-kind");
    message.has("`microsoft.graph.thing` is an entity");
}

#[test]
fn listed_values_of_a_string_are_not_a_missing_enum() {
    let section = "\n### shape values\n\n|Member|Description|\n|:---|:---|\n|round|It rolls.|\n|flat|It lies.|\n";
    let with = |ty: &str| {
        let thing = page(
            "thing",
            &format!("|shape|{ty}|How it looks.|"),
            "\"shape\": \"String\"",
        );
        thing.replace("\n## JSON", &format!("{section}\n## JSON"))
    };
    let service =
        "<ComplexType Name=\"thing\"><Property Name=\"shape\" Type=\"Edm.String\"/></ComplexType>";
    assert_eq!(compared(&[("thing.md", with("String"))], service), NOTHING);
    let found = compared(&[("thing.md", with("shape"))], service);
    let is_told = |[rule, _]: &[String; 2]| rule == "metadata-type-unknown";
    assert!(found.iter().any(is_told), "{found:?}");
}

#[test]
fn unsupported_values_are_not_reported_as_missing() {
    let with = |words: &str| {
        let row = format!("|shape|String|Possible values are: `round`, `flat`. {words}|");
        page("thing", &row, "\"shape\": \"String\"")
    };
    let service = "<EnumType Name=\"shape\"><Member Name=\"round\" Value=\"0\"/>\
                   <Member Name=\"flat\" Value=\"1\"/><Member Name=\"bent\" Value=\"2\"/></EnumType>\
                   <ComplexType Name=\"thing\"><Property Name=\"shape\" Type=\"graph.shape\"/></ComplexType>";
    let found = compared(&[("thing.md", with(""))], service);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0][0], "metadata-enum-members");
    let told = with("Here `bent` is not supported.");
    assert_eq!(compared(&[("thing.md", told)], service), NOTHING);
}

#[test]
fn missing_base_is_reported() {
    let thing = page("thing", "|size|Int32|How large it is.|", "\"size\": 1");
    let body = page("body", "|size|Int32|How large it is.|", "\"size\": 1");
    let service = "<ComplexType Name=\"body\"><Property Name=\"size\" Type=\"Edm.Int32\"/></ComplexType>\
                   <ComplexType Name=\"thing\" BaseType=\"graph.body\"/>";
    let pages = [("thing.md", thing), ("body.md", body)];
    let found = compared(&pages, service);
    let [[rule, message]] = &found[..] else {
        panic!("{found:?}");
    };
    assert_eq!(rule, "metadata-base");
    assert!(
        message.starts_with("the pages state no base for `microsoft.graph.thing`"),
        "{message}"
    );
}
