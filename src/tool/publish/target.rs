//! Where a folder is published: another folder, or a place in an object store. Reading, putting, copying and removing there, each of
//! which happens whole or not at all.
//!
//! Leaves out what is put, and when.

mod address;
mod leavings;

use std::fmt;
use std::fs;
use std::future::ready;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context, Error, Result, anyhow};
use futures_util::TryStreamExt;
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::prefix::PrefixStore;
use object_store::{GetResult, ObjectStore, ObjectStoreExt, PutMode, PutOptions, PutResult, UpdateVersion, parse_url_opts};

use super::headers::Headers;
use super::record;
use super::version::{Place, Present};
use address::Address;

#[derive(Debug)]
pub struct Target {
    store: Arc<dyn ObjectStore>,
    /// What the user calls it.
    name: String,
    /// Where it is on this machine, if it is.
    pub folder: Option<PathBuf>,
    /// Whether the store itself copies a file in one go. Azure's copies may go on when the request has ended, and in a folder a copy is a
    /// link, so that whoever writes into one of the two writes into both.
    copies: bool,
    /// What no message may say.
    secrets: Vec<String>,
}

/// What somebody has put, and as which version of the object.
pub type Found = (Vec<u8>, UpdateVersion);

impl Target {
    /// The target that `text` names. Nothing is asked of it yet.
    ///
    /// # Errors
    /// When it names none, or a folder can't be read.
    pub fn open(text: &str) -> Result<Self> {
        let name = text.trim_end_matches('/').to_owned();
        let url = match Address::parse(text)? {
            Address::Folder(folder) => return Self::of_folder(name, folder),
            Address::Store(url) => url,
        };
        // Somebody else may have chosen already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let settings = address::settings();
        let secrets = address::secrets(&settings);
        let mut target = Self { store: Arc::new(InMemory::new()), name, folder: None, copies: url.scheme() != address::AZURE, secrets };
        let (store, prefix) = parse_url_opts(&url, settings).map_err(|fault| target.told("", "could not be opened", &fault))?;
        target.store = Arc::new(PrefixStore::new(store, prefix));
        Ok(target)
    }

    /// A folder that isn't there is an empty one until it is made.
    fn of_folder(name: String, folder: PathBuf) -> Result<Self> {
        let store: Arc<dyn ObjectStore> = if folder.exists() {
            let store = LocalFileSystem::new_with_prefix(&folder).with_context(|| format!("{} could not be read", folder.display()))?;
            Arc::new(store.with_automatic_cleanup(true))
        } else {
            Arc::new(InMemory::new())
        };
        Ok(Self { store, name, folder: Some(folder), copies: false, secrets: Vec::new() })
    }

    /// The same target as a place to write to: a folder that isn't there is made.
    ///
    /// # Errors
    /// When it can't be made.
    pub fn made(self) -> Result<Self> {
        match &self.folder {
            Some(folder) if !folder.exists() => {
                fs::create_dir_all(folder).with_context(|| format!("{} could not be made", folder.display()))?;
                Self::of_folder(self.name.clone(), folder.clone())
            }
            _ => Ok(self),
        }
    }

    pub fn place(&self) -> Place {
        if self.folder.is_some() { Place::Folder } else { Place::Store }
    }

    /// What a message calls a file there.
    pub fn named(&self, path: &str) -> String {
        format!("{}/{path}", self.name)
    }

    /// Everything that is there, the tool's own included.
    ///
    /// # Errors
    /// When it can't be listed.
    pub async fn list(&self) -> Result<Present> {
        // An object without a name is what some programs put there to show a folder.
        let objects = self.store.list(None).try_filter(|object| ready(!object.location.as_ref().is_empty()));
        let objects = objects.map_ok(|object| (object.location.as_ref().to_owned(), object.size));
        objects.try_collect().await.map_err(|fault| self.told("", "could not be listed", &fault))
    }

    /// Whether anything is there but what is the tool's own.
    ///
    /// # Errors
    /// When it can't be listed.
    pub async fn is_empty(&self) -> Result<bool> {
        let mut others = self.store.list(None).try_filter(|object| {
            let path = object.location.as_ref();
            ready(!path.is_empty() && !path.starts_with(record::FOLDER))
        });
        Ok(others.try_next().await.map_err(|fault| self.told("", "could not be listed", &fault))?.is_none())
    }

    /// What is at a path, if anything.
    ///
    /// # Errors
    /// When that can't be told.
    pub async fn read(&self, path: &str) -> Result<Option<Vec<u8>>> {
        Ok(self.find(path).await?.map(|(content, _)| content))
    }

    /// The same, with the version of it that a later put may name.
    ///
    /// # Errors
    /// Likewise.
    pub async fn find(&self, path: &str) -> Result<Option<Found>> {
        let failed = |fault| self.told(path, "could not be read", &fault);
        match self.store.get(&location(path)?).await {
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(fault) => Err(failed(fault)),
            Ok(found) => {
                let version = version(&found);
                let content = found.bytes().await.map_err(failed)?;
                Ok(Some((content.to_vec(), version)))
            }
        }
    }

