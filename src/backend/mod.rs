//! Where comments live.
