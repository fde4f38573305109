//! A publication from what is known to what is wanted: all its steps, and the record around them.
//!
//! Leaves out the order of the files and the single step.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::sync::Arc;

use anyhow::{Context, Result, bail};

use super::Outcome;
use super::folder::Folder;
use super::known::Known;
use super::order::{Plan, Standing, VERSIONS, is_hashed, plan};
use super::prune;
use super::record::{self, keeper, kept};
use super::steps::{Step, counted, progress, take_all};
use super::target::Target;
use super::version::{Present, Version};

/// Everything that is to be done, in its order.
#[derive(Debug)]
pub struct Work<'a> {
    target: &'a Target,
    /// Where uploads come from. Without one, files come from where they are kept.
    folder: Option<Arc<Folder>>,
    known: Known,
    /// The id of the version that the target is to have.
    goal: String,
    /// What will be replaced or removed, and what will be there that isn't.
    changed: BTreeSet<String>,
    added: BTreeSet<String>,
    saves: Vec<Step>,
    stages: Vec<Vec<Step>>,
    removals: Vec<Step>,
    /// The removal of what nobody needs once all is done.
    leavings: Vec<Step>,
}

impl<'a> Work<'a> {
    /// What takes the target to the version in the folder; without a folder, to the version before.
    ///
    /// # Errors
    /// When the target can't be read, or something of the version before is not there.
    pub async fn prepare(target: &'a Target, folder: Option<Arc<Folder>>, prune: bool) -> Result<Self> {
        let known = Known::read(target).await?;
        let place = target.place();
        let goal = match &folder {
            Some(folder) => folder.version.clone(),
            None => known.before(target).await?,
        };
        let objects = folder.as_ref().map_or_else(|| Ok(goal.objects(place)), |folder| folder.objects(place))?;
        let base_id = known.base_id().unwrap_or_default();
        let base = known.base.as_ref().map(|base| base.objects(place)).unwrap_or_default();
        let unfinished = known.record.unfinished.as_ref();
        let standing = Standing { base: (base_id, &base), present: &known.present, unfinished, is_own: known.is_own };
        let Plan { changed, added, saves, stages, removals } = plan(&goal.id, &objects, &standing);

        let size = |path: &str| known.present.get(path).copied().unwrap_or_default();
        let remove = |path: String| Step::Remove { size: size(&path), path };
        let put = |path: String| match &folder {
            Some(folder) => Ok(Step::Upload { size: folder.size(&path)?, path }),
            None => bring_back(&goal.id, path, &known.present, target),
        };
        let mut leavings = if prune { unneeded(target, &known, &goal, folder.as_deref()).await? } else { Vec::new() };
        let kept_now = saves.iter().map(|path| kept(base_id, path));
        let kept_all: BTreeSet<String> = known.present.keys().cloned().chain(kept_now).collect();
        let previous = known.previous_after(&goal.id);
        leavings.extend(kept_all.into_iter().filter(|path| keeper(path).is_some_and(|id| Some(id) != previous)));
        let save = |path: String| Step::Copy { size: size(&path), to: kept(base_id, &path), from: path };
        Ok(Self {
            saves: saves.into_iter().map(save).collect(),
            stages: stages.into_iter().map(|stage| stage.into_iter().map(put).collect()).collect::<Result<_>>()?,
            removals: removals.into_iter().map(remove).collect(),
            leavings: leavings.into_iter().map(remove).collect(),
            target,
            goal: goal.id,
            changed,
            added,
            folder,
            known,
        })
    }

    /// What would be done.
    pub fn planned(&self) -> Outcome {
        Outcome::Planned(self.steps().map(ToString::to_string).collect(), counted(self.steps()))
    }