    /// Puts a file in the place of what is there.
    ///
    /// # Errors
    /// When it can't be put.
    pub async fn put(&self, path: &str, content: Vec<u8>, headers: Headers) -> Result<()> {
        let put = self.put_if(path, content, headers, PutMode::Overwrite).await?;
        put.map(|_| ()).map_err(|fault| self.told(path, "could not be written", &fault))
    }

    /// Puts a file if the condition holds; the store says what became of it.
    ///
    /// # Errors
    /// When the path is none.
    pub async fn put_if(&self, path: &str, content: Vec<u8>, headers: Headers, mode: PutMode) -> Result<object_store::Result<PutResult>> {
        let mut options = PutOptions::from(mode);
        if self.folder.is_none() {
            options.attributes = headers.into();
        }
        Ok(self.store.put_opts(&location(path)?, content.into(), options).await)
    }

    /// Copies a file there, with its headers, in the place of what is at `to`.
    ///
    /// # Errors
    /// When it can't be copied.
    pub async fn copy(&self, from: &str, to: &str) -> Result<()> {
        let copied = if self.copies { self.store.copy(&location(from)?, &location(to)?).await } else { self.carry(from, to).await? };
        copied.map_err(|fault| self.told(from, "could not be copied", &fault))
    }

    async fn carry(&self, from: &str, to: &str) -> Result<object_store::Result<()>> {
        let (from, to) = (location(from)?, location(to)?);
        Ok(async {
            let found = self.store.get(&from).await?;
            let options = PutOptions { attributes: found.attributes.clone(), ..PutOptions::default() };
            self.store.put_opts(&to, found.bytes().await?.into(), options).await.map(|_| ())
        }
        .await)
    }

    /// Removes a file, if it is there.
    ///
    /// # Errors
    /// When it can't be removed.
    pub async fn remove(&self, path: &str) -> Result<()> {
        match self.store.delete(&location(path)?).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(fault) => Err(self.told(path, "could not be removed", &fault)),
        }
    }

    /// Removes from a folder what a run that was ended has left of the files that it was writing.
    ///
    /// # Errors
    /// When such a file can't be removed.
    pub fn sweep(&self, is_known: impl Fn(&str) -> bool) -> Result<()> {
        self.folder.as_deref().map_or(Ok(()), |root| leavings::sweep(root, is_known))
    }

    /// A fault of a file, or of the whole place, with what to do, and without secrets.
    pub fn told(&self, path: &str, what: &str, fault: &object_store::Error) -> Error {
        let advice = match (&self.folder, fault) {
            (Some(_), _) => "see to it that this user may write there",
            (None, object_store::Error::PermissionDenied { .. } | object_store::Error::Unauthenticated { .. }) => {
                "see to it that the credentials in the environment may list, read, write and delete there"
            }
            (None, _) => "see to it that the place is there, and that credentials, region and endpoint in the environment are its own",
        };
        let mut said = fault.to_string();
        // All three kinds of stores answer so. The rest of such an answer is for their makers, and may repeat what signed the request.
        let element = |name: &str| Some(said.split_once(&format!("<{name}>"))?.1.split_once(&format!("</{name}>"))?.0.trim());
        if let Some((code, message)) = element("Code").zip(element("Message")) {
            said = format!("{code}: {message}");
        }
        for secret in &self.secrets {
            said = said.replace(secret.as_str(), "…");
        }
        let place = if path.is_empty() { self.name.clone() } else { self.named(path) };
        anyhow!("{place} {what} ({}); {advice}", said.trim())
    }
}

impl fmt::Display for Target {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.name)
    }
}

fn location(path: &str) -> Result<Path> {
    Path::parse(path).with_context(|| format!("{path} is no path"))
}

fn version(found: &GetResult) -> UpdateVersion {
    UpdateVersion { e_tag: found.meta.e_tag.clone(), version: found.meta.version.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_holds_no_secret() {
        let mut target = Target::open("s3://bucket/vital/").unwrap();
        target.secrets = vec!["hush-hush".to_owned()];
        let told = |said: &str| {
            let fault = object_store::Error::PermissionDenied { path: "a".to_owned(), source: said.to_owned().into() };
            target.told("a", "could not be read", &fault).to_string()
        };
        let advice = "see to it that the credentials in the environment may list, read, write and delete there";
        let said = "<Error><Code>Denied</Code><Message>Not by hush-hush</Message><StringToSign>hush</StringToSign></Error>";
        assert_eq!(told(said), format!("s3://bucket/vital/a could not be read (Denied: Not by …); {advice}"));
        let message = told("signed with hush-hush");
        assert!(message.contains("signed with …") && !message.contains("hush"), "{message}");
    }
}
