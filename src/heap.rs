//! The memory of the WASM: blocks of a few sizes, each kept for the next that needs one of its size.
//!
//! The allocator that `std` brings takes 2 kB of what a reader waits for (brotli), more than it saves a page that lives as long as
//! a reader stays. Here a block is at most twice as large as what lies in it, nothing is ever searched for, and
//! nothing is given back to the browser, which could not take it: a WASM memory never shrinks.
#![expect(
    unsafe_code,
    reason = "memory is handed out as addresses, and only one thread runs"
)]

use std::alloc::{GlobalAlloc, Layout};
use std::cell::UnsafeCell;
use std::ptr::{self, NonNull};

/// The least block, in bytes, and what every block is aligned to; no type here needs more.
const LEAST: usize = 16;
/// Sizes of blocks: [`LEAST`] and its doubles, up to all that 32 bits can address.
const SIZES: usize = 28;
/// What a WASM memory grows by, in bytes.
pub const PAGE: usize = 0x1_0000;

/// Where memory comes from.
pub trait Source {
    /// So many more pages, aligned to one, if there are; they may follow those before.
    fn grow(&self, pages: usize) -> Option<NonNull<u8>>;
}

/// Hands out memory.
pub struct Heap<S> {
    source: S,
    state: UnsafeCell<State>,
}

struct State {
    /// The first free block of each size; each holds the address of the next.
    free: [*mut u8; SIZES],
    /// What was never handed out: from here …
    fresh: *mut u8,
    /// … so many bytes.
    left: usize,
}

// One thread only, which WASM without shared memory guarantees.
unsafe impl<S> Sync for Heap<S> {}

impl<S> Heap<S> {
    /// Nothing is taken from `source` before it is needed.
    pub const fn new(source: S) -> Self {
        let state = State {
            free: [ptr::null_mut(); SIZES],
            fresh: ptr::null_mut(),
            left: 0,
        };
        Self {
            source,
            state: UnsafeCell::new(state),
        }
    }
}

/// Which of the sizes holds it.
const fn class(size: usize) -> usize {
    let size = if size < LEAST { LEAST } else { size };
    (size.next_power_of_two() / LEAST).trailing_zeros() as usize
}

// Every block lies in memory of the source's, apart from all others, and is in use or in one list, never both.
unsafe impl<S: Source> GlobalAlloc for Heap<S> {
    #[inline(never)]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if layout.align() > LEAST {
            return ptr::null_mut();
        }
        let class = class(layout.size());
        unsafe {
            let state = &mut *self.state.get();
            let free = state.free[class];
            if !free.is_null() {
                state.free[class] = free.cast::<*mut u8>().read();
                return free;
            }
            let size = LEAST << class;
            if state.left < size {
                let pages = size.div_ceil(PAGE);
                let Some(more) = self.source.grow(pages) else {
                    return ptr::null_mut();
                };
                // What does not follow is begun anew.
                if more.as_ptr() != state.fresh.wrapping_add(state.left) {
                    state.fresh = more.as_ptr();
                    state.left = 0;
                }
                state.left += pages * PAGE;
            }
            let block = state.fresh;
            state.fresh = block.wrapping_add(size);
            state.left -= size;
            block
        }
    }

    #[inline(never)]
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        unsafe {
            let first = &mut (&mut (*self.state.get()).free)[class(layout.size())];
            block.cast::<*mut u8>().write(*first);
            *first = block;
        }
    }

    #[inline(never)]
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        if class(size) == class(layout.size()) {
            return block;
        }
        unsafe {
            let moved = self.alloc(Layout::from_size_align_unchecked(size, layout.align()));
            if !moved.is_null() {
                moved.copy_from_nonoverlapping(block, layout.size().min(size));
                self.dealloc(block, layout);
            }
            moved
        }
    }
}

/// The memory of the WASM instance.
#[cfg(target_arch = "wasm32")]
mod memory {
    use super::{Heap, NonNull, PAGE, Source};

    #[global_allocator]
    static HEAP: Heap<Memory> = Heap::new(Memory);

    struct Memory;

    impl Source for Memory {
        fn grow(&self, pages: usize) -> Option<NonNull<u8>> {
            let before = core::arch::wasm32::memory_grow::<0>(pages);
            let is_there = before != usize::MAX;
            NonNull::new((before * PAGE) as *mut u8).filter(|_| is_there)
        }
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
