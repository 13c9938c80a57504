//! A request: which form, who asks whom, by when, what was said, and what changed since.

use leptos::prelude::*;

use super::answer::AnswerForm;
use crate::control::form::Difference;
use crate::control::inbox::{Answer, Request};
use crate::control::sign::Verdict;
use crate::model::records::{DayReport, Deal, Stage, collection};
use crate::model::{Id, Kind, Record, Role};
use crate::query::title;
use crate::ui::context::App;
use crate::ui::parts::field;
use crate::ui::route::{Place, Route};

/// The request as an item of a list.
pub(super) fn line(app: App, request: &Request) -> AnyView {
    let person = |id: Option<Id>| {
        let name = app.peek(|desk| id.and_then(|id| title::anywhere(desk.book(), id)));
        name.unwrap_or_else(|| t!(app, "sign-nobody"))
    };
    let asked = request.asked.map(|at| app.format().instant(at, &app.zone())).unwrap_or_default();
    let facts = t!(app, "sign-asked", by = person(request.asked_by), of = person(request.asked_of), when = asked);
    let due = request.due.filter(|_| request.answer.is_waiting()).map(|day| {
        let day = app.format().day(day);
        if request.is_late {
            view! { <span class="tag tag-bad">{t!(app, "sign-late", day = day)}</span> }
        } else {
            view! { <span class="tag">{t!(app, "sign-due", day = day)}</span> }
        }
    });
    let said = request.signed.clone().map(|(who, when, remark)| {
        let when = when.map(|at| app.format().instant(at, &app.zone())).unwrap_or_default();
        let said = t!(app, "sign-said", who = person(who), when = when);
        let remark = remark.map(|remark| view! { <blockquote class="remark">{remark}</blockquote> });
        view! { <p class="panel-note">{said}</p>{remark} }
    });
    let changed = match (&request.answer, &request.form) {
        (Answer::ChangedSince(_, differences), Some((key, _))) => Some(changes(app, key, differences)),
        _ => None,
    };
    let sign = (request.answer.is_waiting() && request.may_sign).then(|| {
        let form = form_name(app, request);
        let is_day = |(key, _): &(crate::model::Key, Id)| **key == *DayReport::COLLECTION.key;
        let talks = request.form.as_ref().is_some_and(is_day);
        view! { <AnswerForm approval=request.id form=form talks=talks/> }
    });
    view! {
        <li class="request">
            <p class="request-head">{form_link(app, request)}{amount(app, request)}" "{tag(app, &request.answer)}" "{due}</p>
            {request.stage.map(|stage| {
                let stage = app.peek(|desk| title::of(desk.book(), Stage::COLLECTION.key, stage)).unwrap_or_else(|| t!(app, "key-gone"));
                view! { <p>{t!(app, "sign-enters", stage = stage)}</p> }
            })}
            {ends(app, request)}
            <p class="panel-note">{facts}</p>
            {request.note.clone().map(|note| view! { <p>{note}</p> })}
            {said}
            {changed}
            {sign}
        </li>
    }
    .into_any()
}

/// How the deal would end, which the deal itself does not say before it is signed.
fn ends(app: App, request: &Request) -> AnyView {
    let fact = |(at, id): (usize, Option<Id>)| {
        let named = app.peek(|desk| title::anywhere(desk.book(), id?))?;
        let name = field::name(&app, Deal::COLLECTION.key, &Deal::COLLECTION.fields[at]);
        Some(view! { <p>{t!(app, "form-part", whole = name, part = named)}</p> })
    };
    let facts: Vec<_> = [Deal::REASON, Deal::COMPETITOR].into_iter().zip(request.ends).filter_map(fact).collect();
    let note = request.closing_note.clone().map(|note| view! { <blockquote class="remark">{note}</blockquote> });
    view! { {facts}{note} }.into_any()
}

/// What it is worth, where it is worth anything.
fn amount(app: App, request: &Request) -> Option<AnyView> {
    let (key, id) = request.form.as_ref()?;
    app.peek(|desk| {
        let table = desk.book().table(key)?;
        let column = table.column(table.role(Role::Amount)?)?;
        let amount = field::text(&app, key, column.field(), &column.value(table.row(*id)?)?);
        Some(view! { " "<strong class="num">{amount}</strong> }.into_any())
    })
}

