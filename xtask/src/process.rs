//! Child processes that end when this one is asked to.
//!
//! Every child leads a process group of its own, so that Ctrl-C reaches this process alone, and it decides in which
//! order things stop: a compiler under cargo, a browser under a test and a server under `serve` all go with their group.

use std::fmt;
use std::io::Write;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context, Result, bail};
use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;

static STOPPING: AtomicBool = AtomicBool::new(false);
static GROUPS: Mutex<Vec<Pid>> = Mutex::new(Vec::new());

/// Turns Ctrl-C, SIGTERM and SIGHUP into the end of all children; whoever waits for one then gets an error.
/// Asked a second time, the children are killed.
pub fn stop_on_signals() -> Result<()> {
    ctrlc::set_handler(|| {
        let again = STOPPING.swap(true, Ordering::SeqCst);
        let signal = if again {
            Signal::SIGKILL
        } else {
            Signal::SIGTERM
        };
        for &group in groups().iter() {
            tell(group, signal);
        }
    })
    .context("cannot listen for Ctrl-C")
}

/// Whether someone asked this process to stop.
pub fn is_stopping() -> bool {
    STOPPING.load(Ordering::SeqCst)
}

/// An error once someone has asked this process to stop.
pub fn go_on() -> Result<()> {
    if is_stopping() {
        bail!("stopped");
    }
    Ok(())
}

/// Runs a command to its end.
///
/// # Errors
/// If it cannot be started, fails, or is stopped.
pub fn run(command: &mut Command) -> Result<()> {
    let mut running = Running::start(command.stdin(Stdio::null()))?;
    let status = running.wait()?;
    succeeded(command, status)
}

/// Runs a command and returns what it printed.
pub fn read(command: &mut Command) -> Result<String> {
    let printed = filter(command, &[])?;
    String::from_utf8(printed).with_context(|| format!("{} printed no text", Shown(command)))
}

/// Runs a command that turns `input` into what it prints.
pub fn filter(command: &mut Command, input: &[u8]) -> Result<Vec<u8>> {
    let mut running = Running::start(command.stdin(Stdio::piped()).stdout(Stdio::piped()))?;
    let mut stdin = running.child.stdin.take().expect("stdin is piped");
    let stdout = running.child.stdout.take().expect("stdout is piped");
    let printed = std::thread::scope(|scope| {
        let writer = scope.spawn(move || stdin.write_all(input));
        let printed = read_all(stdout);
        writer.join().expect("writing does not panic")?;
        printed
    })
    .with_context(|| format!("cannot talk to {}", Shown(command)))?;
    let status = running.wait()?;
    succeeded(command, status)?;
    Ok(printed)
}

/// An error unless the command ended well.
pub fn succeeded(command: &Command, status: ExitStatus) -> Result<()> {
    go_on()?;
    if !status.success() {
        bail!("{} failed ({status})", Shown(command));
    }
    Ok(())
}

/// A child process; dropping it stops it and waits for its end.
pub struct Running {
    child: Child,
    group: Pid,
}

impl Running {
    /// Starts a command.
    pub fn start(command: &mut Command) -> Result<Self> {
        go_on()?;
        let child = command
            .process_group(0)
            .spawn()
            .with_context(|| format!("cannot start {}", Shown(command)))?;
        let group = Pid::from_raw(i32::try_from(child.id()).expect("process ids fit"));
        groups().push(group);
        if is_stopping() {
            tell(group, Signal::SIGTERM); // the signal came before the group was in the list
        }
        Ok(Self { child, group })
    }

    /// The process, to read what it prints.
    pub fn child(&mut self) -> &mut Child {
        &mut self.child
    }

    /// Waits for the end.
    pub fn wait(&mut self) -> Result<ExitStatus> {
        Ok(self.child.wait()?)
    }

    /// How it ended, if it has.
    pub fn ended(&mut self) -> Result<Option<ExitStatus>> {
        Ok(self.child.try_wait()?)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Ok(None) = self.child.try_wait() {
            tell(self.group, Signal::SIGTERM);
            let _ = self.child.wait();
        }
        groups().retain(|&group| group != self.group);
    }
}

fn groups() -> std::sync::MutexGuard<'static, Vec<Pid>> {
    GROUPS.lock().expect("no one panics while holding the list")
}

/// Best effort: a group that is gone needs no signal.
fn tell(group: Pid, signal: Signal) {
    let _ = killpg(group, signal);
}

fn read_all(mut from: impl std::io::Read) -> std::io::Result<Vec<u8>> {
    let mut all = Vec::new();
    from.read_to_end(&mut all)?;
    Ok(all)
}

/// A command as a person would type it.
struct Shown<'a>(&'a Command);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.get_program().display())?;
        for arg in self.0.get_args() {
            write!(f, " {}", arg.display())?;
        }
        Ok(())
    }
}
