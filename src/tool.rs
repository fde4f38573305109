//! The native tool `vital`: begins, imports, serves, checks, builds and publishes catalogs. The command line is here; each command has
//! its module.
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
pub mod serve;
pub mod shards;
pub mod site;
pub mod sitemap;
pub mod snippets;
pub mod source;
pub mod styles;
pub mod toolchain;
pub mod versions;
pub mod wasm;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Result;
use clap::{Args, Parser, Subcommand, ValueEnum};

use addresses::BaseUrl;
use build::{Sheet, Wishes, Workshop};
use check::links::{self, Limits};
use fault::{Fault, Level};
use publish::Outcome;
use report::Report;
use serve::Beside;
use site::{LOADER, Site, Written};
use source::{Reader, Source};

/// Begins, imports, serves, checks, builds and publishes catalogs of the Vital Conditions widget. Without a command it serves.
#[derive(Debug, Parser)]
#[command(name = "vital", version, args_conflicts_with_subcommands = true, after_help = "Example: vital serve --port 9000")]
struct Line {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: Serve,
}

#[derive(Debug, Subcommand)]
enum Command {
    Serve(Serve),
    Build(Build),
    Publish(Publish),
    Check(Check),
    New(New),
    Import(Import),
    Doctor(Doctor),
}

/// What a command works on.
#[derive(Debug, Args)]
struct Content {
    /// A folder with catalog.toml and Markdown, or a JSON file; absent: the catalog that comes with the tool.
    catalog: Option<PathBuf>,
    /// Read drafts too.
    #[arg(long)]
    drafts: bool,
    /// A JSON file with what to pin, hide, relabel and add.
    #[arg(long, value_name = "FILE")]
    overlay: Option<PathBuf>,
}

impl Content {
    fn reader(&self) -> Result<Reader> {
        Ok(Reader::new(Source::open(self.catalog.as_deref())?, self.drafts, self.overlay.as_deref()))
    }
}

/// Builds what is missing and serves it on this machine, the demo at the first page.
#[derive(Debug, Args)]
#[command(after_help = "Example: vital serve content --port 9000")]
struct Serve {
    #[command(flatten)]
    content: Content,
    /// The port; when it is taken, the next free one.
    #[arg(long, default_value_t = 8080)]
    port: u16,
}

/// Makes the folder to put on any static host. Faults of the content are shown, and what is sound is published.
#[derive(Debug, Args)]
#[command(after_help = "Example: vital build content --out dist --base-url https://example.org/vital/")]
struct Build {
    #[command(flatten)]
    content: Content,
    /// The folder: empty, new, or of an earlier build.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// The address under which the folder will be found. Pages then name their own, as crawlers and previews of links ask for, and there is
    /// a sitemap; and the snippet for a page of yours is shown at the end.
    #[arg(long, value_name = "URL")]
    base_url: Option<BaseUrl>,
    /// For every topic what partners paste: a script that brings it along and, with a base URL, HTML with the topic in it. Up to 1,000
    /// topics have them unless this says `no`.
    #[arg(long, value_enum, value_name = "YES|NO")]
    snippets: Option<Wanted>,
    /// The folder is never to change again: pages may be pinned to its texts as well as to its code, and a later build into it that would
    /// change anything is refused.
    #[arg(long)]
    frozen: bool,
}

/// Puts the folder that `build` made where readers find it, so that none of them ever meets half of a version. Only what has changed is
/// uploaded. Ended at any moment, the same command completes it.
///
/// Credentials, region and endpoint of an object store come from the environment: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION and
/// AWS_ENDPOINT_URL, GOOGLE_APPLICATION_CREDENTIALS, AZURE_STORAGE_ACCOUNT_NAME and AZURE_STORAGE_ACCOUNT_KEY, and others of these names.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples: vital publish public s3://our-bucket/vital --dry-run\n          vital publish --rollback s3://our-bucket/vital"
)]
struct Publish {
    /// The folder that `build` made.
    #[arg(value_name = "DIR", required_unless_present = "rollback")]
    folder: Option<PathBuf>,
    /// A folder, s3://BUCKET/PREFIX, gs://BUCKET/PREFIX or az://CONTAINER/PREFIX.
    #[arg(required_unless_present = "rollback")]
    target: Option<String>,
    /// Puts the version before back; once more, and the newer one is back. A publication that has not ended is undone.
    #[arg(long, value_name = "TARGET", conflicts_with_all = ["folder", "target", "prune"])]
    rollback: Option<String>,
    /// Says what would be uploaded, copied and removed, and touches nothing.
    #[arg(long)]
    dry_run: bool,
    /// Removes files of `assets/` and `entries/` too that neither this version nor the one before has, and no versions.json lists. Pages
    /// that name them, and are open or were pasted, no longer find them.
    #[arg(long)]
    prune: bool,
}

/// Makes a small catalog to start from.
#[derive(Debug, Args)]
#[command(after_help = "Example: vital new our-catalog")]
struct New {
    /// The folder: new or empty.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

/// Finds every fault of the content, with the line to mend.
#[derive(Debug, Args)]
#[command(after_help = "Examples: vital check content --strict --format json\n          vital check content --links --links-minutes 30")]
struct Check {
    #[command(flatten)]
    content: Content,
    /// Count hints too, such as relations that are not returned.
    #[arg(long)]
    strict: bool,
    /// Lines for people on standard error; for machines on standard output a JSON array, or SARIF as code hosts read it.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Ask other sites too, whether what is linked to is there.
    #[arg(long)]
    links: bool,
    /// For how many minutes they are asked at most.
    #[arg(long, value_name = "N", default_value_t = 10, requires = "links", value_parser = clap::value_parser!(u64).range(1..=1440))]
    links_minutes: u64,
    /// Ask again for what was there within the last week.
    #[arg(long, requires = "links")]
    links_fresh: bool,
}

/// Makes a catalog from what an organization already has, or brings one up to date. Nothing is fetched.
///
/// What has no place in a catalog is listed on standard error, with its line in the source; that alone is no failure. Files
/// that you changed or deleted since an earlier import stay as you left them.
#[derive(Debug, Args)]
#[command(after_help = "Example: vital import site.WordPress.2026-11-22.xml --into content --dry-run")]
struct Import {
    /// A file, or a folder of HTML pages.
    source: PathBuf,
    /// The folder of the catalog: new, empty, or one to bring up to date.
    #[arg(long, value_name = "DIR")]
    into: PathBuf,
    /// The format; absent: told by the content.
    #[arg(long = "as", value_enum, value_name = "FORMAT")]
    source_format: Option<import::Format>,
    /// Shows what would be done, and writes nothing.
    #[arg(long)]
    dry_run: bool,
    /// Lines for people, or a JSON object for machines on standard output.
    #[arg(long, value_enum, default_value_t = Listing::Text)]
    format: Listing,
}

/// Finds out why the widget doesn't show on a page, and names the line that mends it. It asks for what a browser would ask for.
#[derive(Debug, Args)]
#[command(after_help = "Example: vital doctor https://partner.example/well-being")]
struct Doctor {
    /// The address of the page.
    url: String,
    /// Lines for people on standard error, or a JSON array for machines on standard output.
    #[arg(long, value_enum, default_value_t = Listing::Text)]
    format: Listing,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Wanted {
    Yes,
    No,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Listing {
    Text,
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Sarif,
}

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

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Line::command().debug_assert();
    }
}
