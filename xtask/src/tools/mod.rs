//! What a build or a test needs on the machine: found, or installed when that can be done without asking.

mod crates;
pub mod debian;
pub mod npm;
pub mod programs;
pub mod rust;
pub mod test_runner;

use std::env;
use std::path::PathBuf;

/// The full path of a program on `PATH`.
pub fn on_path(program: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
}
