//! A group of conditions with what can be added to it.

use leptos::prelude::*;

use super::condition::ConditionView;
use super::draft::{Group, Part};
use crate::ui::list::state::List;
use crate::ui::list::words;
use crate::ui::parts::choose::Choose;
use crate::ui::parts::icon::Icon;

/// How deep people may put groups into groups.
const DEEPEST: usize = 2;

/// A group.
#[component]
pub(super) fn GroupView(
    /// The list.
    list: List,
    /// The group.
    group: Group,
    /// How many groups it stands in.
    depth: usize,
) -> impl IntoView {
    let app = list.app;
    let options = vec![("all".to_owned(), t!(app, "filter-all-of")), ("any".to_owned(), t!(app, "filter-any-of"))];
    let value = Signal::derive(move || if group.any.get() { "any".to_owned() } else { "all".to_owned() });
    let pick = Callback::new(move |text: String| group.any.set(text == "any"));
    let number = app.new_id();
    let name = format!("filter-group-{number}");
    view! {
        <fieldset class="filter-group">
            <legend><Choose id=name label=t!(app, "filter-group") options=Signal::stored(options) value=value on_pick=pick/></legend>
            <For each=move || group.parts.get() key=|part| part.0 let:part>{part_view(list, group, part, depth)}</For>
            <div class="row">
                <button class="button button-quiet" type="button" on:click=move |_| group.add_condition(list)><Icon name="plus"/>{t!(app, "filter-add")}</button>
                {(depth < DEEPEST).then(|| view! {
                    <button class="button button-quiet" type="button" on:click=move |_| group.add_group(list)><Icon name="plus"/>{t!(app, "filter-add-group")}</button>
                })}
            </div>
        </fieldset>
    }
}

fn part_view(list: List, group: Group, (number, part): (usize, Part), depth: usize) -> AnyView {
    let app = list.app;
    let inside = match part {
        Part::One(condition) => view! { <ConditionView list=list condition=condition/> }.into_any(),
        Part::Group(inner) => view! { <GroupView list=list group=inner depth=depth + 1/> }.into_any(),
        Part::Fixed(filter) => {
            view! { <p>{filter.with_value(|filter| words::condition(&app, list.collection, filter))}</p> }.into_any()
        }
    };
    view! {
        <div class="filter-part">
            {inside}
            <button class="button button-quiet button-icon" type="button" aria-label=t!(app, "filter-remove") on:click=move |_| group.remove(number)><Icon name="close"/></button>
        </div>
    }
    .into_any()
}
