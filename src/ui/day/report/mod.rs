//! The report of a day (F2): filled in from the plan and the visits, plan against done, handed in.

mod done;
mod fields;
pub(in crate::ui) mod text;

use leptos::prelude::*;

use super::head::DayHead;
use super::paper::{self, Sheet};
use super::submit::{Submit, opened};
use super::{whose, words};
use crate::control::day::done::{DayDone, day_done};
use crate::control::day::lines::Lines;
use crate::control::day::{Paper, Sheet as Form};
use crate::model::{Day, Id};
use crate::ui::context::{Desk, use_app};
use crate::ui::parts::icon::Icon;
use crate::ui::route::Route;
use done::Done;
use fields::Fields;
pub(super) use text::sections;

/// What became of the visits of a day.
pub(in crate::ui) fn made(desk: &Desk, person: Id, day: Day) -> DayDone {
    let (book, zone) = (desk.book(), &desk.zone);
    let span = (zone.start_of(day), zone.start_of(day.plus(1)));
    let lines = Lines::of(book);
    let visits = lines.diary().between(book.resolve(person), span.0, span.1);
    let mut done = day_done(book, &visits, span);
    done.joined = lines.along(book.resolve(person), span.0, span.1);
    done
}

/// The page.
#[component]
pub(in crate::ui) fn ReportPage(
    /// Which day; today where none is named.
    day: Option<Day>,
) -> impl IntoView {
    let app = use_app();
    let day = day.unwrap_or_else(|| app.zone().day_of(app.now()));
    let (person, printed) = (whose::person(app), paper::is_asked(app));
    let body = move || match (person.get(), printed.get()) {
        (None, _) => whose::nobody(app),
        (Some(person), true) => view! { <Sheet of=Paper::Report person=person day=day/> }.into_any(),
        (Some(person), false) => view! { <Report person=person day=day/> }.into_any(),
    };
    view! {
        <DayHead title=t!(app, "report-title", day = words::day(app, day)) day=Some((day, Route::DayReport))/>
        {body}
    }
}

#[component]
fn Report(person: Id, day: Day) -> impl IntoView {
    let app = use_app();
    let form =
        Memo::new(move |_| app.read(|desk| Form::find(desk.book(), Paper::Report, person, day)).map(|form| form.id));
    let begin = move |_| {
        opened(app, (Paper::Report, person, day));
    };
    let written = move || {
        match form.get() {
        Some(id) => view! { <Fields id=id person=person day=day/> }.into_any(),
        None => view! {
            <section class="panel" aria-labelledby="report-begin">
                <div class="panel-head"><h2 id="report-begin">{t!(app, "report-begin")}</h2></div>
                <p>{t!(app, "report-begin-text")}</p>
                <div class="panel-foot"><button class="button" type="button" on:click=begin><Icon name="file"/>{t!(app, "report-begin-do")}</button></div>
            </section>
        }
        .into_any(),
    }
    };
    view! {
        <div class="page-body page-narrow">
            <Done person=person day=day/>
            {written}
            <Submit paper=Paper::Report person=person day=day/>
        </div>
    }
}
