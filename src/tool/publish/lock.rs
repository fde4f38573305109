//! One publisher at a time.
//!
//! A folder is locked by the system, which lets go of the lock when the process ends, however it ends. In a store the lock is an object
//! that is made only where there is none, and whoever holds it changes it every few seconds. A second publisher who finds one looks on: a
//! lock that changes is held by somebody, so the second is refused; one that stays the same for a minute is held by nobody any more, and
//! is taken over by a put that fails if anything has changed meanwhile. Whoever could not change the lock for half a minute stops and drops
//! its requests, so that none is under way when another takes over. There is no need to wait where the process that made the lock was one
//! of this machine and has ended: what it had sent is done before the next has had the answers that it needs to begin.
//!
//! A store that knows no conditions for puts is written to without: there two who begin in the same instant may both go on.

use std::collections::hash_map::RandomState;
use std::fs::{self, File, TryLockError};
use std::hash::{BuildHasher, Hasher};
use std::path::{Path, PathBuf};
use std::process;
use std::time::Duration;

use anyhow::{Context, Error, Result, anyhow};
use object_store::{PutMode, UpdateVersion};
use serde::{Deserialize, Serialize};
use tokio::time::{Instant, sleep, timeout};

use super::headers::Headers;
use super::target::Target;
use crate::tool::assets;

const FILE: &str = ".vital/lock";
const OBJECT: &str = ".vital/lock.json";

/// How often a lock is changed.
const BEAT: Duration = Duration::from_secs(5);
/// After so long without a change whoever holds it lets go.
const TRUST: Duration = Duration::from_secs(30);
/// After so long without a change another takes it.
const LEASE: Duration = Duration::from_secs(60);
/// How often another looks.
const LOOK: Duration = Duration::from_secs(1);

/// Held until it is released, or its process ends.
#[derive(Debug)]
pub enum Lock {
    /// The open file.
    Folder(File),
    /// The object as it was put.
    Store(Holder, UpdateVersion),
}

/// Who holds a lock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// Nobody else's.
    token: String,
    process: u32,
    /// What is the same for all processes that see each other, where that can be told.
    machine: Option<String>,
    since: String,
    /// How often the lock was changed.
    beat: u64,
}

impl Lock {
    /// # Errors
    /// When another holds it, or it can't be told.
    pub async fn take(target: &Target) -> Result<Self> {
        match &target.folder {
            Some(folder) => of_folder(target, folder.join(FILE)),
            None => of_store(target).await,
        }
    }

    /// Holds the lock, and ends when it is lost.
    pub async fn lost(&self, target: &Target) -> Error {
        match self {
            Self::Folder(_) => std::future::pending().await,
            Self::Store(holder, version) => held(target, holder.clone(), version.clone()).await,
        }
    }

    /// Lets go of it.
    ///
    /// # Errors
    /// When the store can't be told; then another has to wait until it is sure.
    pub async fn release(self, target: &Target) -> Result<()> {
        match self {
            Self::Folder(file) => file.unlock().with_context(|| format!("{FILE} could not be unlocked")),
            Self::Store(holder, _) => match find(target).await? {
                Some((found, _)) if is_of(found.as_ref(), &holder) => target.remove(OBJECT).await,
                _ => Ok(()),
            },
        }
    }
}

fn of_folder(target: &Target, path: PathBuf) -> Result<Lock> {
    let unwritable = || format!("{} could not be written; see to it that this user may write there", path.display());
    fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).with_context(unwritable)?;
    let file = File::options().create(true).append(true).open(&path).with_context(unwritable)?;
    match file.try_lock() {
        Ok(()) => Ok(Lock::Folder(file)),
        Err(TryLockError::WouldBlock) => Err(held_by_another(target)),
        Err(TryLockError::Error(fault)) => Err(fault).with_context(|| format!("{} could not be locked", path.display())),
    }
}

fn held_by_another(target: &Target) -> Error {
    anyhow!("{target} is being published by another process; wait until that one has ended")
}

async fn of_store(target: &Target) -> Result<Lock> {
    let holder = Holder::of_this_process();
    let mode = match find(target).await? {
        None => PutMode::Create,
        Some((other, version)) => abandoned(target, other, version).await?,
    };
    if put(target, &holder, mode).await?.is_some() {
        // A store that doesn't know the condition says yes to both of two.
        if let Some((Some(found), version)) = find(target).await?.filter(|(found, _)| is_of(found.as_ref(), &holder)) {
            return Ok(Lock::Store(found, version));
        }
    }
    Err(held_by_another(target))
}

