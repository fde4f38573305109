//! The command line of the native tool; everything it does is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    vital_conditions::tool::run()
}
