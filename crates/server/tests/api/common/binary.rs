//! The real binary, as an operator runs it.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

/// A folder to run the binary in, and its database.
pub struct Place {
    /// The binary.
    pub program: PathBuf,
    /// Where the binary runs.
    pub folder: PathBuf,
    /// What it is told with `--database-url`; the default without.
    pub database_url: Option<String>,
}

/// `chuyen serve`, killed when it is dropped.
pub struct Served {
    /// Where it answers, with a `/` at the end.
    pub url: String,
    /// What it logged before it listened.
    pub log: String,
    child: Child,
}

impl Place {
    /// A folder with the database that the binary makes there itself.
    pub fn new(folder: &Path) -> Self {
        Self {
            program: env!("CARGO_BIN_EXE_chuyen").into(),
            folder: folder.to_owned(),
            database_url: None,
        }
    }

    /// A command that has still to be run.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command.current_dir(&self.folder).args(args);
        if let Some(url) = &self.database_url {
            command.args(["--database-url", url]);
        }
        command
    }

    /// Runs a command to its end.
    pub fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }

    /// What a command says, which must succeed.
    pub fn say(&self, args: &[&str]) -> String {
        let output = self.run(args);
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{args:?}: {error}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Why a command fails, which it must.
    pub fn fail(&self, args: &[&str]) -> String {
        let output = self.run(args);
        assert!(!output.status.success(), "{args:?} succeeded");
        String::from_utf8(output.stderr).unwrap()
    }

    /// Starts a server on a free port and waits until it listens.
    #[allow(
        clippy::zombie_processes,
        reason = "a server that never listened fails the test"
    )]
    pub fn serve(&self) -> Served {
        let mut command = self.command(&["serve", "--listen", "127.0.0.1:0"]);
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let mut log = String::new();
        for line in lines.by_ref() {
            let line = line.unwrap();
            log += &format!("{line}\n");
            if let Some((_, address)) = line.split_once("listening address=") {
                let url = format!("{}/", address.trim());
                // Somebody must go on reading, or the server waits to be heard.
                std::thread::spawn(move || lines.for_each(drop));
                return Served { url, log, child };
            }
        }
        panic!("it never listened:\n{log}");
    }
}

impl Served {
    /// `kill -9`.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// What a service manager does; says whether it ended well.
    pub fn terminate(mut self) -> bool {
        let id = self.child.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-TERM", &id])
                .status()
                .unwrap()
                .success()
        );
        self.child.wait().unwrap().success()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Writes a file below a folder.
pub fn write(folder: &Path, file: &str, text: &str) {
    let path = folder.join(file);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}
