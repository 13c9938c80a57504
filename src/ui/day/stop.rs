//! A visit as pages of days show it.

use leptos::prelude::*;

use super::words;
use crate::model::records::{Account, Site, Visit, VisitId};
use crate::model::{Id, Instant};
use crate::query::title;
use crate::ui::context::{App, Desk};
use crate::visits::life::{Called, whereabouts};
use crate::visits::trace::Status;

/// The visit.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::ui) struct Stop {
    pub(in crate::ui) id: VisitId,
    pub(in crate::ui) account: Option<Id>,
    /// What the customer is called.
    pub(in crate::ui) name: String,
    /// What the site is called, and in which area it is.
    pub(in crate::ui) site: Option<Id>,
    pub(in crate::ui) at: Option<String>,
    pub(in crate::ui) area: Option<String>,
    pub(in crate::ui) class: Option<String>,
    pub(in crate::ui) starts: Option<Instant>,
    pub(in crate::ui) ends: Option<Instant>,
    pub(in crate::ui) purposes: Vec<String>,
    pub(in crate::ui) aim: Option<String>,
    pub(in crate::ui) called: Called,
    pub(in crate::ui) is_locked: bool,
    pub(in crate::ui) status: Status,
    pub(in crate::ui) unplanned: bool,
    pub(in crate::ui) nobody: bool,
    pub(in crate::ui) arrived: Option<Instant>,
    pub(in crate::ui) left: Option<Instant>,
    /// Verdicts of check-in and check-out, as codes.
    pub(in crate::ui) verdicts: [Option<String>; 2],
    /// How far from the customer the check-in was.
    pub(in crate::ui) apart: Option<u64>,
    pub(in crate::ui) doubts: Vec<String>,
    pub(in crate::ui) reason: Option<String>,
    /// Who was met, the result, what is next: in words.
    pub(in crate::ui) said: Vec<String>,
}

impl Stop {
    /// The visit of an id.
    pub(in crate::ui) fn read(desk: &Desk, id: Id) -> Option<Self> {
        let book = desk.book();
        let visit = book.get::<Visit>(id.into())?;
        let account = visit.account.and_then(|account| book.get::<Account>(account.into()));
        let site = visit.site.and_then(|site| book.get::<Site>(site.into()));
        let named = |id: Option<Id>| id.and_then(|id| title::anywhere(book, id)).filter(|name| !name.is_empty());
        let there = whereabouts(book, visit.account, visit.site);
        let met = named(visit.met).or(visit.met_name);
        let chips = visit.chips.map(|chips| chips.join(", "));
        let said = [met, chips, visit.result, visit.next_step];
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "metres on the Earth")]
        let apart = there.zip(visit.arrived_at).map(|(there, here)| there.metres(here.point()).round() as u64);
        let incident = named(visit.incident);
        let why: Vec<String> = [incident, visit.reason].into_iter().flatten().collect();
        Some(Self {
            id: visit.id,
            account: visit.account,
            name: named(visit.account).unwrap_or_default(),
            site: visit.site,
            at: named(visit.site),
            area: named(site.and_then(|site| site.area).or_else(|| account.as_ref().and_then(|account| account.area))),
            class: account.and_then(|account| account.class),
            starts: visit.starts,
            ends: visit.ends,
            purposes: visit.purposes.unwrap_or_default(),
            aim: visit.aim,
            called: visit.confirmation.as_deref().and_then(Called::parse).unwrap_or(Called::Unconfirmed),
            is_locked: visit.locked.as_deref() == Some("yes"),
            status: visit.status.as_deref().and_then(Status::parse).unwrap_or(Status::Planned),
            unplanned: visit.unplanned.as_deref() == Some("yes"),
            nobody: visit.found.as_deref() == Some("nobody"),
            arrived: visit.arrived,
            left: visit.left,
            verdicts: [visit.arrived_verdict, visit.left_verdict],
            apart,
            doubts: visit.doubts.unwrap_or_default(),
            reason: (!why.is_empty()).then(|| why.join(" \u{b7} ")),
            said: said.into_iter().flatten().filter(|text| !text.trim().is_empty()).collect(),
        })
    }

    /// What it is for, in words.
    pub(in crate::ui) fn purposes(&self, app: App) -> String {
        let names = self.purposes.iter().map(|code| words::choice(app, Visit::PURPOSES, code));
        names.collect::<Vec<_>>().join(", ")
    }

    /// Site and area in words.
    pub(in crate::ui) fn place(&self) -> Option<String> {
        let parts: Vec<&str> = [self.at.as_deref(), self.area.as_deref()].into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(" \u{b7} "))
    }
}

/// What has become of a visit, as tags: how far it came, where the check-in was, what is to be asked about.
pub(in crate::ui) fn tags(app: App, stop: &Stop) -> AnyView {
    let tag = |class: &'static str, text: String| view! { <span class=class>{text}</span> }.into_any();
    let mut tags: Vec<AnyView> = Vec::new();
    if stop.unplanned {
        tags.push(tag("tag", app.text("field-visits-unplanned", &[])));
    }
    match stop.status {
        Status::Planned => {}
        Status::Done if stop.nobody => tags.push(tag("tag tag-warning", words::choice(app, Visit::FOUND, "nobody"))),
        Status::UnderWay => tags.push(tag("tag tag-accent", words::choice(app, Visit::STATUS, "under_way"))),
        Status::Done => tags.push(tag("tag tag-good", words::choice(app, Visit::STATUS, "done"))),
        Status::Missed => tags.push(tag("tag tag-bad", words::choice(app, Visit::STATUS, "missed"))),
        other => tags.push(tag("tag", words::choice(app, Visit::STATUS, other.code()))),
    }
    if let Some(verdict) = stop.verdicts[0].as_deref().filter(|_| stop.arrived.is_some()) {
        let class = match verdict {
            "inside" => "tag tag-good",
            "outside" => "tag tag-warning",
            _ => "tag",
        };
        let words = words::choice(app, Visit::ARRIVED_VERDICT, verdict);
        tags.push(tag(
            class,
            match stop.apart.filter(|_| verdict != "unknown") {
                Some(apart) => t!(app, "stop-verdict-apart", verdict = words, way = words::metres(app, apart)),
                None => words,
            },
        ));
    }
    tags.extend(stop.doubts.iter().map(|code| tag("tag tag-warning", words::choice(app, Visit::DOUBTS, code))));
    tags.into_any()
}
