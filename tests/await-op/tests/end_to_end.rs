//! The program as users see it.

use std::{
    fs,
    io::Write,
    path::Path,
    process::{Command, Stdio},
};

use reference_material::{material, needs_material};
use serde_json::{Value, json};

const ID: &str = "0fe0623f-d628-42ed-b4bd-8ac290072cc5";

/// Runs the program with this response and these notifications. Returns exit code, standard output and standard error.
fn run(name: &str, answer: &str, notifications: &str, more: &[&str]) -> (i32, String, String) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("await-op");
    fs::create_dir_all(&folder).expect("a writable folder");
    let file = folder.join(format!("{name}.json"));
    fs::write(&file, answer).expect("a writable folder");
    let mut child = Command::new(env!("CARGO_BIN_EXE_await-op"))
        .arg(&file)
        .args(more)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("standard input");
    // The program may have ended before it read everything.
    let _ = stdin.write_all(notifications.as_bytes());
    let keeps_open = more.iter().any(|word| word.starts_with("--timeout"));
    let open = keeps_open.then_some(stdin);
    let output = child.wait_with_output().expect("the program ends");
    drop(open);
    let text = |bytes| String::from_utf8(bytes).expect("text");
    (
        output.status.code().expect("a code"),
        text(output.stdout),
        text(output.stderr),
    )
}

fn operation(status: Value) -> Value {
    json!({"@odata.type": "#microsoft.graph.playPromptOperation", "id": ID, "status": status, "clientContext": "c"})
}

/// A response with an operation that has begun.
fn running() -> String {
    operation(json!("running")).to_string()
}

fn notification(change: &str, content: Value) -> String {
    let path = format!(
        "/communications/calls/1/operations/{}",
        ID.replace('-', "").to_uppercase()
    );
    json!({"value": [{"changeType": change, "resourceUrl": path, "resourceData": content}]})
        .to_string()
        + "\n"
}

#[test]
fn program_waits_for_the_final_status() {
    let lines = notification("updated", operation(json!("running")))
        + "\n"
        + &notification("deleted", operation(json!("completed")));
    let (code, out, _) = run(
        "completed",
        &operation(json!("notStarted")).to_string(),
        &lines,
        &[],
    );
    let key = ID.replace('-', "");
    let expected = format!(
        "{key} transition:notStarted\nupdates follow\n{key} transition:running\n{key} transition:completed\ncompleted\n"
    );
    assert_eq!((code, out.as_str()), (0, expected.as_str()));
}

#[test]
fn missing_operation_means_updates_follow() {
    for (name, answer) in [("empty", ""), ("null", "null")] {
        let mut failed = operation(json!("failed"));
        failed["resultInfo"] = json!({"code": 503});
        let (code, out, _) = run(name, answer, &notification("deleted", failed), &[]);
        assert_eq!(code, 2, "{out}");
        assert!(
            out.starts_with("- null-response\nupdates follow\n")
                && out.ends_with("failed: serverError\n"),
            "{out}"
        );
    }
}

#[test]
fn final_response_ends_the_program() {
    let (code, out, _) = run(
        "final",
        &operation(json!("Completed")).to_string(),
        "no JSON\n",
        &[],
    );
    assert_eq!(code, 0, "{out}");
}

#[test]
fn undocumented_status_is_unspecified() {
    for (name, status) in [("unknown", json!("paused")), ("without", Value::Null)] {
        let (code, out, _) = run(name, &operation(status).to_string(), "", &[]);
        assert_eq!(code, 3, "{out}");
        assert!(out.contains("does not say whether updates follow"), "{out}");
    }
    let (code, out, _) = run("ended", &running(), "", &[]);
    assert!(
        code == 3 && out.ends_with("no final status was received\n"),
        "{code}: {out:?}"
    );
    let gone = notification("deleted", operation(Value::Null));
    let (code, out, _) = run("gone", &running(), &gone, &[]);
    assert!(
        code == 3 && out.ends_with("deleted before a final status was received\n"),
        "{code}: {out:?}"
    );
}

#[test]
fn program_ends_at_its_timeout() {
    let (code, out, _) = run("slow", &running(), "", &["--timeout=0.2"]);
    assert!(code == 3 && out.contains("timed out\n"), "{code}: {out:?}");
}

