//! Takes notifications of the communications service over HTTP, folds them into the state of each operation and shows it.

mod routes;
mod shown;

use std::{io::Write, net::SocketAddr, process::ExitCode, sync::Arc, time::Duration};

use axum::http::HeaderValue;
use clap::Parser;
use tokio::{net::TcpListener, signal, sync::Notify};

use crate::routes::Service;

/// How long connections that are still open may take once the program is asked to stop.
const LAST: Duration = Duration::from_secs(5);

/// Takes notifications and shows the state of operations.
#[derive(Debug, Parser)]
#[command(name = "webhook", version)]
struct Args {
    /// Address to listen on; port 0 is any that is free
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Bearer key that senders must give; anyone may send without it
    #[arg(long, env = "WEBHOOK_KEY", hide_env_values = true, value_parser = key)]
    key: Option<String>,
    /// Bodies that are longer are refused
    #[arg(long, value_name = "BYTES", default_value_t = 4 << 20)]
    max_bytes: usize,
    /// Seconds that a sender may take for a body
    #[arg(long, value_name = "SECONDS", default_value_t = 10)]
    patience: u64,
    /// Operations to remember when they are finished
    #[arg(long, value_name = "COUNT", default_value_t = 10_000)]
    keep: usize,
}

/// A key that a header can carry as it is.
fn key(text: &str) -> Result<String, &'static str> {
    let is_whole = !text.is_empty() && text.trim() == text;
    if is_whole && HeaderValue::from_str(text).is_ok() {
        return Ok(text.to_owned());
    }
    Err("expected visible characters without white space around them")
}

#[tokio::main]
async fn main() -> ExitCode {
    let args = Args::parse();
    match run(args).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(args: Args) -> std::io::Result<()> {
    // Before anyone can know that the program runs, so that it ends cleanly from then on.
    let stopped = stopped()?;
    let listener = TcpListener::bind(args.listen).await?;
    let address = listener.local_addr()?;
    if args.key.is_none() {
        eprintln!("warning: no `--key` is given, and anyone who can reach {address} may send");
    }
    let mut out = std::io::stdout();
    writeln!(out, "listening on http://{address}")?;
    out.flush()?;
    let service = Service::new(
        args.key,
        args.max_bytes,
        Duration::from_secs(args.patience),
        args.keep,
    );
    let asked = Arc::new(Notify::new());
    let stop = {
        let asked = asked.clone();
        async move {
            stopped.await;
            asked.notify_one();
        }
    };
    let server =
        axum::serve(listener, routes::router(Arc::new(service))).with_graceful_shutdown(stop);
    tokio::select! {
        ended = server => ended,
        // A connection that never ends must not keep the program.
        () = async { asked.notified().await; tokio::time::sleep(LAST).await } => Ok(()),
    }
}

/// Listens for signals at once; what it returns ends when the program is asked to stop.
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
