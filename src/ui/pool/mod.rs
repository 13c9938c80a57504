//! The pool of customers: what may be claimed, what one holds of it, and the rules.

mod row;

use std::sync::Arc;

use leptos::prelude::*;

use super::context::{App, use_app};
use super::parts::count::counted;
use super::parts::icon::Icon;
use super::route::{Place, Route};
use super::settings::{About, NumbersPanel};
use crate::model::permission::Verb;
use crate::model::records::{Account, AccountId};
use crate::model::{Record, order};
use crate::pipeline::pool::{ReturnDue, Rules, SOON, Standing, State, held, hindrance, standings};
use row::line;

/// Customers shown at once.
const SHOWN: usize = 50;

/// A customer of the page, with why it cannot be claimed, where it cannot.
#[derive(Clone, PartialEq)]
pub(super) struct Shown {
    standing: Standing,
    owner: Option<String>,
    may_see: bool,
    hindrance: Option<String>,
}

/// What the page shows.
#[derive(Clone, PartialEq, Default)]
struct Pool {
    there: bool,
    /// In the pool.
    open: Vec<Shown>,
    /// How many there are.
    count: usize,
    /// How many of them are still in somebody's charge.
    due: usize,
    /// Claimed by the acting person.
    mine: Vec<Shown>,
    most: Option<usize>,
    /// In the acting person's charge, and about to go back.
    soon: Vec<Shown>,
    /// Whether nobody in particular acts, so that nobody can claim.
    nobody: bool,
}

/// How all customers stand to the pool: read once for each change of the book, not for each letter that
/// is searched for.
#[derive(Clone, PartialEq)]
struct Stands {
    rules: Rules,
    all: Arc<Vec<Standing>>,
}

fn stands(app: App) -> Option<Stands> {
    let now = app.now();
    app.read(|desk| {
        let (book, zone) = (desk.book(), &desk.zone);
        let rules = Rules::of(book)?;
        Some(Stands { rules, all: Arc::new(standings(book, zone, zone.day_of(now), &rules)) })
    })
}

fn read(app: App, stands: Option<Stands>, query: &str, shown: usize) -> Pool {
    let Some(Stands { rules, all }) = stands else { return Pool::default() };
    app.read(|desk| {
        let (book, zone) = (desk.book(), &desk.zone);
        let me = desk.actor.person.map(|me| book.resolve(me));
        let mine: Vec<AccountId> = me.map(|me| held(book, me)).unwrap_or_default();
        let show = |standing: &Standing| {
            let owner = standing.owner.and_then(|owner| crate::query::title::anywhere(book, owner));
            let hindrance = hindrance(book, zone, &rules, me, standing).map(|label| app.label(&label));
            let may_see = desk.sees(Account::COLLECTION.key, standing.id.into());
            Shown { standing: standing.clone(), owner, may_see, hindrance }
        };
        let wanted = query.trim().to_lowercase();
        let is_open = |standing: &&Standing| !matches!(standing.state, State::Held(_));
        let fits = |standing: &&Standing| wanted.is_empty() || standing.name.to_lowercase().contains(&wanted);
        let is_soon = |standing: &&Standing| {
            standing.owner.is_some()
                && standing.owner == me
                && match standing.state {
                    State::Held(left) => left <= SOON,
                    State::Due(_) => true,
                    State::Free => false,
                }
        };
        let mut soon: Vec<Shown> = all.iter().filter(is_soon).take(SHOWN).map(show).collect();
        order::by_key(&mut soon, |shown| (shown.standing.touched, shown.standing.id));
        Pool {
            there: true,
            count: all.iter().filter(is_open).filter(fits).count(),
            due: all.iter().filter(|standing| matches!(standing.state, State::Due(_))).count(),
            open: all.iter().filter(is_open).filter(fits).take(shown).map(show).collect(),
            mine: all.iter().filter(|standing| mine.contains(&standing.id)).map(show).collect(),
            most: rules.hold,
            soon,
            nobody: me.is_none(),
        }
    })
}

