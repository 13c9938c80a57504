//! Room in memory for what is about to be written.
//!
//! The allocator asks the engine for 64 KiB at a time. Engines that cannot leave address space free
//! behind the memory (Safari on phones) copy all of it each time it grows: ten thousand records took a
//! minute. So it grows by a quarter at once.

use std::sync::atomic::{AtomicUsize, Ordering};

/// Bytes of a page of memory.
const PAGE: usize = 64 * 1024;
/// Pages by which it grows at least.
const LEAST: usize = 64;
/// A part of it that it grows by.
const PART: usize = 4;

/// Pages there were when room was last made.
static PAGES: AtomicUsize = AtomicUsize::new(0);

/// Makes room where there is none left. Called for each record that is written: it costs next to
/// nothing while there is room.
#[inline]
pub fn headroom() {
    if pages() > PAGES.load(Ordering::Relaxed) {
        grow();
    }
}

/// Takes a large block and gives it back: the allocator keeps what it has been given.
#[cold]
fn grow() {
    let mut room: Vec<u8> = Vec::new();
    // Where there is no more memory, what needs it will say so.
    if room.try_reserve_exact((pages() / PART).max(LEAST) * PAGE).is_ok() {
        // Else the compiler sees that the block is not used and does not take it.
        std::hint::black_box(room.as_mut_ptr());
    }
    drop(room);
    PAGES.store(pages(), Ordering::Relaxed);
}

/// Pages of memory that there are; elsewhere than in a browser memory is not copied.
#[inline]
fn pages() -> usize {
    #[cfg(target_arch = "wasm32")]
    return core::arch::wasm32::memory_size::<0>();
    #[cfg(not(target_arch = "wasm32"))]
    return 0;
}
