//! Receives notifications of the communications service over HTTP, combines them into the state of each operation and
//! shows it.

mod answer;
mod batch;
mod body;
mod changes;
mod connections;
mod descriptors;
mod guard;
mod held;
mod page;
mod routes;
mod shown;
mod store;

use std::{io::Write, net::SocketAddr, process::ExitCode, sync::Arc, time::Duration};

use axum::http::HeaderValue;
use clap::Parser;
use tokio::{runtime, signal, sync::Semaphore};

use crate::{
    body::Bodies, changes::Changes, connections::Limits, guard::Guard, routes::Service,
    store::Store,
};

/// Receives change notifications and shows the state of operations
#[derive(Debug, Parser)]
#[command(name = "webhook", version)]
struct Args {
    /// Address to listen on; port 0 selects a free port
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Bearer key that every request must carry; without a key, cross-site requests are refused
    #[arg(long, env = "WEBHOOK_KEY", hide_env_values = true, value_parser = key)]
    key: Option<String>,
    /// Maximum size of a request body
    #[arg(long, value_name = "BYTES", default_value_t = 4 << 20)]
    max_bytes: u32,
    /// Timeout for a request head, a body, sending a response, and between two requests
    #[arg(long, value_name = "SECONDS", default_value_t = 10)]
    patience: u32,
    /// Maximum number of connections, at most what the system allows; when exceeded, the least recently active one is closed
    #[arg(long, value_name = "COUNT", default_value_t = 4096)]
    connections: usize,
    /// Number of finished operations to keep
    #[arg(long, value_name = "COUNT", default_value_t = 10_000)]
    keep: usize,
    /// Memory for operations, finished or running; the least recently updated ones are evicted first
    #[arg(long, value_name = "MIB", default_value_t = 256)]
    memory: u32,
    /// Secret of the subscriptions, which each change notification must carry as its `clientState`; with it they need no key
    #[arg(long, env = "WEBHOOK_CLIENT_STATE", hide_env_values = true, value_name = "SECRET", value_parser = key)]
    client_state: Option<String>,
    /// Host name to answer to without a key, in addition to IP addresses and `localhost`
    #[arg(long = "host", value_name = "NAME")]
    hosts: Vec<String>,
}

/// Parses a key that can be sent in a header unchanged.
fn key(text: &str) -> Result<String, &'static str> {
    let is_whole = !text.is_empty() && text.trim() == text;
    if is_whole && HeaderValue::from_str(text).is_ok() {
        return Ok(text.to_owned());
    }
    Err("expected visible characters without surrounding whitespace")
}

fn main() -> ExitCode {
    let args = Args::parse();
    // A current-thread runtime needs no other thread to start. Large bodies are processed on a thread of their own.
    let runtime = runtime::Builder::new_current_thread().enable_all().build();
    match runtime.and_then(|runtime| runtime.block_on(run(args))) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(args: Args) -> std::io::Result<()> {
    // Installed before anyone can know that the program is running, so that it always stops cleanly.
    let stopped = stopped()?;
    let listener = connections::listen(args.listen)?;
    let address = listener.local_addr()?;
    if args.key.is_none() {
        eprintln!(
            "warning: no `--key` given; anyone who can reach {address} can send notifications"
        );
    }
    let mut out = std::io::stdout();
    writeln!(out, "listening on http://{address}")?;
    out.flush()?;
    let patience = Duration::from_secs(args.patience.into());
    let service = Service {
        guard: Guard::new(args.key, args.hosts, args.client_state.is_some()),
        bodies: Bodies::new(args.max_bytes as usize, patience),
        store: Store::new(args.keep, (args.memory as usize) << 20),
        changes: Changes::new(args.client_state),
        alone: Arc::new(Semaphore::new(1)),
    };
    let limits = Limits {
        connections: descriptors::connections(args.connections),
        patience,
    };
    let router = routes::router(Arc::new(service));
    connections::serve(listener, router, limits, stopped).await;
    Ok(())
}

/// Starts listening for signals at once. The returned future completes when the program is asked to stop.
fn stopped() -> std::io::Result<impl Future<Output = ()>> {
    #[cfg(unix)]
    let (mut interrupt, mut terminate) = {
        use signal::unix::{SignalKind, signal};
        (
            signal(SignalKind::interrupt())?,
            signal(SignalKind::terminate())?,
        )
    };
    #[cfg(windows)]
    let (mut interrupt, mut terminate) = (
        signal::windows::ctrl_c()?,
        signal::windows::ctrl_shutdown()?,
    );
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}
