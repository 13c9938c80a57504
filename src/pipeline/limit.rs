//! How far a stage is over its limits. They are of the work in hand, not of what a filter shows: all
//! deals of the stage count that the acting person sees.

use super::board::{in_pipeline, stage_source};
use super::shape::whole;
use crate::model::Record;
use crate::model::records::{Deal, PersonId, PipelineId, Stage, StageId};
use crate::query::{Key, Scan, Source};

/// A stage that holds more than it shall.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Over {
    /// How many deals it holds.
    pub held: usize,
    /// How many of them are too many; none where only single persons hold too many.
    pub by: usize,
    /// Who holds too many, those with most too many first.
    pub people: Vec<Holder>,
}

/// A person with more deals in a stage than one shall have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holder {
    /// Who.
    pub person: PersonId,
    /// How many.
    pub held: usize,
    /// How many of them are too many.
    pub by: usize,
}

/// The stages of a pipeline that are over a limit of theirs.
pub(super) fn over(scan: &Scan<'_>, pipeline: PipelineId, stages: &[Stage]) -> Vec<(StageId, Over)> {
    let limits = |stage: &Stage| (whole(stage.limit), whole(stage.limit_each));
    if stages.iter().all(|stage| limits(stage) == (None, None)) {
        return Vec::new();
    }
    let Some(by_stage) = scan.axis(&stage_source()) else { return Vec::new() };
    let owner = Source::field(&Deal::COLLECTION.fields[Deal::OWNER].key);
    let by_owner = scan.axis(&owner).unwrap_or_default();
    // Code 0 of an axis is nobody; without an axis there is only that.
    let width = by_owner.keys.len().max(1);
    let mut held = vec![0_usize; by_stage.keys.len() * width];
    for row in scan.select(&in_pipeline(scan.book(), pipeline)).iter() {
        let owner = by_owner.codes.get(row).map_or(0, |code| *code as usize);
        held[by_stage.codes[row] as usize * width + owner] += 1;
    }
    let found = stages.iter().filter_map(|stage| {
        let code = by_stage.keys.iter().position(|key| *key == Key::Record(stage.id.into()))?;
        let (most, each) = limits(stage);
        let too_many = |held: usize, most: Option<u16>| most.map_or(0, |most| held.saturating_sub(most.into()));
        let of_stage = &held[code * width..(code + 1) * width];
        let all: usize = of_stage.iter().sum();
        let people = by_owner.keys.iter().zip(of_stage).filter_map(|(key, held)| {
            let (Key::Record(person), by) = (key, too_many(*held, each)) else { return None };
            (by > 0).then_some(Holder { person: PersonId(*person), held: *held, by })
        });
        let mut over = Over { held: all, by: too_many(all, most), people: people.collect() };
        crate::model::order::by_key(&mut over.people, |holder| (std::cmp::Reverse(holder.by), holder.person));
        (over.by > 0 || !over.people.is_empty()).then_some((stage.id, over))
    });
    found.collect()
}
