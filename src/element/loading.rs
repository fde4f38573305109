//! What is being loaded for a widget, one thing at a time: the first topic or what a step needs.
//!
//! Leaves out where it comes from, and what is done with it.

use super::app::{App, Message, next_load};
use super::fetch::Loaded;
use super::language;
use super::library::{Library, Sources};
use crate::catalog::Catalog;
use crate::navigation::{Cause, Failure};
use futures_util::future::FutureExt;
use gloo::timers::future::TimeoutFuture;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use yew::Context;

/// Beyond this a load takes long, in milliseconds: whoever waits is told. A quicker one would only make a screen reader say two things at
/// once, and draw the topic that is left once more.
const LONG: u32 = 300;

pub struct Loading {
    library: Rc<Library>,
    /// The number of the latest load, and the step that it is for, if it is for one; nothing once it has ended or is called off.
    latest: Option<(u32, Option<Wish>)>,
}

/// A step that was asked for.
#[derive(Clone)]
pub struct Wish {
    pub cause: Cause,
    /// An entry's id or alias; an empty one is the home entry. For a step to a stop of the trail, its number.
    pub to: Rc<str>,
    /// The entry's file, where it is known without the index.
    pub file: Option<Rc<str>>,
}

/// What is to be loaded: an id or alias, and the entry's file where it is known without the index.
pub type Topic = (Rc<str>, Option<Rc<str>>);

/// What came of a load: a catalog for each stop that was asked for, or one for all.
pub type Outcome = Result<Vec<Loaded>, Failure>;

impl Loading {
    /// `early` and `first` are what the loader has fetched already.
    pub fn new(sources: Rc<Sources>, early: JsValue, first: Option<(Rc<str>, String)>) -> Loading {
        Loading { library: Rc::new(Library::new(sources, early, first)), latest: None }
    }

    /// Begins to load all of these topics.
    pub fn open(&mut self, ctx: &Context<App>, topics: Vec<Topic>) {
        self.begin(ctx, None, topics);
    }

    /// Begins to load what a step needs. If that takes long there is a message.
    pub fn step(&mut self, ctx: &Context<App>, wish: Wish) {
        let Wish { to, file, .. } = wish.clone();
        let number = self.begin(ctx, Some(wish), vec![(to, file)]);
        let link = ctx.link().clone();
        spawn_local(async move {
            TimeoutFuture::new(LONG).await;
            link.send_message(Message::Long(number));
        });
    }

    /// Whether this load is on its way, and is the latest one.
    pub fn is_on_its_way(&self, number: u32) -> bool {
        self.latest.as_ref().is_some_and(|(latest, _)| *latest == number)
    }

    fn begin(&mut self, ctx: &Context<App>, wish: Option<Wish>, topics: Vec<Topic>) -> u32 {
        let (number, done) = next_load(ctx);
        let is_step = wish.is_some();
        self.latest = Some((number, wish));
        let library = self.library.clone();
        spawn_local(async move {
            let mut found = Vec::new();
            for (topic, file) in topics {
                match library.find(&topic, file.as_deref()).await {
                    Ok(loaded) => {
                        // With its words, so that nothing is drawn in two languages.
                        language::learn(&loaded.catalog.lang).await;
                        found.push(loaded);
                    }
                    Err(failure) => {
                        // Where nothing is shown yet, the failure is told in the language that was asked for.
                        if let Some(lang) = library.lang().filter(|_| !is_step) {
                            language::learn(lang).await;
                        }
                        return done.emit(Err(failure));
                    }
                }
            }
            done.emit(Ok(found));
        });
        number
    }

    /// A load has ended. If it is the latest one: the step that it is for, where it is for one.
    pub fn ended(&mut self, number: u32) -> Option<Option<Wish>> {
        self.latest.take_if(|(latest, _)| *latest == number).map(|(_, wish)| wish)
    }

    /// What is on its way is of no interest any more.
    pub fn call_off(&mut self) {
        self.latest = None;
    }

    /// What a step needs, if nothing has to be fetched for it.
    pub fn at_hand(&self, wish: &Wish) -> Option<Rc<Catalog>> {
        let found = self.library.find(&wish.to, wish.file.as_deref()).now_or_never()?;
        found.ok().map(|loaded| loaded.catalog)
    }

    /// Fetches what an entry is shown with, for a reader who will perhaps go there.
    pub fn prefetch(&self, id: Rc<str>, file: Option<Rc<str>>) {
        let library = self.library.clone();
        if !library.is_whole() {
            spawn_local(async move {
                let _ = library.find(&id, file.as_deref()).await;
            });
        }
    }

    /// Forgets what was fetched, so that the next load fetches it again.
    pub fn forget(&self) {
        self.library.forget();
    }
}