/// Under which condition a lock may be taken that another has made: as soon as it is certain that nobody holds it any more.
async fn abandoned(target: &Target, other: Option<Holder>, version: UpdateVersion) -> Result<PutMode> {
    if other.as_ref().is_some_and(Holder::is_gone) {
        return Ok(PutMode::Update(version));
    }
    let since = other.map(|other| format!(" since {}", other.since)).unwrap_or_default();
    eprintln!("{target} is locked{since}; looking for {} s at most whether the lock is still held", LEASE.as_secs());
    let begun = Instant::now();
    while begun.elapsed() < LEASE {
        sleep(LOOK).await;
        match find(target).await? {
            None => return Ok(PutMode::Create),
            Some((_, now)) if now != version => return Err(held_by_another(target)),
            Some(_) => {}
        }
    }
    Ok(PutMode::Update(version))
}

async fn held(target: &Target, mut holder: Holder, version: UpdateVersion) -> Error {
    let lost = || anyhow!("the lock of {target} was lost to another publisher, or could not be kept; run it again");
    let mut version = Some(version);
    let mut changed = Instant::now();
    loop {
        sleep(BEAT).await;
        holder.beat += 1;
        let beat = async {
            let known = match version.take() {
                Some(version) => version,
                None => match find(target).await? {
                    Some((found, version)) if is_of(found.as_ref(), &holder) => version,
                    _ => return Ok(None),
                },
            };
            put(target, &holder, PutMode::Update(known)).await
        };
        match timeout(TRUST.saturating_sub(changed.elapsed()), beat).await {
            Ok(Ok(Some(put))) => {
                version = Some(put);
                changed = Instant::now();
            }
            Ok(Ok(None)) | Err(_) => return lost(),
            // The store is not to be reached for now. What it holds is asked for once it is.
            Ok(Err(_)) => {}
        }
    }
}

fn is_of(found: Option<&Holder>, holder: &Holder) -> bool {
    found.is_some_and(|found| found.token == holder.token)
}

/// Who holds the lock, if anybody. What makes no sense is held by nobody that is known.
async fn find(target: &Target) -> Result<Option<(Option<Holder>, UpdateVersion)>> {
    let found = target.find(OBJECT).await?;
    Ok(found.map(|(json, version)| (serde_json::from_slice(&json).ok(), version)))
}

/// Puts the lock if the condition holds, and gives its version. None where it doesn't hold.
async fn put(target: &Target, holder: &Holder, mode: PutMode) -> Result<Option<UpdateVersion>> {
    let json = serde_json::to_vec(holder)?;
    match target.put_if(OBJECT, json.clone(), Headers::OWN, mode).await? {
        Ok(put) => Ok(Some(put.into())),
        Err(object_store::Error::AlreadyExists { .. } | object_store::Error::Precondition { .. }) => Ok(None),
        Err(object_store::Error::NotImplemented { .. }) => match target.put_if(OBJECT, json, Headers::OWN, PutMode::Overwrite).await? {
            Ok(put) => Ok(Some(put.into())),
            Err(fault) => Err(target.told("", "could not be locked", &fault)),
        },
        Err(fault) => Err(target.told("", "could not be locked", &fault)),
    }
}

impl Holder {
    fn of_this_process() -> Self {
        let token = RandomState::new().build_hasher().finish();
        Self {
            token: format!("{token:016x}"),
            process: process::id(),
            machine: machine(),
            since: jiff::Timestamp::now().to_string(),
            beat: 0,
        }
    }

    /// Whether it is certain that its process has ended. A number may be given to another process, so one that is there says nothing.
    fn is_gone(&self) -> bool {
        self.machine.is_some() && self.machine == machine() && !Path::new("/proc").join(self.process.to_string()).exists()
    }
}

/// A name for this machine since it was started, and for the room in it in which processes have the numbers that they have. Only Linux
/// says both.
fn machine() -> Option<String> {
    let boot = fs::read("/proc/sys/kernel/random/boot_id").ok()?;
    let room = fs::read_link("/proc/self/ns/pid").ok()?;
    Some(assets::hash(&[&*boot, room.to_string_lossy().as_bytes()].concat()))
}
