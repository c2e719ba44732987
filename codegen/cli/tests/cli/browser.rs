//! The HTML report in a headless browser.

use crate::{
    chromium::headless,
    sandbox::{Sandbox, Text, page},
};

/// What pages would do if they could. Only the beginning of a long row is shown.
const HOSTILE: [(&str, &str); 2] = [
    (
        "apple",
        "<script>document.title='run'</script><img src=x onerror=\"document.title='run'\">",
    ),
    (
        "pear",
        "\u{202e}evil\u{2066} </pre></script><svg onload=document.title='run'> \"' onclick='x",
    ),
];

/// Docs with findings of several rules about several types, and a report about them in `report.html`.
fn report() -> Sandbox {
    let sandbox = Sandbox::with_docs();
    for (name, hostile) in HOSTILE {
        let row = format!("|size|Boolean|{hostile}|\n|colour|String|Of it.|");
        let members = "\"size\": 1024,\n  \"color\": \"<script>document.title='run'</script>\"";
        sandbox.add_page("docs", name, &row, members);
    }
    let odd = page("plum", "|<i>\"x\"</i>|<svg>|x|", "\"<i>\": 1");
    sandbox.write("docs/resources/plum \"'<b>.md", odd);
    let words = "lint --docs docs --output html=report.html";
    sandbox.run(words).code(100);
    sandbox
}

/// Measures a report that another page shows at this width: the width of the report, and the width that it needs.
fn widths(sandbox: &Sandbox, width: usize) -> String {
    let measure = "<script>addEventListener('load', () => parent.postMessage(\
                   `${innerWidth} ${document.documentElement.scrollWidth}`, '*'));</script>";
    sandbox.write("measured.html", sandbox.read("report.html") + measure);
    sandbox.write(
        "frame.html",
        format!(
            "<body><script>addEventListener('message', (said) => document.body.id = said.data);</script>\
             <iframe src=\"measured.html\" style=\"width: {width}px; height: 900px; border: 0\"></iframe>"
        ),
    );
    let dom = shown(sandbox, "frame.html", "");
    let (_, id) = dom.split_once("<body id=\"").expect("a message");
    id.split('"').next().unwrap_or_default().to_owned()
}

#[test]
#[ignore = "needs Chromium; .ci/run runs it"]
fn report_fits_a_narrow_screen() {
    let sandbox = report();
    let long = "microsoft.graph.".to_owned() + &"long".repeat(40);
    let text = page("fig", "|size|Boolean|x|", "\"size\": 1").replace("microsoft.graph.fig", &long);
    sandbox.write(&format!("docs/resources/{}.md", "fig".repeat(30)), text);
    let words = "lint --docs docs --output html=report.html";
    sandbox.run(words).code(100);
    sandbox.read("report.html").has(&long);
    let widths = widths(&sandbox, 420);
    let (width, needed) = widths.split_once(' ').expect("two numbers");
    let needed: usize = needed.parse().expect("a number");
    assert!(width == "420" && needed <= 420, "{widths}");
}

#[test]
#[ignore = "needs Chromium; .ci/run runs it"]
fn report_names_the_docs_and_filters_by_level() {
    let sandbox = report();
    sandbox.commit("docs");
    let lint = "lint --docs docs -v --output html=report.html";
    sandbox.run(lint).code(100);
    let dom = shown(&sandbox, "report.html", "");
    let about = "<p class=\"about\">docs docs, revision ";
    let (_, about) = dom.split_once(about).expect("the docs");
    let (revision, rest) = about.split_once(' ').expect("a revision");
    let is_revision = revision.len() == 40 && rest.starts_with("2021-07-16<");
    assert!(is_revision, "{about}");
    let all = visible(&dom).len();
    let count = |level: &str| {
        let dom = shown(&sandbox, "report.html", &format!("level={level}"));
        visible(&dom).len()
    };
    let (errors, warnings, notes) = (count("error"), count("warning"), count("note"));
    assert!(
        errors > 0 && warnings > 0 && errors + warnings + notes == all,
        "{errors} {warnings} {notes} {all}"
    );
    // Changes are filtered by severity.
    sandbox.add_docs();
    let rows = "|size|String|How large it is.|\n|weight|Int32|In grams.|";
    sandbox.add_page("new", "thing", rows, "\"size\": \"a\", \"weight\": 1");
    let diff = "diff docs new --output html=report.html";
    sandbox.run(diff).code(100);
    let dom = shown(&sandbox, "report.html", "");
    dom.has(">from docs, revision ");
    dom.has(">to new, revision unknown<");
    let all = visible(&dom).len();
    let (breaking, minor) = (count("breaking"), count("minor"));
    assert!(
        breaking > 0 && minor > 0 && breaking + minor <= all,
        "{dom}"
    );
}