/// The page.
#[component]
pub(super) fn PoolPage() -> impl IntoView {
    let app = use_app();
    let (query, shown) = (RwSignal::new(String::new()), RwSignal::new(SHOWN));
    let stands = Memo::new(move |_| stands(app));
    let pool = Memo::new(move |_| read(app, stands.get(), &query.read(), shown.get()));
    let there = Memo::new(move |_| pool.with(|pool| pool.there));
    let configures = Memo::new(move |_| {
        app.read(|desk| desk.book().permit(&desk.actor, Verb::Configure, Account::COLLECTION.key, None).is_ok())
    });
    let due = Memo::new(move |_| pool.with(|pool| pool.due));
    let give_back = move || {
        (due.get() > 0 && configures.get()).then(|| {
            // A refusal has been said by the act itself.
            let press = move |_| drop(app.act(&ReturnDue));
            view! { <button class="button" type="button" on:click=press>{t!(app, "pool-return", n = counted(&app, due.get()))}</button> }
        })
    };
    let body = move || {
        if there.get() {
            view! { {soon(app, pool)}{mine(app, pool)}{open(app, pool, query, shown)} }.into_any()
        } else {
            view! {
                <div class="empty">
                    <Icon name="pool" class="icon-large"/>
                    <h2 class="empty-title">{t!(app, "pool-none")}</h2>
                    <p class="empty-text">{t!(app, "pool-none-text")}</p>
                </div>
            }
            .into_any()
        }
    };
    view! {
        <header class="page-head">
            <div class="page-title"><h1 tabindex="-1">{t!(app, "nav-pool")}</h1></div>
            <div class="page-actions">{give_back}</div>
            <p class="page-sum">{move || there.get().then(|| t!(app, "pool-count", n = counted(&app, pool.with(|pool| pool.count))))}</p>
        </header>
        <div class="page-body page-narrow">
            {body}
            {move || configures.get().then(|| view! { <NumbersPanel about=About::Pool/> })}
        </div>
    }
}

/// What is about to be lost.
fn soon(app: App, pool: Memo<Pool>) -> impl IntoView {
    move || {
        let soon = pool.with(|pool| pool.soon.clone());
        (!soon.is_empty()).then(|| {
            view! {
                <section class="panel" aria-labelledby="pool-soon">
                    <div class="panel-head"><h2 id="pool-soon">{t!(app, "pool-soon")}</h2></div>
                    <ul class="stack" role="list">{soon.into_iter().map(|shown| line(app, shown, row::Act::None)).collect::<Vec<_>>()}</ul>
                </section>
            }
        })
    }
}

/// What the acting person claimed.
fn mine(app: App, pool: Memo<Pool>) -> impl IntoView {
    move || {
        let (mine, most) = pool.with(|pool| (pool.mine.clone(), pool.most));
        (!mine.is_empty()).then(|| {
            let count = match most {
                Some(most) => t!(app, "pool-mine-of", n = counted(&app, mine.len()), most = counted(&app, most)),
                None => t!(app, "pool-count", n = counted(&app, mine.len())),
            };
            view! {
                <section class="panel" aria-labelledby="pool-mine">
                    <div class="panel-head"><h2 id="pool-mine">{t!(app, "pool-mine")}</h2><span class="panel-note num">{count}</span></div>
                    <ul class="stack" role="list">{mine.into_iter().map(|shown| line(app, shown, row::Act::Release)).collect::<Vec<_>>()}</ul>
                </section>
            }
        })
    }
}

/// What may be claimed.
fn open(app: App, pool: Memo<Pool>, query: RwSignal<String>, shown: RwSignal<usize>) -> impl IntoView {
    let lines = move || {
        let all = pool.with(|pool| pool.open.clone());
        if all.is_empty() {
            return view! { <p class="second">{t!(app, "pool-empty")}</p> }.into_any();
        }
        view! { <ul class="stack" role="list">{all.into_iter().map(|shown| line(app, shown, row::Act::Claim)).collect::<Vec<_>>()}</ul> }.into_any()
    };
    let more = move || {
        let (count, there) = pool.with(|pool| (pool.count, pool.open.len()));
        (there < count).then(|| view! {
            <div class="panel-foot"><button class="button" type="button" on:click=move |_| shown.update(|shown| *shown += SHOWN)>{t!(app, "pool-more", n = counted(&app, count - there))}</button></div>
        })
    };
    let is_nobody = Memo::new(move |_| pool.with(|pool| pool.nobody));
    // Said once, not for each customer.
    let nobody = move || {
        is_nobody.get().then(|| {
            let settings = Place::new(Route::Settings).href();
            view! {
                <div class="notice" id=row::NOBODY>
                    <Icon name="info"/>
                    <p>{t!(app, "refused-pool-nobody")}" "<a href=settings>{t!(app, "pool-nobody-choose")}</a></p>
                </div>
            }
        })
    };
    view! {
        <section class="panel" aria-labelledby="pool-open">
            <div class="panel-head"><h2 id="pool-open">{t!(app, "pool-open")}</h2></div>
            <div class="field">
                <label class="field-label" for="pool-query">{t!(app, "pool-find")}</label>
                <input class="input" id="pool-query" type="search" autocomplete="off" prop:value=move || query.get() on:input=move |event| query.set(event_target_value(&event))/>
            </div>
            {nobody}{lines}{more}
        </section>
    }
}
