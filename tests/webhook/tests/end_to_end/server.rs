//! The program, and a client that speaks just enough HTTP.

use std::{
    io::{self, BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
    process::{Child, ChildStdout, Command, Stdio},
    time::Duration,
};

use serde_json::{Value, json};

/// The key that senders must give.
pub const KEY: &str = "open sesame";

/// Tests that measure, or use much of the machine, run one after another.
#[cfg(target_os = "linux")]
pub fn alone() -> std::sync::MutexGuard<'static, ()> {
    use std::sync::{Mutex, PoisonError};

    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A running program, which is stopped when the value is dropped.
pub struct Server {
    pub child: Child,
    pub address: SocketAddr,
    _out: BufReader<ChildStdout>,
}

/// A status, the complete head, and a body.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).expect("a JSON body")
    }
}

impl Server {
    /// Starts a program that requires the key.
    pub fn start(more: &[&str]) -> Server {
        let mut command = Server::command();
        command.env("WEBHOOK_KEY", KEY).args(more);
        Server::run(&mut command)
    }

    /// Starts a program without a key.
    pub fn open(more: &[&str]) -> Server {
        let mut command = Server::command();
        command.args(more);
        Server::run(&mut command)
    }

    pub fn command() -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_webhook"));
        command
            .args(["--listen", "127.0.0.1:0"])
            .env_remove("WEBHOOK_KEY");
        command
    }

    pub fn run(command: &mut Command) -> Server {
        let mut child = command
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut out = BufReader::new(child.stdout.take().expect("standard output"));
        let mut line = String::new();
        out.read_line(&mut line).expect("a line");
        let address = line
            .trim()
            .strip_prefix("listening on http://")
            .expect("an address");
        Server {
            address: address.parse().expect("an address"),
            child,
            _out: out,
        }
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).expect("a connection");
        let patience = Some(Duration::from_secs(300));
        stream.set_read_timeout(patience).expect("a timeout");
        stream
    }

    /// Sends a request with these headers, and reads the complete response.
    pub fn send(&self, method: &str, path: &str, headers: &str, body: &[u8]) -> Answer {
        let mut stream = self.connect();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n{headers}content-length: {}\r\n\r\n",
            self.address,
            body.len()
        );
        // The program may respond and close before it has read all of a long body.
        let _ = stream
            .write_all(head.as_bytes())
            .and_then(|()| stream.write_all(body));
        read(&mut stream).expect("an answer")
    }

    pub fn post(&self, path: &str, body: impl AsRef<[u8]>) -> Answer {
        let headers = format!("authorization: Bearer {KEY}\r\ncontent-type: application/json\r\n");
        self.send("POST", path, &headers, body.as_ref())
    }

    /// Sends these notifications, which must be accepted.
    #[track_caller]
    pub fn notify(&self, items: impl IntoIterator<Item = Value>) -> Answer {
        let answer = self.post("/callback", batch(items));
        assert_eq!(answer.status, 202, "{answer:?}");
        answer
    }

    /// Returns the number of items in a part of the state.
    pub fn count(&self, part: &str) -> usize {
        self.state()[part].as_array().expect(part).len()
    }

    pub fn state(&self) -> Value {
        self.page("/operations")
    }

    /// Returns a part of the state.
    pub fn page(&self, path: &str) -> Value {
        let headers = format!("authorization: Bearer {KEY}\r\n");
        let answer = self.send("GET", path, &headers, b"");
        assert_eq!(answer.status, 200);
        answer.json()
    }

    /// Returns the peak memory of the program in MiB.
    #[cfg(target_os = "linux")]
    pub fn most_memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()));
        let status = status.expect("the status of the program");
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kib = line.and_then(|line| line.trim().strip_suffix(" kB"));
        kib.and_then(|kib| kib.parse::<u64>().ok()).expect("a size") / 1024
    }
}

/// The head of a request that sends notifications, with the headers of its body.
pub fn request(headers: &str) -> String {
    format!(
        "POST /callback HTTP/1.1\r\nhost: x\r\nconnection: close\r\nauthorization: Bearer {KEY}\r\n{headers}\r\n"
    )
}

/// Reads a response to its end.
pub fn read(stream: &mut TcpStream) -> io::Result<Answer> {
    let mut bytes = Vec::new();
    let read = stream.read_to_end(&mut bytes);
    if bytes.is_empty() {
        read?;
    }
    let text = String::from_utf8_lossy(&bytes);
    let (head, body) = text
        .split_once("\r\n\r\n")
        .ok_or(io::ErrorKind::UnexpectedEof)?;
    let status = head
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok());
    Ok(Answer {
        status: status.ok_or(io::ErrorKind::InvalidData)?,
        head: head.to_owned(),
        body: body.to_owned(),
    })
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A notification of an operation.
pub fn item(number: usize, status: &str) -> Value {
    json!({
        "changeType": "updated",
        "resourceUrl": format!("/communications/calls/1/operations/0fe0623f-d628-42ed-b4bd-{number:012}"),
        "resourceData": {"@odata.type": "#microsoft.graph.recordOperation", "status": status}
    })
}

/// Notifications of this number of operations that have begun.
pub fn running(count: usize) -> impl Iterator<Item = Value> {
    (0..count).map(|number| item(number, "running"))
}

/// A body with these notifications.
pub fn batch(items: impl IntoIterator<Item = Value>) -> String {
    json!({ "value": items.into_iter().collect::<Vec<_>>() }).to_string()
}
