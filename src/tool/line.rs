//! The command line: its commands, what each takes, and what `--help` says of them.
//!
//! Leaves out what the commands do.

use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, Parser, Subcommand, ValueEnum};

use super::addresses::BaseUrl;
use super::import;
use super::source::{Reader, Source};

/// Begins, imports, serves, checks, builds and publishes catalogs of the Vital Conditions widget. Without a command it serves.
#[derive(Debug, Parser)]
#[command(name = "vital", version, args_conflicts_with_subcommands = true, after_help = "Example: vital serve --port 9000")]
pub struct Line {
    #[command(subcommand)]
    pub command: Option<Command>,
    #[command(flatten)]
    pub serve: Serve,
}

#[derive(Debug, Subcommand)]
pub enum Command {
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
pub struct Content {
    /// A folder with catalog.toml and Markdown, or a JSON file; absent: the catalog that comes with the tool.
    pub catalog: Option<PathBuf>,
    /// Read drafts too.
    #[arg(long)]
    pub drafts: bool,
    /// A JSON file with what to pin, hide, relabel and add.
    #[arg(long, value_name = "FILE")]
    pub overlay: Option<PathBuf>,
}

impl Content {
    pub fn reader(&self) -> Result<Reader> {
        Ok(Reader::new(Source::open(self.catalog.as_deref())?, self.drafts, self.overlay.as_deref()))
    }
}

/// Builds what is missing and serves it on this machine, the demo at the first page.
#[derive(Debug, Args)]
#[command(after_help = "Example: vital serve content --port 9000")]
pub struct Serve {
    #[command(flatten)]
    pub content: Content,
    /// The port; when it is taken, the next free one.
    #[arg(long, default_value_t = 8080)]
    pub port: u16,
}

/// Makes the folder to put on any static host. Faults of the content are shown, and what is sound is published.
#[derive(Debug, Args)]
#[command(after_help = "Example: vital build content --out dist --base-url https://example.org/vital/")]
pub struct Build {
    #[command(flatten)]
    pub content: Content,
    /// The folder: empty, new, or of an earlier build.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// The address under which the folder will be found. Pages then name their own, as crawlers and previews of links ask for, and there is
    /// a sitemap; and the snippet for a page of yours is shown at the end.
    #[arg(long, value_name = "URL")]
    pub base_url: Option<BaseUrl>,
    /// For every topic what partners paste: a script that brings it along and, with a base URL, HTML with the topic in it. Up to 1,000
    /// topics have them unless this says `no`.
    #[arg(long, value_enum, value_name = "YES|NO")]
    pub snippets: Option<Wanted>,
    /// The folder is never to change again: pages may be pinned to its texts as well as to its code, and a later build into it that would
    /// change anything is refused.
    #[arg(long)]
    pub frozen: bool,
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
pub struct Publish {
    /// The folder that `build` made.
    #[arg(value_name = "DIR", required_unless_present = "rollback")]
    pub folder: Option<PathBuf>,
    /// A folder, s3://BUCKET/PREFIX, gs://BUCKET/PREFIX or az://CONTAINER/PREFIX.
    #[arg(required_unless_present = "rollback")]
    pub target: Option<String>,
    /// Puts the version before back; once more, and the newer one is back. A publication that has not ended is undone.
    #[arg(long, value_name = "TARGET", conflicts_with_all = ["folder", "target", "prune"])]
    pub rollback: Option<String>,
    /// Says what would be uploaded, copied and removed, and touches nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// Removes files of `assets/` and `entries/` too that neither this version nor the one before has, and no versions.json lists. Pages
    /// that name them, and are open or were pasted, no longer find them.
    #[arg(long)]
    pub prune: bool,
}

/// Makes a small catalog to start from.
#[derive(Debug, Args)]
#[command(after_help = "Example: vital new our-catalog")]
pub struct New {
    /// The folder: new or empty.
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
}

/// Finds every fault of the content, with the line to mend.
#[derive(Debug, Args)]
#[command(after_help = "Examples: vital check content --strict --format json\n          vital check content --links --links-minutes 30")]
pub struct Check {
    #[command(flatten)]
    pub content: Content,
    /// Count hints too, such as relations that are not returned.
    #[arg(long)]
    pub strict: bool,
    /// Lines for people on standard error; for machines on standard output a JSON array, or SARIF as code hosts read it.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Ask other sites too, whether what is linked to is there.
    #[arg(long)]
    pub links: bool,
    /// For how many minutes they are asked at most.
    #[arg(long, value_name = "N", default_value_t = 10, requires = "links", value_parser = clap::value_parser!(u64).range(1..=1440))]
    pub links_minutes: u64,
    /// Ask again for what was there within the last week.
    #[arg(long, requires = "links")]
    pub links_fresh: bool,
}

/// Makes a catalog from what an organization already has, or brings one up to date. Nothing is fetched.
///
/// What has no place in a catalog is listed on standard error, with its line in the source; that alone is no failure. Files
/// that you changed or deleted since an earlier import stay as you left them.
#[derive(Debug, Args)]
#[command(after_help = "Example: vital import site.WordPress.2026-11-22.xml --into content --dry-run")]
pub struct Import {
    /// A file, or a folder of HTML pages.
    pub source: PathBuf,
    /// The folder of the catalog: new, empty, or one to bring up to date.
    #[arg(long, value_name = "DIR")]
    pub into: PathBuf,
    /// The format; absent: told by the content.
    #[arg(long = "as", value_enum, value_name = "FORMAT")]
    pub source_format: Option<import::Format>,
    /// Shows what would be done, and writes nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// Lines for people, or a JSON object for machines on standard output.
    #[arg(long, value_enum, default_value_t = Listing::Text)]
    pub format: Listing,
}

/// Finds out why the widget doesn't show on a page, and names the line that mends it. It asks for what a browser would ask for.
#[derive(Debug, Args)]
#[command(after_help = "Example: vital doctor https://partner.example/well-being")]
pub struct Doctor {
    /// The address of the page.
    pub url: String,
    /// Lines for people on standard error, or a JSON array for machines on standard output.
    #[arg(long, value_enum, default_value_t = Listing::Text)]
    pub format: Listing,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Wanted {
    Yes,
    No,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Listing {
    Text,
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Text,
    Json,
    Sarif,
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
