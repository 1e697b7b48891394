//! Every block is the holder's alone, and what was given back is used again.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::ptr::NonNull;

use proptest::prelude::*;

use super::{Heap, PAGE, Source};

/// Pages of the machine's, which do not follow each other, but for every other.
#[derive(Default)]
struct Machine {
    pages: Cell<usize>,
    spare: Cell<Option<NonNull<u8>>>,
}

impl Source for Machine {
    fn grow(&self, pages: usize) -> Option<NonNull<u8>> {
        self.pages.set(self.pages.get() + pages);
        if pages == 1
            && let Some(spare) = self.spare.take()
        {
            return Some(spare);
        }
        let layout = Layout::from_size_align((pages + 1) * PAGE, PAGE).ok()?;
        // Never freed: a test's few megabytes.
        let begin = NonNull::new(unsafe { System.alloc(layout) })?;
        self.spare.set(Some(unsafe { begin.add(pages * PAGE) }));
        Some(begin)
    }
}

/// What a holder has: a block, its size, and the byte that fills it.
struct Held {
    block: *mut u8,
    layout: Layout,
    fill: u8,
}

impl Held {
    fn is_intact(&self) -> bool {
        let bytes = unsafe { std::slice::from_raw_parts(self.block, self.layout.size()) };
        bytes.iter().all(|byte| *byte == self.fill)
    }
}

fn layout(size: usize) -> Layout {
    Layout::from_size_align(size, 8).expect("small sizes are layouts")
}

/// Takes, resizes and gives back as told; answers whether every block stayed its holder's.
fn live_through(heap: &Heap<Machine>, wishes: &[(u8, usize)]) -> bool {
    let mut all: Vec<Held> = Vec::new();
    let mut is_intact = true;
    for (number, &(wish, size)) in wishes.iter().enumerate() {
        let fill = number as u8;
        match (wish % 3, all.len()) {
            (1, 1..) => {
                let held = all.swap_remove(number % all.len());
                is_intact &= held.is_intact();
                unsafe { heap.dealloc(held.block, held.layout) };
            }
            (2, count @ 1..) => {
                let held = &mut all[number % count];
                is_intact &= held.is_intact();
                let block = unsafe { heap.realloc(held.block, held.layout, size) };
                let kept = held.layout.size().min(size);
                let kept = unsafe { std::slice::from_raw_parts(block, kept) };
                is_intact &= kept.iter().all(|byte| *byte == held.fill);
                *held = Held {
                    block,
                    layout: layout(size),
                    fill,
                };
                unsafe { block.write_bytes(fill, size) };
            }
            _ => {
                let layout = layout(size);
                let block = unsafe { heap.alloc(layout) };
                is_intact &= (block as usize).is_multiple_of(16);
                unsafe { block.write_bytes(fill, size) };
                all.push(Held {
                    block,
                    layout,
                    fill,
                });
            }
        }
    }
    for held in all {
        is_intact &= held.is_intact();
        unsafe { heap.dealloc(held.block, held.layout) };
    }
    is_intact
}

proptest! {
    #[test]
    fn a_block_is_its_holder_s_alone_and_is_used_again(
        wishes in prop::collection::vec((any::<u8>(), prop_oneof![1_usize..600, 1_usize..70_000]), 1..100),
    ) {
        let heap = Heap::new(Machine::default());
        prop_assert!(live_through(&heap, &wishes));
        let pages = heap.source.pages.get();
        prop_assert!(live_through(&heap, &wishes));
        prop_assert_eq!(heap.source.pages.get(), pages, "the same again takes no more memory");
    }
}

#[test]
fn what_there_is_no_memory_for_is_refused() {
    struct Nothing;
    impl Source for Nothing {
        fn grow(&self, _: usize) -> Option<NonNull<u8>> {
            None
        }
    }
    let heap = Heap::new(Nothing);
    assert!(unsafe { heap.alloc(layout(1)) }.is_null());
    let strange = Layout::from_size_align(64, 64).expect("a layout");
    let heap = Heap::new(Machine::default());
    assert!(unsafe { heap.alloc(strange) }.is_null());
}
