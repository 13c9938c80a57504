//! The same deals as a board, as a list, and by the month in which they are expected: the filter and
//! the view go along.

use leptos::prelude::*;

use crate::model::records::{Deal, Stage};
use crate::model::{Id, Record};
use crate::pipeline::asked::{BY, MONTH};
use crate::query::{Filter, Key, Source, Test};
use crate::ui::context::use_app;
use crate::ui::parts::icon::Icon;
use crate::ui::route::{Place, Route};

/// Name in the address of a list for the pipeline of its deals.
fn of_pipeline() -> Source {
    let (stage, pipeline) = (&Deal::COLLECTION.fields[Deal::STAGE].key, &Stage::COLLECTION.fields[Stage::PIPELINE].key);
    Source::Field(vec![stage.to_string(), pipeline.to_string()])
}

/// The pipeline that a list is of.
fn asked(place: &Place) -> Option<Id> {
    let name = of_pipeline().to_string();
    let filter = Filter::from_pairs([(name.as_str(), place.get(&name)?)]);
    let Filter::And(parts) = filter else { return None };
    match parts.as_slice() {
        [Filter::Is(_, Test::In(keys))] => match keys.as_slice() {
            [Key::Record(id)] => Some(*id),
            _ => None,
        },
        _ => None,
    }
}

/// The places of the three, and which of them this is.
fn places(place: &Place, pipeline: Option<Id>) -> [(Place, bool); 3] {
    let is_list = matches!(place.route, Route::List(_));
    let pipeline = if is_list { asked(place) } else { pipeline };
    let by_month = !is_list && place.get(BY) == Some(MONTH);
    let plain = place.clone().set("page", None).set(&of_pipeline().to_string(), None).set(BY, None);
    let board = Place { route: Route::Board(pipeline), query: plain.query.clone() };
    let months = board.clone().set(BY, Some(MONTH.to_owned()));
    let list = Place { route: Route::List(Deal::COLLECTION.key), query: plain.query };
    let only = pipeline.map(|id| Filter::key(of_pipeline(), Key::Record(id)).to_pairs()).unwrap_or_default();
    [(board, !is_list && !by_month), (list.with(only), is_list), (months, by_month)]
}

/// The tabs.
#[component]
pub(in crate::ui) fn DealTabs(
    /// The pipeline shown, where this is a board.
    #[prop(into)]
    pipeline: Signal<Option<Id>>,
) -> impl IntoView {
    let app = use_app();
    let names = [("board", t!(app, "tab-board")), ("deals", t!(app, "tab-list")), ("chart", t!(app, "tab-months"))];
    let place = app.of_page(Clone::clone);
    let tabs = Memo::new(move |_| places(&place.get(), pipeline.get()).map(|(place, here)| (place.href(), here)));
    let tab = move |(at, (icon, name)): (usize, (&'static str, String))| {
        let href = move || tabs.with(|tabs| tabs[at].0.clone());
        let here = move || tabs.with(|tabs| tabs[at].1).then_some("page");
        view! { <a class="view-tab" href=href aria-current=here><Icon name=icon class="icon-small"/>{name}</a> }
    };
    view! {
        <nav class="view-tabs" aria-label=t!(app, "tabs-deals")>{names.into_iter().enumerate().map(tab).collect::<Vec<_>>()}</nav>
    }
}