/// Returns the page after the browser has run its scripts.
fn shown(sandbox: &Sandbox, file: &str, fragment: &str) -> String {
    let profile = sandbox.path().join("profile");
    let url = format!("file://{}#{fragment}", sandbox.path().join(file).display());
    let output = headless()
        .arg("--virtual-time-budget=5000")
        .arg(format!("--user-data-dir={}", profile.display()))
        .arg(url)
        .output();
    String::from_utf8(output.expect("the browser runs").stdout).expect("text")
}

/// Returns the visible findings: rule and type of each.
fn visible(dom: &str) -> Vec<(String, String)> {
    let value = |tag: &str, name: &str| {
        let (_, rest) = tag.split_once(&format!("{name}=\"")).expect(name);
        rest.split('"').next().unwrap_or_default().to_owned()
    };
    let items = dom.split("<li ").skip(1);
    let tags = items.filter_map(|item| item.split('>').next());
    tags.filter(|tag| !tag.contains(" hidden"))
        .map(|tag| (value(tag, "data-rule"), value(tag, "data-type")))
        .collect()
}

#[test]
#[ignore = "needs Chromium; .ci/run runs it"]
fn report_links_to_findings_of_a_rule_and_a_type() {
    let sandbox = report();
    let dom = shown(&sandbox, "report.html", "");
    let all = visible(&dom);
    assert!(all.len() >= 5, "{dom}");
    dom.has(format!("{0} of {0} shown", all.len()));
    let check = |rule: Option<&str>, ty: Option<&str>| {
        let parts = [("rule", rule), ("type", ty)];
        let parts = parts.map(|(name, value)| Some(format!("{name}={}", value?)));
        let fragment: Vec<String> = parts.into_iter().flatten().collect();
        let dom = shown(&sandbox, "report.html", &fragment.join("&"));
        let agrees = |found: &&(String, String)| {
            rule.is_none_or(|rule| found.0 == rule) && ty.is_none_or(|ty| found.1 == ty)
        };
        let expected: Vec<_> = all.iter().filter(agrees).cloned().collect();
        assert_eq!(visible(&dom), expected, "{fragment:?}");
        let said = format!("{} of {} shown", expected.len(), all.len());
        dom.has(&said);
        expected.len()
    };
    assert!((1..all.len()).contains(&check(Some("type-conflict"), None)));
    assert!((1..all.len()).contains(&check(None, Some("microsoft.graph.pear"))));
    let one = check(Some("type-conflict"), Some("microsoft.graph.pear"));
    assert_eq!(one, 1);
    // If the finding in a shared link has been fixed, nothing is shown instead of everything.
    assert_eq!(check(Some("repaired-since"), None), 0);
}

#[test]
#[ignore = "needs Chromium; .ci/run runs it"]
fn report_filter_is_part_of_the_address() {
    let sandbox = report();
    let chosen = "<script>addEventListener('hashchange', () => document.body.id = location.hash);\
                  const select = document.getElementById('type'); select.value = 'microsoft.graph.apple';\
                  select.dispatchEvent(new Event('change'));</script>";
    sandbox.write("chosen.html", sandbox.read("report.html") + chosen);
    let dom = shown(&sandbox, "chosen.html", "");
    let visible = visible(&dom);
    assert!(
        !visible.is_empty() && visible.iter().all(|(_, ty)| ty == "microsoft.graph.apple"),
        "{dom}"
    );
    dom.has("<body id=\"#type=microsoft.graph.apple\">");
}

#[test]
#[ignore = "needs Chromium; .ci/run runs it"]
fn report_shows_page_text_without_running_it() {
    let sandbox = report();
    let dom = shown(&sandbox, "report.html", "");
    dom.has("<title>graphdoc: findings</title>");
    dom.has("&lt;script&gt;document.title='run'&lt;/script&gt;");
    assert_eq!(dom.matches("<script").count(), 1, "{dom}");
    for tag in ["<img", "<svg", "<i>", "<iframe", "<link"] {
        dom.lacks(tag);
    }
    dom.lacks("\" onerror");
    dom.lacks("\" onclick");
    dom.has("\\u{202e}evil\\u{2066}");
    assert!(!dom.contains(['\u{202e}', '\u{2066}']), "{dom}");
}

#[test]
#[ignore = "needs Chromium; .ci/run runs it"]
fn report_is_a_single_file() {
    let sandbox = report();
    let report = sandbox.read("report.html");
    // The second file requests something, to prove that requests would be noticed, and are blocked.
    let count = "<script>addEventListener('securitypolicyviolation', () => document.body.className = 'refused');\
                 addEventListener('load', () => setTimeout(() => \
                 document.body.id = `asked-${performance.getEntriesByType('resource').length}`, 100));</script>";
    sandbox.write("alone.html", format!("{report}{count}"));
    sandbox.write("other.css", "li { color: red }");
    sandbox.write(
        "asking.html",
        format!("{report}{count}<link rel=\"stylesheet\" href=\"other.css\">"),
    );
    let alone = shown(&sandbox, "alone.html", "");
    alone.has("<body id=\"asked-0\">");
    let asking = shown(&sandbox, "asking.html", "");
    asking.has("class=\"refused\"");
}
