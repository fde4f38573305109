//! Pages as partners have them: old, strict, strange, and full of other people's styles and scripts. On each the widget is what it is on a
//! bare page, and the page stays what it is. The packages are the real ones, of npm and of Debian, fetched by the tests' own set-up.
//!
//! One description a page, one check for all. Pages of React, Vue, Svelte, Turbo, htmx and WordPress come and go in tests of their own.

mod check;
mod description;
mod packages;

mod documents;
mod frameworks;
mod places;
mod policies;
mod scripts;
