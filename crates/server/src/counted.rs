//! Numbers with their nouns, as the command line says them.

/// `1 thread`, `3 threads`.
pub fn counted(count: u64, what: &str) -> String {
    match count {
        1 => format!("1 {what}"),
        _ => format!("{count} {what}s"),
    }
}
