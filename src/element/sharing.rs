//! What the browser offers to pass on an address. Using it is the glue's part, in `www/tools.js`, for it takes a page of code that few ask for.

use js_sys::Reflect;

/// Whether it has a dialog of its own for that.
pub fn has_dialog() -> bool {
    let navigator = Reflect::get(&js_sys::global(), &"navigator".into());
    navigator.is_ok_and(|navigator| Reflect::has(&navigator, &"share".into()).unwrap_or(false))
}
