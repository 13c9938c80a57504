//! Plan and report as they look on paper: A4, for whoever still signs with a pen.

use leptos::prelude::*;

use super::plan::planned;
use super::report::sections;
use super::stop::Stop;
use super::submit::watch;
use super::words;
use crate::control::day::Paper;
use crate::control::day::row::Stands;
use crate::model::records::{Organisation, Visit};
use crate::model::{Day, Id};
use crate::query::title;
use crate::ui::context::{App, use_app};
use crate::ui::parts::icon::Icon;
use crate::ui::route::Place;

/// Name in the address of the sheet that is printed.
const PAPER: &str = "paper";

/// Whether the sheet is shown instead of the page.
pub(super) fn is_asked(app: App) -> Memo<bool> {
    app.of_page(|place| place.get(PAPER).is_some())
}

fn turned(place: &Place, on: bool) -> String {
    place.clone().set(PAPER, on.then(String::new)).href()
}

/// The way to the sheet.
pub(super) fn link(app: App) -> AnyView {
    let href = app.of_page(|place| turned(place, true));
    view! { <a class="button button-quiet" href=move || href.get()><Icon name="print"/>{t!(app, "day-paper")}</a> }
        .into_any()
}

/// The sheet.
#[component]
pub(super) fn Sheet(of: Paper, person: Id, day: Day) -> impl IntoView {
    let app = use_app();
    let back = app.of_page(|place| turned(place, false));
    let stands = watch(app, (of, person, day));
    let content = move || match of {
        Paper::Plan => plan(app, person, day),
        Paper::Report => report(app, person, day),
    };
    let name = match of {
        Paper::Plan => app.text("record-day_plans", &[]),
        Paper::Report => app.text("record-day_reports", &[]),
    };
    let company = app.peek(|desk| desk.book().all::<Organisation>().next().and_then(|company| company.name));
    let who = app.peek(|desk| title::anywhere(desk.book(), person)).unwrap_or_default();
    // Where there is no printer the browser says so itself.
    let print = move |_| drop(window().print());
    view! {
        <div class="page-body page-narrow">
            <div class="row page-actions">
                <a class="button" href=move || back.get()>{t!(app, "day-paper-back")}</a>
                <button class="button button-primary" type="button" on:click=print><Icon name="print"/>{t!(app, "day-paper-print")}</button>
            </div>
            <article class="panel paper" aria-labelledby="paper-title">
                <p class="paper-company">{company}</p>
                <h2 id="paper-title">{name}</h2>
                <dl class="paper-facts">
                    <div><dt>{t!(app, "day-person")}</dt><dd>{who}</dd></div>
                    <div><dt>{t!(app, "paper-day")}</dt><dd>{words::day(app, day)}</dd></div>
                </dl>
                {content}
                {move || stands.with(|stands| signed(app, stands.as_ref()))}
            </article>
        </div>
    }
}

fn plan(app: App, person: Id, day: Day) -> AnyView {
    let stops: Vec<Stop> =
        app.read(|desk| planned(desk, person, day).iter().filter_map(|visit| Stop::read(desk, visit.id)).collect());
    let heads = [
        "field-visits-account",
        "record-areas",
        "paper-time",
        "field-visits-purposes",
        "field-visits-aim",
        "field-visits-confirmation",
    ];
    let row = |(at, stop): (usize, &Stop)| {
        view! {
            <tr>
                <td class="cell-num">{(at + 1).to_string()}</td>
                <th scope="row">{stop.name.clone()}</th>
                <td>{stop.area.clone()}</td>
                <td class="num">{words::span(app, stop.starts, stop.ends)}</td>
                <td>{stop.purposes(app)}</td>
                <td>{stop.aim.clone()}</td>
                <td>{words::choice(app, Visit::CONFIRMATION, stop.called.code())}</td>
            </tr>
        }
    };
    let heads = Vec::from(heads.map(|key| view! { <th scope="col">{app.text(key, &[])}</th> }));
    view! {
        <div class="table-wrap" role="group" tabindex="0" aria-label=t!(app, "plan-lines")>
            <table class="table paper-form">
                <thead><tr><th scope="col" class="cell-num">{t!(app, "paper-number")}</th>{heads}</tr></thead>
                <tbody>{stops.iter().enumerate().map(row).collect::<Vec<_>>()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn report(app: App, person: Id, day: Day) -> AnyView {
    let sections = app.read(|desk| sections(app, desk, person, day));
    let row = |section: &crate::control::day::copy::Section| {
        let mut lines: Vec<AnyView> =
            section.lines.iter().map(|line| view! { <p>{line.clone()}</p> }.into_any()).collect();
        if lines.is_empty() {
            lines.push(view! { <p>{t!(app, "day-none")}</p> }.into_any());
        }
        view! { <tr><th scope="row">{section.name.clone()}</th><td>{lines}</td></tr> }
    };
    view! {
        <div class="table-wrap" role="group" tabindex="0" aria-label=t!(app, "report-says")>
            <table class="table paper-form"><tbody>{sections.iter().map(row).collect::<Vec<_>>()}</tbody></table>
        </div>
    }
    .into_any()
}

/// Where it is signed, and what was said.
fn signed(app: App, stands: Option<&Stands>) -> AnyView {
    let state = words::standing(app, stands);
    let remark = stands.and_then(|stands| stands.remark.clone());
    view! {
        <table class="table paper-form">
            <tbody>
                <tr><th scope="row">{t!(app, "paper-signed")}</th><td class="paper-sign">{state}</td></tr>
                <tr><th scope="row">{t!(app, "sign-remark")}</th><td class="paper-sign">{remark}</td></tr>
            </tbody>
        </table>
    }
    .into_any()
}
