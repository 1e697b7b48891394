//! `chuyen serve`.

use std::io::IsTerminal;
use std::path::Path;

use anyhow::Context;
use server::app::App;
use server::config::{Config, DEFAULT_FILE, LogFormat};
use server::{metrics, routes, serve};
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;

pub async fn run(config: Config, file: Option<&Path>) -> anyhow::Result<()> {
    start_log(&config)?;
    allow_files();
    let configured = file.is_some() || Path::new(DEFAULT_FILE).is_file();
    let listen = config.listen;
    let app = App::open(config).await?;
    let listener = TcpListener::bind(listen)
        .await
        .with_context(|| format!("cannot listen on {listen}"))?;
    if let Some(address) = app.config.metrics {
        let listener = TcpListener::bind(address)
            .await
            .with_context(|| format!("cannot show metrics on {address}"))?;
        let shown = format!("http://{}/metrics", listener.local_addr()?);
        tracing::info!(metrics = %shown, "counting");
        tokio::spawn(metrics::serve(app.clone(), listener));
    }
    for site in &app.config.sites {
        tracing::info!(site = site.id, articles = ?site.articles,
            moderation = ?site.moderation, origins = site.origins.len(), "serving a site");
    }
    if !configured {
        tracing::info!(
            "no {DEFAULT_FILE} here: put article JSON into the folder `articles`, or name your sites \
             and the origins of their pages in {DEFAULT_FILE}; `chuyen serve --help` lists the settings"
        );
    }
    if !routes::built_in().any(|file| file == "embed.js") {
        tracing::warn!("this binary was built without the widget: there is no /embed.js");
    }
    Ok(serve::run(app, listener, told_to_stop()?).await?)
}

fn start_log(config: &Config) -> anyhow::Result<()> {
    let filter =
        EnvFilter::try_new(&config.log).with_context(|| format!("log is {:?}", config.log))?;
    // It warns of parameters that it does not know, with their values: `sslpassword=…`.
    let filter = filter.add_directive("sqlx_postgres::options=error".parse()?);
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    match config.log_format {
        LogFormat::Text => log.init(),
        LogFormat::Json => log.json().init(),
    }
    Ok(())
}

/// Every open stream of events is an open file, and what a process may have at first is often 1 024.
#[cfg(unix)]
fn allow_files() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let allowed = getrlimit(Resource::Nofile);
    let all = Rlimit {
        current: allowed.maximum,
        ..allowed
    };
    if let Err(cause) = setrlimit(Resource::Nofile, all) {
        tracing::warn!(%cause, files = allowed.current, "no more files may be open");
    }
}

#[cfg(not(unix))]
fn allow_files() {}

/// Ctrl-C, or what a service manager sends. It is listened for from now on, so that whoever has read that the server
/// listens may stop it.
#[cfg(unix)]
fn told_to_stop() -> anyhow::Result<impl Future<Output = ()> + Send> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupted = signal(SignalKind::interrupt())?;
    let mut terminated = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupted.recv() => {}
            _ = terminated.recv() => {}
        }
    })
}

/// Ctrl-C.
#[cfg(not(unix))]
fn told_to_stop() -> anyhow::Result<impl Future<Output = ()> + Send> {
    Ok(async {
        // Without a way to be told, it runs until it is killed.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}