fn form_name(app: App, request: &Request) -> String {
    let named = request.form.as_ref().and_then(|(key, id)| app.peek(|desk| title::of(desk.book(), key, *id)));
    let kind = request.form.as_ref().map(|(key, _)| app.text(&format!("record-{key}"), &[]));
    match (kind, named.filter(|name| !name.is_empty())) {
        (Some(kind), Some(name)) => t!(app, "form-part", whole = kind, part = name),
        (Some(kind), None) => kind,
        _ => t!(app, "key-gone"),
    }
}

fn form_link(app: App, request: &Request) -> AnyView {
    let name = form_name(app, request);
    let route = request.form.as_ref().and_then(|(key, id)| Some(Route::Record(collection(key)?.key, *id)));
    match route {
        Some(route) => view! { <a href=Place::new(route).href()><strong>{name}</strong></a> }.into_any(),
        None => view! { <strong>{name}</strong> }.into_any(),
    }
}

fn tag(app: App, answer: &Answer) -> AnyView {
    let (class, key) = match answer {
        Answer::Open => ("tag tag-accent", "sign-state-open"),
        Answer::Signed(Verdict::Approved) => ("tag tag-good", "sign-state-approved"),
        Answer::Signed(Verdict::Returned) => ("tag tag-warning", "sign-state-returned"),
        Answer::ChangedSince(Verdict::Approved, _) => ("tag tag-loud", "sign-state-approved-changed"),
        Answer::ChangedSince(Verdict::Returned, _) => ("tag tag-loud", "sign-state-returned-changed"),
        Answer::Gone => ("tag", "key-gone"),
    };
    view! { <span class=class>{app.text(key, &[])}</span> }.into_any()
}

/// What the form said when it was signed, and what it says now.
fn changes(app: App, form: &str, differences: &[Difference]) -> AnyView {
    let row = |difference: &Difference| {
        let of = difference.spot.line.as_ref().map_or(form, |(lines, _)| lines);
        let field = app.peek(|desk| {
            let table = desk.book().table(of)?;
            Some(table.column(table.position(&difference.spot.field)?)?.field().clone())
        });
        let name =
            field.as_ref().map_or_else(|| difference.spot.field.to_string(), |field| field::name(&app, of, field));
        let name = match &difference.spot.line {
            Some((lines, at)) => {
                let line = t!(app, "sign-line", what = app.text(&format!("record-{lines}"), &[]), n = at.to_string());
                t!(app, "form-part", whole = line, part = name)
            }
            None => name,
        };
        let say = |text: &Option<String>| {
            let Some(text) = text else { return t!(app, "fact-none") };
            match field.as_ref().map(|field| (&field.kind, field)) {
                Some((Kind::Choice(codes), field)) if codes.iter().any(|code| code == text) => {
                    field::choice(&app, of, field, text)
                }
                Some((Kind::Reference(_), _)) => {
                    let named = Id::parse(text).and_then(|id| app.peek(|desk| title::anywhere(desk.book(), id)));
                    named.unwrap_or_else(|| text.clone())
                }
                _ => text.clone(),
            }
        };
        let (before, now) = (say(&difference.before), say(&difference.now));
        view! { <tr><th scope="row">{name}</th><td><del>{before}</del></td><td><ins>{now}</ins></td></tr> }
    };
    let rows: Vec<_> = differences.iter().map(row).collect();
    view! {
        <details class="changed-since">
            <summary>{t!(app, "sign-changed", n = crate::ui::parts::count::counted(&app, differences.len()))}</summary>
            <div class="table-wrap" role="region" tabindex="0" aria-label=t!(app, "sign-difference")>
                <table class="table">
                    <thead><tr>
                        <th scope="col">{t!(app, "sign-field")}</th>
                        <th scope="col">{t!(app, "sign-before")}</th>
                        <th scope="col">{t!(app, "sign-now")}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </details>
    }
    .into_any()
}
