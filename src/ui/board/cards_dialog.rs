//! What cards show: fields beside the usual ones, and colour rules.

use leptos::prelude::*;

use super::state::use_board;
use super::within;
use crate::model::Record;
use crate::model::records::Deal;
use crate::pipeline::asked::{FIELDS, MOST, fields, rules, with_rules};
use crate::pipeline::rules::{COLOURS, Rule};
use crate::query::listing::offered;
use crate::query::{Filter, Source};
use crate::ui::list::filter::{Drawn, draw};
use crate::ui::list::state::List;
use crate::ui::list::words;
use crate::ui::parts::choose::Choose;
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::icon::Icon;

/// What the colours are called.
const NAMES: [&str; COLOURS as usize] = ["colour-1", "colour-2", "colour-3", "colour-4", "colour-5", "colour-6"];

/// The dialog.
#[component]
pub(super) fn CardsDialog(
    /// Called when it closes.
    on_close: Callback<()>,
) -> impl IntoView {
    let app = use_board().app;
    let place = app.place.get_untracked();
    let chosen = RwSignal::new(fields(&place.query));
    let kept = RwSignal::new(rules(&place.query));
    let editing = RwSignal::new(None::<usize>);
    let apply = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let text = chosen.with_untracked(|chosen| chosen.iter().map(ToString::to_string).collect::<Vec<_>>().join(","));
        let mut place = app.place.get_untracked().set(FIELDS, Some(text).filter(|text| !text.is_empty()));
        place.query = with_rules(place.query, &kept.get_untracked());
        app.refine(&place);
        on_close.run(());
    };
    let rule = move |(at, rule): (usize, Rule)| {
        let words = words::condition(&app, Deal::COLLECTION.key, &rule.filter);
        let remove = t!(app, "column-remove", what = rule.word.as_str());
        let edit = t!(app, "board-rule-edit", what = rule.word.as_str());
        view! {
            <li class="arrange-one">
                <span class="tag" data-colour=rule.colour.to_string()>{rule.word}</span>
                <span class="arrange-name second small">{words}</span>
                <button class="button button-quiet button-icon" type="button" aria-label=edit on:click=move |_| editing.set(Some(at))><Icon name="edit"/></button>
                <button class="button button-quiet button-icon" type="button" aria-label=remove on:click=move |_| kept.update(|kept| drop(kept.remove(at)))><Icon name="close"/></button>
            </li>
        }
    };
    let add_rule = move |_| editing.set(Some(kept.with_untracked(Vec::len)));
    let whole = move || {
        view! {
            <form class="form" on:submit=apply>
                <h3 class="menu-title">{t!(app, "board-cards-fields")}</h3>
                <Fields chosen=chosen/>
                <h3 class="menu-title">{t!(app, "board-rules")}</h3>
                <p class="field-hint">{t!(app, "board-rules-hint")}</p>
                <ol class="arrange">{move || kept.get().into_iter().enumerate().map(rule).collect::<Vec<_>>()}</ol>
                <button class="button button-quiet" type="button" on:click=add_rule><Icon name="plus"/>{t!(app, "board-rule-add")}</button>
                <div class="form-acts">
                    <button class="button push" type="button" on:click=move |_| on_close.run(())>{t!(app, "cancel")}</button>
                    <button class="button button-primary" type="submit">{t!(app, "arrange-apply")}</button>
                </div>
            </form>
        }
        .into_any()
    };
    let back = Callback::new(move |()| editing.set(None));
    let inside = move || match editing.get() {
        Some(at) => view! { <RuleForm at=at kept=kept on_close=back/> }.into_any(),
        None => whole(),
    };
    view! { <Dialog title=t!(app, "board-cards-title") on_close=on_close>{inside}</Dialog> }
}

