//! The native tool `vital`: begins, imports, serves, checks, builds and publishes catalogs. What the command line says is carried out here;
//! each command has its module.
//!
//! Exit status: 0 done, 1 found faults in the content, 2 could not run. Messages go to standard error, results to
//! standard output.

pub mod addresses;
pub mod agent;
pub mod assets;
pub mod author;
pub mod build;
pub mod check;
pub mod content;
pub mod doctor;
pub mod excerpt;
pub mod fault;
pub mod frozen;
pub mod import;
pub mod interface;
pub mod language;
mod line;
pub mod loader;
pub mod markup;
pub mod new;
pub mod nodes;
pub mod not_found;
pub mod nowhere;
pub mod npm;
pub mod oembed;
pub mod overlay;
pub mod packages;
pub mod page;
pub mod plugin;
pub mod prerender;
pub mod publish;
pub mod report;
pub mod scripts;
pub mod search;
pub mod serve;
pub mod shards;
pub mod site;
pub mod sitemap;
pub mod snippets;
pub mod source;
pub mod styles;
pub mod template;
pub mod toolchain;
pub mod versions;
pub mod wasm;

use std::process::ExitCode;
use std::time::Duration;

use anyhow::Result;
use clap::Parser;

use build::{Sheet, Wishes, Workshop};
use check::links::{self, Limits};
use fault::{Fault, Level};
use line::{Build, Check, Command, Doctor, Format, Import, Line, Listing, New, Publish, Serve, Wanted};
use publish::Outcome;
use report::Report;
use serve::Beside;
use site::{LOADER, Site, Written};

/// What a command that ran has found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Sound,
    Faulty,
}

impl Verdict {
    fn of(is_faulty: bool) -> Self {
        if is_faulty { Self::Faulty } else { Self::Sound }
    }
}

/// Runs the command that the command line names.
#[must_use]
pub fn run() -> ExitCode {
    let Line { command, serve } = Line::parse();
    let outcome = match command.unwrap_or(Command::Serve(serve)) {
        Command::Serve(serve) => serve_content(&serve),
        Command::Build(build) => build_folder(&build),
        Command::Publish(publish) => publish_folder(&publish),
        Command::Check(check) => check_content(&check),
        Command::New(new) => new_catalog(&new),
        Command::Import(import) => import_content(&import),
        Command::Doctor(doctor) => examine_page(&doctor),
    };
    match outcome {
        Ok(Verdict::Sound) => ExitCode::SUCCESS,
        Ok(Verdict::Faulty) => ExitCode::from(1),
        Err(fault) => {
            // What is wrong in a source begins with its place, as editors and other tools expect.
            let name = if fault.is::<import::Refusal>() { "" } else { "vital: " };
            eprintln!("{name}{fault:#}");
            ExitCode::from(2)
        }
    }
}

fn serve_content(arguments: &Serve) -> Result<Verdict> {
    let workshop = Workshop::of_this_package();
    let reader = arguments.content.reader()?;
    let styles = Sheet::prepare()?;
    let site = workshop.target.join("vital/widget");
    let widget = Site::begin(&site, &workshop.cache())?;
    let (_, loader) = build::add_widget(&widget, &workshop, &styles)?;
    widget.put(LOADER, snippets::alone(&loader.floating(&[])?))?;
    widget.finish()?;
    // The demo is about the catalog that comes with the tool; any other has a page that shows just that.
    let first = if arguments.content.catalog.is_none() { "/index.html" } else { "/preview.html" };
    let beside = Beside { site, pages: workshop.pages(), first, styles, loader };
    serve::run(reader, &beside, arguments.port)?;
    // The server did what it was asked to do; faults were shown as they came.
    Ok(Verdict::Sound)
}

fn build_folder(arguments: &Build) -> Result<Verdict> {
    let workshop = Workshop::of_this_package();
    let mut reader = arguments.content.reader()?;
    let wishes = Wishes {
        base: arguments.base_url.clone(),
        snippets: arguments.snippets.map(|wanted| wanted == Wanted::Yes),
        frozen: arguments.frozen,
    };
    let site = Site::begin(&arguments.out, &workshop.cache())?;
    let built = build::build(&workshop, &mut reader, &wishes, &site)?;
    show(&built.faults);
    let (written, manifest) = site.finish()?;
    let out = arguments.out.display();
    match written {
        Written::Changed => eprintln!("Wrote {out}"),
        Written::Unchanged => eprintln!("{out} is up to date"),
    }
    if built.faults.iter().any(|fault| fault.level == Level::Error) {
        eprintln!("The errors named above keep something of the catalog from readers.");
    }
    // What is tried out, or somebody else's, is not published under this catalog's name.
    let is_own = !arguments.content.drafts && arguments.content.overlay.is_none();
    if let Some(fault) = is_own.then(|| check::published::record(reader.source(), &built.content)).and_then(Result::err) {
        // The folder is made all the same. Only that an id was published won't be known.
        eprintln!("vital: {fault:#}");
    }
    print!("{}", build::size_table(&built.parts, &manifest));
    if let Some(base) = &arguments.base_url {
        println!("The tag that receives updates by itself, and the one that is pinned to this version:");
        println!("{}\n{}", snippets::tag(base, LOADER, None), snippets::tag(base, &built.version.loader, built.version.integrity()));
    }
    Ok(Verdict::of(built.faults.iter().any(Fault::counts)))
}