    /// Does it.
    ///
    /// # Errors
    /// When a step fails.
    pub async fn carry_out(self) -> Result<Outcome> {
        let record = &self.known.record;
        let is_current = record.unfinished.is_none() && record.current.as_ref() == Some(&self.goal);
        let is_there = is_current && self.stages.is_empty() && self.removals.is_empty();
        if is_there && self.leavings.is_empty() {
            return Ok(Outcome::Nothing);
        }
        eprintln!("Publishing to {}: {}", self.target, counted(self.steps()));
        let is_known = |path: &str| self.known.present.contains_key(path) || self.added.contains(path) || is_hashed(path);
        self.target.sweep(|path| is_known(path) || path.starts_with(record::FOLDER))?;
        if !is_there {
            self.make_current().await?;
        }
        take_all(&self.leavings, &mut progress("Removed", self.leavings.iter()), self.target, None).await?;
        let is_undone = self.folder.is_none() && record.unfinished.as_ref().is_some_and(|unfinished| !unfinished.back);
        Ok(if is_undone { Outcome::Undone } else { Outcome::Done })
    }

    async fn make_current(&self) -> Result<()> {
        let Self { target, folder, known, goal, .. } = self;
        let mut record = known.record.clone();
        let mut unfinished = record.unfinished.take().unwrap_or_default();
        unfinished.base = known.base_id().map(str::to_owned);
        unfinished.goals.retain(|begun| begun != goal);
        unfinished.goals.push(goal.clone());
        unfinished.back = folder.is_none();
        // What an earlier run was only about to touch is as it was.
        unfinished.saving = self.changed.union(&self.added).cloned().collect();
        record.unfinished = Some(unfinished.clone());
        record.write(target).await?;
        take_all(&self.saves, &mut progress("Kept", self.saves.iter()), target, None).await?;
        unfinished.saving.clear();
        unfinished.changed.extend(self.changed.iter().cloned());
        unfinished.added.extend(self.added.iter().cloned());
        record.unfinished = Some(unfinished);
        record.write(target).await?;
        let done = if folder.is_some() { "Uploaded" } else { "Brought back" };
        let mut progress_of_stages = progress(done, self.stages.iter().flatten());
        for stage in &self.stages {
            take_all(stage, &mut progress_of_stages, target, folder.as_ref()).await?;
        }
        take_all(&self.removals, &mut progress("Removed", self.removals.iter()), target, None).await?;
        record.previous = known.previous_after(goal).map(str::to_owned);
        record.current = Some(goal.clone());
        record.unfinished = None;
        record.write(target).await
    }

    /// All steps in their order.
    fn steps(&self) -> impl Iterator<Item = &Step> + Clone {
        self.saves.iter().chain(self.stages.iter().flatten()).chain(&self.removals).chain(&self.leavings)
    }
}

/// The step that brings back what the version `id` has at a path.
fn bring_back(id: &str, path: String, present: &Present, target: &Target) -> Result<Step> {
    let from = kept(id, &path);
    match present.get(&from) {
        Some(size) => Ok(Step::Copy { size: *size, from, to: path }),
        None => bail!("{} is not there any more, so the version that had it can't be put back; publish its folder", target.named(&path)),
    }
}

/// What is removed because it was asked for.
async fn unneeded(target: &Target, known: &Known, goal: &Version, folder: Option<&Folder>) -> Result<Vec<String>> {
    let previous = match known.previous_after(&goal.id) {
        Some(id) if Some(id) == known.base_id() => known.base.clone(),
        Some(id) => Some(known.kept_version(target, id).await?),
        None => None,
    };
    let mut listed = BTreeSet::new();
    if let Some(file) = folder.map(|folder| folder.path.join(VERSIONS)) {
        match fs::read(&file) {
            Ok(json) => listed.extend(prune::listed(&json).with_context(|| file.display().to_string())?),
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => {}
            Err(fault) => return Err(fault).with_context(|| format!("{} could not be read", file.display())),
        }
    }
    if let Some(json) = target.read(VERSIONS).await? {
        listed.extend(prune::listed(&json).with_context(|| target.named(VERSIONS))?);
    }
    let versions: Vec<&Version> = [goal].into_iter().chain(&previous).collect();
    if let Some(loader) = prune::unlisted(&known.present, &versions, &listed) {
        let loader = target.named(loader);
        bail!(
            "pages may be pinned to {loader}, and no {VERSIONS} says what it needs, so nothing is removed; if none is, remove it there, else leave out --prune"
        );
    }
    Ok(prune::unneeded(&known.present, &versions, &listed))
}