/// The fields that are shown beside the usual.
#[component]
fn Fields(chosen: RwSignal<Vec<Source>>) -> impl IntoView {
    let app = use_board().app;
    let all = app.peek(|desk| {
        let (book, table) = (desk.book(), desk.book().of::<Deal>());
        let fields = offered(book, table).into_iter().map(|shown| shown.source(book, table));
        fields.chain(within::sources().map(|(source, ..)| source)).collect::<Vec<_>>()
    });
    let name = move |source: &Source| match within::sources().find(|(known, ..)| known == source) {
        Some((_, _, key)) => app.text(&key, &[]),
        None => words::path(&app, Deal::COLLECTION.key, source),
    };
    let all = StoredValue::new(all);
    let free = Memo::new(move |_| {
        let free = all.get_value().into_iter().filter(|source| !chosen.read().contains(source));
        let free = free.map(|source| (source.to_string(), name(&source)));
        std::iter::once((String::new(), t!(app, "column-add"))).chain(free).collect::<Vec<_>>()
    });
    let add = Callback::new(move |text: String| {
        if let Some(source) = Source::parse(&text) {
            chosen.update(|chosen| chosen.push(source));
        }
    });
    let one = move |(at, source): (usize, Source)| {
        let name = name(&source);
        let remove = t!(app, "column-remove", what = name.as_str());
        view! {
            <li class="arrange-one">
                <span class="arrange-name">{name}</span>
                <button class="button button-quiet button-icon" type="button" aria-label=remove on:click=move |_| chosen.update(|chosen| drop(chosen.remove(at)))><Icon name="close"/></button>
            </li>
        }
    };
    let is_full = move || chosen.with(|chosen| chosen.len() >= MOST);
    view! {
        <ol class="arrange">{move || chosen.get().into_iter().enumerate().map(one).collect::<Vec<_>>()}</ol>
        <Show when=move || !is_full()>
            <Choose id="field-add" label=t!(app, "column-add") options=free value=Signal::stored(String::new()) on_pick=add/>
        </Show>
    }
}

/// One rule: its word, its colour, and which cards wear it.
#[component]
fn RuleForm(at: usize, kept: RwSignal<Vec<Rule>>, on_close: Callback<()>) -> impl IntoView {
    let app = use_board().app;
    let list = List::new(app, Deal::COLLECTION.key);
    let old = kept.with_untracked(|kept| kept.get(at).cloned());
    let word = RwSignal::new(old.as_ref().map(|rule| rule.word.clone()).unwrap_or_default());
    let colour = RwSignal::new(old.as_ref().map_or(1, |rule| rule.colour));
    let wrong = RwSignal::new(None::<String>);
    let Drawn { view: conditions, filter } = draw(list, &old.map_or(Filter::ALL, |rule| rule.filter));
    let colours = (1..=COLOURS).zip(NAMES).map(|(n, name)| (n.to_string(), app.text(name, &[]))).collect::<Vec<_>>();
    let pick = Callback::new(move |text: String| colour.set(text.parse().unwrap_or(1)));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let rule = Rule {
            colour: colour.get_untracked(),
            word: word.get_untracked().trim().to_owned(),
            filter: filter.get_untracked(),
        };
        if rule.word.is_empty() || rule.filter == Filter::ALL {
            wrong.set(Some(t!(app, "board-rule-wrong")));
            return;
        }
        kept.update(|kept| match kept.get_mut(at) {
            Some(have) => *have = rule,
            None => kept.push(rule),
        });
        on_close.run(());
    };
    view! {
            <form class="form filter" novalidate=true aria-label=t!(app, "board-rule") on:submit=submit>
                <div class="field">
                    <label class="field-label" for="rule-word">{t!(app, "board-rule-word")}</label>
                    <input class="input" id="rule-word" type="text" autocomplete="off" aria-describedby="rule-wrong" aria-invalid=move || wrong.get().is_some().then_some("true")
                        prop:value=move || word.get() on:input=move |event| word.set(event_target_value(&event))/>
                </div>
                <div class="field">
                    <label class="field-label" for="rule-colour">{t!(app, "board-rule-colour")}</label>
                    <Choose id="rule-colour" options=Signal::stored(colours) value=Signal::derive(move || colour.get().to_string()) on_pick=pick/>
                    <p><span class="tag" data-colour=move || colour.get().to_string()>{move || word.get()}</span></p>
                </div>
                {conditions}
                <p class="field-error" id="rule-wrong" role="alert">{move || wrong.get()}</p>
                <div class="form-acts">
                    <button class="button push" type="button" on:click=move |_| on_close.run(())>{t!(app, "cancel")}</button>
                    <button class="button button-primary" type="submit">{t!(app, "board-rule-keep")}</button>
                </div>
            </form>
    }
}
