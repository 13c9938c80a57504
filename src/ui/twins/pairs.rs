//! Pairs of records that may be one.

use std::time::Duration;

use leptos::prelude::*;

use crate::model::Id;
use crate::model::records::{ApartId, COLLECTIONS};
use crate::query::search::Index;
use crate::query::title;
use crate::query::twins::{Finder, Pair, TellApart, is_compared, undecided};
use crate::ui::context::{App, use_app};
use crate::ui::palette::index;
use crate::ui::parts::count;
use crate::ui::parts::icon::Icon;
use crate::ui::route::{Place, Route};

/// Rows read between two frames.
const SLICE: usize = 400;
/// Pairs shown.
const SHOWN: usize = 200;

/// The page.
#[component]
pub(in crate::ui) fn PairsPage(
    /// Key of the collection.
    collection: &'static str,
) -> impl IntoView {
    let app = use_app();
    let (pairs, read) = (RwSignal::new(None::<Vec<Pair>>), RwSignal::new(0_usize));
    let ready = Callback::new(move |done: bool| {
        if done && pairs.with_untracked(Option::is_none) && read.get_untracked() == 0 {
            look(app, Finder::new(&collection.into()), pairs, read);
        }
    });
    index::follow(app, ready);
    let rows = move || app.read(|desk| desk.book().table(collection).map_or(0, crate::book::Table::len));
    let body = move || match pairs.get() {
        None => {
            let (read, all) = (read.get(), rows());
            view! {
                <section class="panel progress" aria-labelledby="pairs-reading">
                    <h2 id="pairs-reading">{t!(app, "duplicates-reading")}</h2>
                    <progress class="progress-bar" max=all value=read aria-labelledby="pairs-reading"></progress>
                </section>
            }
            .into_any()
        }
        Some(pairs) => {
            let undecided = app.read(|desk| {
                let mut pairs = undecided(desk.book(), pairs);
                pairs.retain(|pair| [pair.a, pair.b].into_iter().all(|id| desk.sees(collection, id)));
                pairs
            });
            table(app, collection, &undecided)
        }
    };
    view! {
        <header class="page-head">
            <div class="page-title"><h1 tabindex="-1">{t!(app, "duplicates-title")}</h1></div>
        </header>
        <div class="page-body">
            <p class="prose second">{t!(app, "duplicates-text")}</p>
            <nav class="row" aria-label=t!(app, "duplicates-of")>{links(app, collection)}</nav>
            {body}
        </div>
    }
}

/// Links to the collections that are compared.
fn links(app: App, here: &'static str) -> Vec<AnyView> {
    let compared = |key: &str| app.peek(|desk| desk.book().table(key).is_some_and(is_compared));
    let keys = COLLECTIONS.iter().map(|collection| collection.key).filter(|key| compared(key));
    let link = |key: &'static str| {
        let href = Place::new(Route::Duplicates(key)).href();
        let current = (key == here).then_some("true");
        view! { <a class="chip" href=href aria-current=current>{app.text(&format!("collection-{key}"), &[])}</a> }
            .into_any()
    };
    keys.map(link).collect()
}

/// Reads the collection in slices, then shows its pairs.
fn look(app: App, mut finder: Finder, pairs: RwSignal<Option<Vec<Pair>>>, read: RwSignal<usize>) {
    let step = |index: &Index| {
        app.peek(|desk| {
            let done = finder.advance(desk.book(), index.han(), SLICE);
            done.then(|| finder.pairs(desk.book(), index.han(), SHOWN))
        })
    };
    let found = index::with(step).flatten();
    // The page may have been left.
    if read.try_set(finder.read()).is_some() {
        return;
    }
    match found {
        Some(found) => pairs.set(Some(found)),
        None => set_timeout(move || look(app, finder, pairs, read), Duration::ZERO),
    }
}

fn table(app: App, collection: &'static str, pairs: &[Pair]) -> AnyView {
    if pairs.is_empty() {
        return view! {
            <div class="empty">
                <Icon name="check" class="icon-large"/>
                <h2 class="empty-title">{t!(app, "duplicates-none")}</h2>
                <p class="empty-text">{t!(app, "duplicates-none-text")}</p>
            </div>
        }
        .into_any();
    }
    let lines: Vec<_> = pairs.iter().filter_map(|pair| line(app, collection, pair)).collect();
    view! {
        <section class="panel" aria-labelledby="pairs">
            <div class="panel-head"><h2 id="pairs">{t!(app, "duplicates-found", n = count::counted(&app, pairs.len()))}</h2></div>
            <ol class="pairs" role="list">{lines}</ol>
        </section>
    }
    .into_any()
}

fn line(app: App, collection: &'static str, pair: &Pair) -> Option<AnyView> {
    let title = |id: Id| app.peek(|desk| title::of(desk.book(), collection, id));
    let (one, other) = (title(pair.a)?, title(pair.b)?);
    let link = |id: Id| Place::new(Route::Record(collection, id)).href();
    let compare = Place::new(Route::Merge(collection, pair.a, pair.b)).href();
    let why: Vec<_> =
        pair.why.iter().map(|why| view! { <span class="tag">{app.text(why.key(), &[])}</span>" " }).collect();
    let label = t!(app, "duplicates-compare-named", one = one.as_str(), other = other.as_str());
    let apart_label = t!(app, "duplicates-apart-named", one = one.as_str(), other = other.as_str());
    let (one_href, other_href, a, b) = (link(pair.a), link(pair.b), pair.a, pair.b);
    let split = move |_| {
        // A refusal has been said by the act itself.
        drop(app.act(&TellApart { id: ApartId(app.new_id()), one: a, other: b }));
    };
    Some(
        view! {
            <li class="pair">
                <span class="pair-names"><a href=one_href>{one}</a><a href=other_href>{other}</a></span>
                <span class="pair-why">{why}</span>
                <span class="row">
                    <a class="button" href=compare aria-label=label>{t!(app, "duplicates-compare")}</a>
                    <button class="button button-quiet" type="button" aria-label=apart_label on:click=split>{t!(app, "duplicates-apart")}</button>
                </span>
            </li>
        }
        .into_any(),
    )
}
