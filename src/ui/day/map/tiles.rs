//! The picture of the ground under a map, where the settings name a server of tiles. Nothing is asked of anybody
//! before, and where a tile does not come the sketch is there.

use leptos::prelude::*;

use super::state::Shown;
use crate::model::place::{Tile, Tiles};
use crate::ui::context::use_app;
use crate::ui::settings::tiles;

/// The tiles under the canvas.
pub(super) fn layer(shown: Shown) -> Option<AnyView> {
    let server: StoredValue<Tiles> = StoredValue::new(tiles(use_app())?);
    let all = Memo::new(move |_| {
        let view = shown.view.get();
        view.map(|view| server.with_value(|server| server.of(&view))).unwrap_or_default()
    });
    let one = move |Tile { address, .. }: Tile| {
        let (mine, source) = (address.clone(), address);
        let at = Memo::new(move |_| {
            all.with(|all| all.iter().find(|tile| tile.address == mine).map(|tile| (tile.at, tile.size)))
        });
        let px = move |part: usize| {
            let length = move |(at, size): ((f64, f64), (f64, f64))| [at.0, at.1, size.0, size.1][part];
            move || format!("{}px", at.get().map_or(0.0, length))
        };
        let is_lost = RwSignal::new(false);
        view! {
            <img class="map-tile" class:map-tile-lost=move || is_lost.get() src=source alt="" draggable="false" decoding="async"
                on:error=move |_| is_lost.set(true)
                style=("--x", px(0)) style=("--y", px(1))
                style=("--w", px(2)) style=("--h", px(3))/>
        }
    };
    Some(
        view! {
            <div class="map-tiles" aria-hidden="true"><For each=move || all.get() key=|tile| tile.address.clone() children=one/></div>
            <p class="map-source">{server.with_value(|server| server.source().to_owned())}</p>
        }
        .into_any(),
    )
}
