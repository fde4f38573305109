//! The command line of the native tool; everything it does is in the library.

use std::process::ExitCode;

/// Drawing thousands of pages is asking for memory millions of times, and the C library's allocator is a third of that work.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    vital_conditions::tool::run()
}