#[test]
fn invalid_input_is_reported_with_its_place() {
    let running = running();
    let (code, _, err) = run("bad", "{", "", &[]);
    assert!(
        code == 4 && err.contains("invalid response: "),
        "{code}: {err:?}"
    );
    let (code, _, err) = run("error", r#"{"error": {"code": "notFound"}}"#, "", &[]);
    assert!(code == 4 && err.contains("notFound"), "{code}: {err:?}");
    for line in ["{", "7", "\u{feff}{}"] {
        let (code, _, err) = run("line", &running, &format!("\n{line}\n"), &[]);
        assert!(
            code == 4 && err.contains("invalid notification on line 2: "),
            "{code}: {err:?}"
        );
    }
    let (code, _, err) = run("words", &running, "", &["--no-such-option"]);
    assert_eq!(code, 4, "{err}");
    let gone = Command::new(env!("CARGO_BIN_EXE_await-op"))
        .arg("no/such/file")
        .output();
    assert_eq!(gone.expect("the program runs").status.code(), Some(4));
}

#[test]
fn service_text_is_escaped_on_a_terminal() {
    const EVIL: &str = "\u{1b}[2Jx\r\ncompleted\u{202e}\u{9b}\u{7}";
    let operation = json!({"@odata.type": EVIL, "id": EVIL, "status": EVIL, "clientContext": EVIL});
    let lines = json!({"value": [{"changeType": EVIL, "resourceUrl": EVIL, "resourceData": operation}, EVIL, 7]});
    let (code, out, _) = run(
        "evil",
        &operation.to_string(),
        &format!("{lines}\n"),
        &["--explain"],
    );
    assert!(
        code == 3 && out.contains("unknown-status:\\u{1b}[2Jx\\r\\ncompleted\\u{202e}"),
        "{code}: {out:?}"
    );
    let error = json!({"error": {"code": EVIL, "message": EVIL}}).to_string();
    let (code, _, err) = run("evil-error", &error, "", &[]);
    assert_eq!(code, 4, "{err}");
    let gone = Command::new(env!("CARGO_BIN_EXE_await-op"))
        .arg(format!("no/such/{EVIL}"))
        .output()
        .expect("the program runs");
    let gone = String::from_utf8(gone.stderr).expect("text");
    assert!(gone.starts_with("error: cannot read `no/such/"), "{gone:?}");
    for text in [out, err, gone] {
        let is_evil = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
        assert!(!text.contains(is_evil), "{text:?}");
        assert!(
            !text.lines().any(|line| line.starts_with("completed")),
            "{text:?}"
        );
    }
}

#[test]
fn input_is_read_within_a_limit() {
    let long = " ".repeat(17 << 20);
    let running = running();
    let (code, _, err) = run("long", &running, &format!("\n{long}\n"), &[]);
    assert_eq!(
        (code, err.as_str()),
        (
            4,
            "error: invalid notification on line 2: larger than 16 MiB\n"
        )
    );
    let (code, _, err) = run("large", &(running + &long), "", &[]);
    assert!(
        code == 4 && err.ends_with("large.json`: larger than 16 MiB\n"),
        "{code}: {err:?}"
    );
}

#[cfg(unix)]
#[test]
fn endless_response_is_limited() {
    let output = Command::new(env!("CARGO_BIN_EXE_await-op"))
        .arg("/dev/zero")
        .output();
    assert_eq!(output.expect("the program ends").status.code(), Some(4));
}

#[test]
fn missing_thread_is_an_error() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let file = folder.join("no-thread.json");
    fs::write(&file, running()).expect("a writable folder");
    let output = Command::new(env!("CARGO_BIN_EXE_await-op"))
        .arg(&file)
        .env("RUST_MIN_STACK", (usize::MAX / 4).to_string())
        .stdin(Stdio::null())
        .output()
        .expect("the program ends");
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.code() == Some(4) && err.starts_with("error: cannot read `-`: "),
        "{err}"
    );
}

#[test]
fn each_decision_is_explained() {
    let line = notification("deleted", operation(json!("completed")));
    let (code, out, _) = run("explain", "null", &line, &["--explain"]);
    assert_eq!(code, 0);
    assert!(
        out.contains(
            "    because: If a `null` operation, or an operation with a status of `notStarted`"
        ),
        "{out}"
    );
    assert!(
        out.contains(
            "    because: If, for example, an operation with status of `completed` or `failed`"
        ),
        "{out}"
    );
}

/// Sequences with one operation that begin with its response end as the reference material says.
#[needs_material]
#[test]
fn sequences_end_with_the_right_code() {
    let path = material!().join("comms/scenarios.jsonl");
    let text = fs::read_to_string(path).expect("shared lines");
    let mut tried = 0;
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let line: Value = serde_json::from_str(line).expect("a JSON line");
        let events = line["events"].as_array().expect("events");
        let operations = line["expect"]["ops"].as_object().expect("operations");
        let Some(answer) = events[0].get("response") else {
            continue;
        };
        if operations.len() != 1 {
            continue;
        }
        let answer = match answer.as_str() {
            Some("") => String::new(),
            _ => answer.to_string(),
        };
        let notifications: String = events
            .iter()
            .filter_map(|event| event.get("notify"))
            .map(|batch| format!("{batch}\n"))
            .collect();
        let expected = match operations
            .values()
            .next()
            .and_then(|known| known["status"].as_str())
        {
            Some("completed") => 0,
            Some("failed") => 2,
            _ => 3,
        };
        let (code, out, err) = run("sequence", &answer, &notifications, &[]);
        assert_eq!(code, expected, "{}: {out}{err}", line["id"]);
        tried += 1;
    }
    assert!(tried > 5, "{tried} sequences");
}
