//! Which place a TARGET names, and what the environment says of it.
//!
//! Leaves out asking the place for anything.

use std::path::{self, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use url::Url;

/// The kinds of stores, by the beginning of their addresses.
const SCHEMES: [&str; 3] = ["s3", "gs", AZURE];
pub const AZURE: &str = "az";
const KINDS: &str = "a folder, s3://BUCKET/PREFIX, gs://BUCKET/PREFIX or az://CONTAINER/PREFIX";

/// What the environment says of stores begins so.
const VARIABLES: [&str; 3] = ["AWS_", "GOOGLE_", "AZURE_"];
/// What has one of these in its name is not for others to see.
const SECRETS: [&str; 5] = ["KEY", "SECRET", "TOKEN", "SAS", "PASSWORD"];

/// How long one request may take, unless the environment says otherwise. A catalog of many megabytes on a slow line takes its time.
const PATIENCE: (&str, &str) = ("timeout", "300 seconds");

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    Folder(PathBuf),
    Store(Url),
}

impl Address {
    /// # Errors
    /// When `text` names no place to publish.
    pub fn parse(text: &str) -> Result<Self> {
        let begins = |end: &str| SCHEMES.iter().any(|scheme| text.starts_with(&format!("{scheme}{end}")));
        if !text.contains("://") {
            if begins(":") {
                bail!("{text} lacks a slash; name {KINDS}");
            }
            return Ok(Self::Folder(path::absolute(text).with_context(|| format!("{text} is no folder; name {KINDS}"))?));
        }
        // It may hold what should not be repeated.
        let url = Url::parse(text).map_err(|fault| anyhow!("TARGET is no address ({fault}); name {KINDS}"))?;
        // An address in Azure may name the account before the container.
        let has_user = !url.username().is_empty() && url.scheme() != AZURE;
        if has_user || url.password().is_some() || url.query().is_some() || url.fragment().is_some() {
            bail!("TARGET holds more than an address; credentials and settings belong in the environment");
        }
        if url.scheme() == "file" {
            let folder = url.to_file_path().map_err(|()| anyhow!("{text} is no folder of this machine; name {KINDS}"))?;
            return Ok(Self::Folder(folder));
        }
        if !begins("://") || url.host_str().is_none() {
            bail!("{text} is nowhere to publish; name {KINDS}");
        }
        Ok(Self::Store(url))
    }
}

/// What stores are told: names of settings as `object_store` knows them, each with its value. A variable that is empty says nothing.
pub fn settings() -> Vec<(String, String)> {
    let known = std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    let own = known.filter(|(name, value)| !value.is_empty() && VARIABLES.iter().any(|start| name.starts_with(start)));
    let (name, value) = PATIENCE;
    [(name.to_owned(), value.to_owned())].into_iter().chain(own).collect()
}

/// What of the settings no message may say. What is shorter than six characters is no secret, and may be in any word.
pub fn secrets(settings: &[(String, String)]) -> Vec<String> {
    let secret = settings.iter().filter(|(name, value)| value.len() > 5 && SECRETS.iter().any(|secret| name.contains(secret)));
    secret.map(|(_, value)| value.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(Address::parse(text).unwrap_err().to_string(), expected, "{text}");
    }

    #[test]
    fn a_target_is_a_folder_or_a_place_in_a_store() {
        assert_eq!(Address::parse("/srv/vital").unwrap(), Address::Folder("/srv/vital".into()));
        assert_eq!(Address::parse("file:///srv/our%20site").unwrap(), Address::Folder("/srv/our site".into()));
        assert!(matches!(Address::parse("public").unwrap(), Address::Folder(folder) if folder.is_absolute()));
        for text in ["s3://bucket", "s3://bucket/a/b", "gs://bucket/a", "az://box/a", "az://box@account/a"] {
            assert_eq!(Address::parse(text).unwrap(), Address::Store(text.parse().unwrap()), "{text}");
        }
    }

    #[test]
    fn an_address_that_is_no_place_to_publish_is_refused() {
        check("https://our-site.example/vital", &format!("https://our-site.example/vital is nowhere to publish; name {KINDS}"));
        check("memory:///", &format!("memory:/// is nowhere to publish; name {KINDS}"));
        check("s3:///vital", &format!("s3:///vital is nowhere to publish; name {KINDS}"));
        check("s3:/bucket/vital", &format!("s3:/bucket/vital lacks a slash; name {KINDS}"));
        check("s3://[/vital", &format!("TARGET is no address (invalid IPv6 address); name {KINDS}"));
        check("file://other.example/vital", &format!("file://other.example/vital is no folder of this machine; name {KINDS}"));
        check("", &format!(" is no folder; name {KINDS}"));
    }

    #[test]
    fn credentials_in_an_address_are_refused_and_not_repeated() {
        for text in ["s3://id:secret@bucket/vital", "s3://id@bucket", "gs://bucket/a?token=secret", "az://box/a#secret"] {
            check(text, "TARGET holds more than an address; credentials and settings belong in the environment");
        }
    }

    #[test]
    fn what_signs_requests_is_secret() {
        let settings = [("AWS_SECRET_ACCESS_KEY", "hush-hush"), ("AWS_REGION", "eu-central-1"), ("AZURE_STORAGE_SAS_TOKEN", "sig=0123")];
        let settings = settings.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(secrets(&settings), ["hush-hush", "sig=0123"]);
    }
}