fn publish_folder(arguments: &Publish) -> Result<Verdict> {
    let Publish { folder, target, rollback, dry_run, prune } = arguments;
    let target = rollback.as_ref().or(target.as_ref()).cloned().unwrap_or_default();
    let request = publish::Request { folder: folder.clone(), target: target.clone(), dry_run: *dry_run, prune: *prune };
    match publish::publish(&request)? {
        Outcome::Nothing => eprintln!("{target} is up to date"),
        Outcome::Planned(steps, sum) => {
            for step in steps {
                println!("{step}");
            }
            println!("{sum}");
        }
        Outcome::Done if rollback.is_some() => {
            eprintln!("{target} has the version before; the same command again puts the newer one back")
        }
        Outcome::Done => eprintln!("Published to {target}"),
        Outcome::Undone => eprintln!("{target} has the version again that it had before the publication that did not end"),
    }
    Ok(Verdict::Sound)
}

fn new_catalog(arguments: &New) -> Result<Verdict> {
    let folder = &arguments.folder;
    new::create(folder)?;
    let folder = folder.display();
    println!("Made {folder}. To see it, and every change of it, in your browser:\n  vital serve {folder}");
    Ok(Verdict::Sound)
}

fn check_content(arguments: &Check) -> Result<Verdict> {
    let mut reader = arguments.content.reader()?;
    let content = reader.read()?;
    let mut faults = check::check(reader.source(), &content, check::today()?);
    if arguments.links {
        if arguments.format == Format::Text {
            eprintln!("Asking other sites for what is linked to, for {} min at most", arguments.links_minutes);
        }
        let limits = Limits::within(Duration::from_secs(arguments.links_minutes.saturating_mul(60)));
        let memory = Workshop::of_this_package().target.join("vital/links.json");
        let (of_links, tally) = links::check(&content, &limits, Some(memory), arguments.links_fresh)?;
        eprintln!("{tally}");
        faults.extend(of_links);
        faults.sort();
    }
    let report = Report::new(&faults, &content, arguments.strict)?;
    match arguments.format {
        Format::Json => println!("{}", report.json()?),
        Format::Sarif => println!("{}", report.sarif()?),
        Format::Text => anstream::eprint!("{}", report.text()),
    }
    Ok(Verdict::of(faults.iter().any(|fault| arguments.strict || fault.counts())))
}

fn import_content(arguments: &Import) -> Result<Verdict> {
    let Import { source, into, source_format, dry_run, .. } = arguments;
    let request = import::Request { source: source.clone(), into: into.clone(), format: *source_format, dry_run: *dry_run };
    let report = import::import(&request)?;
    match arguments.format {
        Listing::Json => println!("{}", serde_json::to_string_pretty(&report)?),
        Listing::Text => {
            for omission in &report.omissions {
                eprintln!("{omission}");
            }
            println!("{report}");
        }
    }
    // What could not be carried over is no fault of the catalog that was made.
    Ok(Verdict::Sound)
}

fn examine_page(arguments: &Doctor) -> Result<Verdict> {
    let findings = doctor::examine(&arguments.url)?;
    match arguments.format {
        Listing::Json => println!("{}", serde_json::to_string_pretty(&findings)?),
        Listing::Text if findings.is_empty() => eprintln!("Nothing stands in the way of the widget at {}", arguments.url),
        Listing::Text => findings.iter().for_each(|finding| eprintln!("{finding}")),
    }
    Ok(Verdict::of(findings.iter().any(|finding| finding.weight == doctor::Weight::Fault)))
}

/// Hints are for whoever asks for a check.
fn show(faults: &[Fault]) {
    let counting: Vec<Fault> = faults.iter().filter(|fault| fault.counts()).cloned().collect();
    anstream::eprint!("{}", report::text(&counting));
}
