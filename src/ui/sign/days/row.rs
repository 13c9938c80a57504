//! A person's day in a row.

use leptos::prelude::*;

use crate::control::day::row::Row;
use crate::model::{Id, Money};
use crate::ui::context::App;
use crate::ui::day::whose::PERSON;
use crate::ui::day::words;
use crate::ui::parts::count::counted;
use crate::ui::parts::person::disc;
use crate::ui::route::{Place, Route};

/// The row.
pub(super) fn line(app: App, row: &Row, chosen: Memo<Option<Id>>) -> AnyView {
    let (id, name) = (row.person, row.name.clone());
    let href = app
        .of_page(move |place| Place { route: Route::Sign, ..place.clone() }.set(PERSON, Some(id.to_string())).href());
    let here = move || (chosen.get() == Some(id)).then_some("true");
    let count = |number: u64| counted(&app, usize::try_from(number).unwrap_or(usize::MAX)).text;
    let money = |money: Option<Money>| money.map(|money| app.format().money_short(money.minor.into(), money.currency));
    let report = if row.lacks_report && row.report.is_none() {
        view! { <span class="tag tag-bad">{t!(app, "sign-lacks")}</span> }.into_any()
    } else if row.off.is_some() && row.report.is_none() {
        view! { <span class="second">{t!(app, "day-off")}</span> }.into_any()
    } else {
        words::standing(app, row.report.as_ref())
    };
    let doubts = (row.doubts > 0).then(
        || view! { <span class="tag tag-warning">{t!(app, "sign-doubts", n = counted(&app, row.doubts))}</span> },
    );
    let exceptions = (row.exceptions > 0).then(
        || view! { <span class="tag tag-bad">{t!(app, "sign-exceptions", n = counted(&app, row.exceptions))}</span> },
    );
    let visits = t!(app, "sign-done-of", done = count(row.done.done), planned = count(row.done.planned));
    view! {
        <tr>
            <th scope="row"><span class="row">{disc(&name)}<a href=move || href.get() aria-current=here>{name}</a>{doubts}{exceptions}</span></th>
            <td><span class="row">{words::standing(app, row.plan.as_ref())}</span></td>
            <td><span class="row">{report}</span></td>
            <td class="cell-num">{visits}</td>
            <td class="cell-num">{money(row.ordered)}</td>
            <td class="cell-num">{money(row.collected)}</td>
            <td class="cell-num">{money(row.spent)}</td>
        </tr>
    }
    .into_any()
}
