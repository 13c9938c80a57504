//! Whom a proposal is to hold in any case, and whom not: it stands in the address, so that a map may say it.

use leptos::prelude::*;

use crate::model::Day;
use crate::query::title;
use crate::ui::context::App;
use crate::ui::day::map::MAP;
use crate::ui::day::whose::PERSON;
use crate::ui::parts::icon::Icon;
use crate::ui::route::{Place, Route};
use crate::visits::cadence::Unit;
use crate::visits::planner::Forced;

/// Names in the address of those who are to be visited in any case, and of those who are not.
pub(in crate::ui::day) const WITH: &str = "with";
pub(in crate::ui::day) const WITHOUT: &str = "without";

/// What is wished of a proposal.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Wishes {
    /// Who is to be visited in any case, on any day.
    pub(super) with: Vec<Unit>,
    /// Who is not.
    pub(super) without: Vec<Unit>,
}

impl Wishes {
    pub(super) fn forced(&self) -> Vec<Forced> {
        self.with.iter().map(|unit| Forced { unit: *unit, day: None }).collect()
    }
}

fn read(place: &Place, list: &str) -> Vec<Unit> {
    place.get(list).unwrap_or_default().split(',').filter_map(Unit::parse).collect()
}

fn written(units: &[Unit]) -> Option<String> {
    let units: Vec<String> = units.iter().map(|unit| unit.text()).collect();
    (!units.is_empty()).then(|| units.join(","))
}

/// What the address wishes.
pub(super) fn wishes(app: App) -> Memo<Wishes> {
    app.of_page(|place| Wishes { with: read(place, WITH), without: read(place, WITHOUT) })
}

/// The address of the plan of a day whose proposal is to hold some more customers, or not to.
pub(in crate::ui::day) fn href(place: &Place, day: Day, list: &str, units: &[Unit]) -> String {
    let kept = |name: &str| place.get(name).map(str::to_owned);
    let there = Place::new(Route::DayPlan(Some(day))).set(PERSON, kept(PERSON)).set(MAP, kept(MAP));
    let lists = [WITH, WITHOUT].into_iter().map(|name| {
        let mut there: Vec<Unit> = read(place, name).into_iter().filter(|unit| !units.contains(unit)).collect();
        there.extend(units.iter().filter(|_| name == list));
        (name, written(&there))
    });
    lists.fold(there, |there, (name, units)| there.set(name, units)).href()
}

/// The wishes in words, each with a way to drop it; nothing where there are none.
pub(super) fn shown(app: App, wishes: Memo<Wishes>) -> impl Fn() -> AnyView {
    let line = move |list: &'static str, key: &'static str, unit: &Unit| {
        let unit = *unit;
        let name = app.peek(|desk| title::anywhere(desk.book(), unit.site.unwrap_or(unit.account))).unwrap_or_default();
        let drop_it = move |_| {
            let place = app.place.get_untracked();
            let left: Vec<Unit> = read(&place, list).into_iter().filter(|one| *one != unit).collect();
            app.refine(&place.set(list, written(&left)));
        };
        let label = t!(app, "propose-wish-drop", name = name.as_str());
        view! {
            <li class="chip"><span>{app.text(key, &[("name", name.into())])}</span>
                <button class="button button-icon button-quiet" type="button" aria-label=label on:click=drop_it><Icon name="close" class="icon-small"/></button>
            </li>
        }
        .into_any()
    };
    move || {
        wishes.with(|wishes| {
            let with = wishes.with.iter().map(|unit| line(WITH, "propose-wish-with", unit));
            let all: Vec<_> =
                with.chain(wishes.without.iter().map(|unit| line(WITHOUT, "propose-wish-without", unit))).collect();
            (!all.is_empty()).then(|| view! { <ul class="row" role="list">{all}</ul> }).into_any()
        })
    }
}
