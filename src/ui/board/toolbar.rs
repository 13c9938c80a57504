//! What a board can be asked beside its filter: columns, lanes, figures, what cards show.

use leptos::prelude::*;

use super::cards_dialog::CardsDialog;
use super::figures;
use super::lanes;
use super::state::use_board;
use super::worth;
use crate::pipeline::asked::{FIGURES, LANES, MOST};
use crate::query::Measure;
use crate::ui::parts::choose::Choose;
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::pick::Pick;

/// The tools.
#[component]
pub(super) fn Tools() -> impl IntoView {
    let app = use_board().app;
    let (figures, cards) = (RwSignal::new(false), RwSignal::new(false));
    let options = Memo::new(move |_| {
        app.read(|_| ());
        lanes::sources(app)
    });
    let value = app.of_page(|place| place.get(LANES).unwrap_or_default().to_owned());
    let pick = Callback::new(move |source: String| {
        let place = app.place.get_untracked().set(LANES, Some(source).filter(|source| !source.is_empty()));
        app.refine(&place);
    });
    let chosen = app.of_page(|place| place.get(FIGURES).map_or(0, |text| text.split(',').count()));
    let named = move || match chosen.get() {
        0 => t!(app, "board-figures"),
        n => t!(app, "board-figures-n", n = n),
    };
    view! {
        <Pick id="board-lanes" label=t!(app, "board-lanes") all=t!(app, "board-lanes-none") options=options value=value on_pick=pick/>
        <button class="chip" type="button" aria-haspopup="dialog" on:click=move |_| figures.set(true)><Icon name="chart" class="icon-small"/>{named}</button>
        <button class="chip" type="button" aria-haspopup="dialog" on:click=move |_| cards.set(true)><Icon name="board" class="icon-small"/>{t!(app, "board-cards")}</button>
        {move || figures.get().then(|| view! { <FiguresDialog on_close=Callback::new(move |()| figures.set(false))/> })}
        {move || cards.get().then(|| view! { <CardsDialog on_close=Callback::new(move |()| cards.set(false))/> })}
    }
}

/// Which figures columns have beside the usual ones.
#[component]
fn FiguresDialog(on_close: Callback<()>) -> impl IntoView {
    let app = use_board().app;
    let now = app.place.with_untracked(|place| place.get(FIGURES).unwrap_or_default().to_owned());
    let chosen: RwSignal<Vec<Measure>> = RwSignal::new(now.split(',').filter_map(Measure::parse).collect());
    let all = StoredValue::new(figures::offered(app));
    let free = Memo::new(move |_| {
        let taken: Vec<String> = chosen.read().iter().map(ToString::to_string).collect();
        let free = all.get_value().into_iter().filter(|(text, _)| !taken.contains(text));
        std::iter::once((String::new(), t!(app, "board-figures-add"))).chain(free).collect::<Vec<_>>()
    });
    let add = Callback::new(move |text: String| {
        if let Some(measure) = Measure::parse(&text) {
            chosen.update(|chosen| chosen.push(measure));
        }
    });
    let one = move |(at, measure): (usize, Measure)| {
        let name = worth::name(app, &measure);
        let remove = t!(app, "column-remove", what = name.as_str());
        view! {
            <li class="arrange-one">
                <span class="arrange-name">{name}</span>
                <button class="button button-quiet button-icon" type="button" aria-label=remove on:click=move |_| chosen.update(|chosen| drop(chosen.remove(at)))><Icon name="close"/></button>
            </li>
        }
    };
    let apply = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let text = chosen.with_untracked(|chosen| chosen.iter().map(ToString::to_string).collect::<Vec<_>>().join(","));
        app.refine(&app.place.get_untracked().set(FIGURES, Some(text).filter(|text| !text.is_empty())));
        on_close.run(());
    };
    let is_full = move || chosen.with(|chosen| chosen.len() >= MOST);
    view! {
        <Dialog title=t!(app, "board-figures-title") on_close=on_close>
            <form class="form" on:submit=apply>
                <p class="field-hint">{t!(app, "board-figures-hint", n = MOST)}</p>
                <ol class="arrange">{move || chosen.get().into_iter().enumerate().map(one).collect::<Vec<_>>()}</ol>
                <Show when=move || !is_full()>
                    <Choose id="figure-add" label=t!(app, "board-figures-add") options=free value=Signal::stored(String::new()) on_pick=add/>
                </Show>
                <div class="form-acts">
                    <button class="button push" type="button" on:click=move |_| on_close.run(())>{t!(app, "cancel")}</button>
                    <button class="button button-primary" type="submit">{t!(app, "arrange-apply")}</button>
                </div>
            </form>
        </Dialog>
    }
}
