//! What a map shows at the moment: the part of the world in its window, what lies close together there, what was
//! pressed and what was chosen.

use leptos::html::{Canvas, Div};
use leptos::prelude::*;

use super::draw::{Picture, draw};
use super::inks::Inks;
use crate::model::place::{Point, Sketch};
use crate::model::{Day, Id};
use crate::visits::cadence::Unit;
use crate::visits::map::{Map, Other, groups, hit};

/// Pixels between two stops, and between two other customers, below which they are shown as one.
const STOPS_APART: f64 = 20.0;
const OTHERS_APART: f64 = 26.0;
/// How far a finger may miss what it presses, in pixels.
const FINGER: f64 = 24.0;

/// What was pressed.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Pick {
    /// A visit.
    Stop(Id),
    /// Another customer.
    Other(Unit),
    /// Several on one spot.
    Several(Vec<Pick>),
}

/// What lies so close together that it is shown as one, by their places among all stops and all other customers.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Grouped {
    /// Each visit with a place, and where that is.
    pub(super) stops: Vec<(Pick, Point)>,
    /// Each other customer, and where it is.
    pub(super) others: Vec<(Pick, Point)>,
    /// Their groups; the first of each is shown.
    pub(super) of_stops: Vec<Vec<usize>>,
    pub(super) of_others: Vec<Vec<usize>>,
}

/// The map.
#[derive(Clone, Copy)]
pub(super) struct Shown {
    pub(super) map: Memo<Map>,
    /// The part of the world in the window; none where there is nothing to show.
    pub(super) view: RwSignal<Option<Sketch>>,
    /// Width and height of the window.
    pub(super) size: RwSignal<(f64, f64)>,
    /// The day that stands out.
    pub(super) lit: RwSignal<Option<Day>>,
    /// What was pressed.
    pub(super) open: RwSignal<Option<Pick>>,
    /// Customers that were chosen, in that order.
    pub(super) chosen: RwSignal<Vec<Unit>>,
    /// Whether the next line that is drawn is a lasso.
    pub(super) lassoing: RwSignal<bool>,
    /// The lasso as far as it is drawn.
    pub(super) lasso: RwSignal<Vec<Point>>,
    pub(super) window: NodeRef<Div>,
    pub(super) canvas: NodeRef<Canvas>,
    grouped: Memo<Grouped>,
    inks: StoredValue<Option<Inks>>,
    /// Whether a frame is awaited in which it is painted.
    awaited: StoredValue<bool>,
}

impl Shown {
    pub(super) fn new(map: Memo<Map>) -> Self {
        let view: RwSignal<Option<Sketch>> = RwSignal::new(None);
        let scale = Memo::new(move |_| view.get().map(|view| view.scale()));
        // Only distances matter, so it is worked out anew where the map is magnified, not where it is moved.
        let grouped = Memo::new(move |_| {
            scale.track();
            view.get_untracked().map(|view| map.with(|map| grouped(map, &view))).unwrap_or_default()
        });
        Self {
            map,
            view,
            size: RwSignal::new((0.0, 0.0)),
            lit: RwSignal::new(None),
            open: RwSignal::new(None),
            chosen: RwSignal::new(Vec::new()),
            lassoing: RwSignal::new(false),
            lasso: RwSignal::new(Vec::new()),
            window: NodeRef::new(),
            canvas: NodeRef::new(),
            grouped,
            inks: StoredValue::new(None),
            awaited: StoredValue::new(false),
        }
    }

    /// Reads the size of the window; what it shows stays, or is what there is to show.
    pub(super) fn measure(self) {
        let Some(window) = self.window.try_get_untracked().flatten() else { return };
        let size = (f64::from(window.client_width()), f64::from(window.client_height()));
        if size.0 <= 0.0 || self.size.try_get_untracked().is_none_or(|have| have == size) {
            return;
        }
        self.size.set(size);
        if let Some(view) = self.view.get_untracked() {
            self.view.set(Some(view.sized(size)));
        } else {
            self.fit();
        }
    }

    /// Shows all days, else all customers.
    pub(super) fn fit(self) {
        let size = self.size.get_untracked();
        if size.0 > 0.0 {
            self.view.set(Sketch::of(&self.map.with_untracked(Map::focus), size));
        }
    }

    /// Shows another part of the world.
    pub(super) fn change(self, change: impl FnOnce(Sketch) -> Sketch) {
        if let Some(view) = self.view.get_untracked() {
            self.view.set(Some(change(view)));
        }
    }

    /// Magnified around the middle.
    pub(super) fn magnify(self, times: f64) {
        let (width, height) = self.size.get_untracked();
        self.change(|view| view.magnified(times, (width / 2.0, height / 2.0)));
    }

    /// What is nearest to a spot of the window, within a finger's reach.
    pub(super) fn under(self, spot: (f64, f64)) -> Option<Pick> {
        let view = self.view.get_untracked()?;
        self.grouped.with_untracked(|grouped| {
            let of = |groups: &[Vec<usize>], all: &[(Pick, Point)]| {
                groups.iter().map(|group| group.iter().map(|at| all[*at].clone()).collect()).collect::<Vec<Vec<_>>>()
            };
            let mut all = of(&grouped.of_stops, &grouped.stops);
            all.extend(of(&grouped.of_others, &grouped.others));
            let spots: Vec<(f64, f64)> = all.iter().map(|group| view.to_window(group[0].1)).collect();
            let mut picks: Vec<Pick> =
                all.swap_remove(hit(&spots, spot, FINGER)?).into_iter().map(|(pick, _)| pick).collect();
            Some(if picks.len() == 1 { picks.swap_remove(0) } else { Pick::Several(picks) })
        })
    }

    /// Opens what is known of somebody, and shows where that is.
    pub(super) fn show(self, pick: Pick) {
        if let Some(point) = self.map.with_untracked(|map| place(map, &pick)) {
            let (width, height) = self.size.get_untracked();
            self.change(|view| {
                let (x, y) = view.to_window(point);
                let is_in_sight = (0.0..width).contains(&x) && (0.0..height).contains(&y);
                if is_in_sight { view } else { view.moved((x - width / 2.0, y - height / 2.0)) }
            });
        }
        self.open.set(Some(pick));
    }

    /// Chooses a customer, or lets go of it.
    pub(super) fn choose(self, unit: Unit, on: bool) {
        self.chosen.update(|chosen| {
            chosen.retain(|one| *one != unit);
            if on {
                chosen.push(unit);
            }
        });
    }

    /// Paints it in the next frame, in colours read anew.
    pub(super) fn draw_anew(self) {
        self.inks.try_set_value(None);
        self.draw_soon();
    }

    /// Paints it once in the next frame, however often it is asked for.
    pub(super) fn draw_soon(self) {
        if self.awaited.try_update_value(|awaited| std::mem::replace(awaited, true)) == Some(false) {
            request_animation_frame(move || {
                self.awaited.try_set_value(false);
                self.draw();
            });
        }
    }

    fn draw(self) {
        let (Some(Some(canvas)), Some(Some(view))) = (self.canvas.try_get_untracked(), self.view.try_get_untracked())
        else {
            return;
        };
        let Some(inks) = self.inks.get_value().or_else(|| Inks::read(&canvas)) else { return };
        self.inks.set_value(Some(inks.clone()));
        // Without a canvas the list says the same.
        self.map.with_untracked(|map| {
            self.grouped.with_untracked(|grouped| {
                let picture = Picture {
                    map,
                    grouped,
                    view: &view,
                    inks: &inks,
                    area: self.size.get_untracked(),
                    ratio: window().device_pixel_ratio().max(1.0),
                    lit: self.lit.get_untracked(),
                    open: self.open.get_untracked(),
                    chosen: self.chosen.get_untracked(),
                    lasso: self.lasso.get_untracked(),
                };
                draw(&canvas, &picture);
            });
        });
    }

    /// Listens to all that is painted.
    pub(super) fn track(self) {
        self.map.track();
        self.grouped.track();
        self.view.track();
        self.size.track();
        self.lit.track();
        self.open.track();
        self.chosen.track();
        self.lasso.track();
        self.canvas.track();
    }
}

fn grouped(map: &Map, view: &Sketch) -> Grouped {
    let stops = map.routes.iter().flat_map(|route| &route.stops);
    let stops: Vec<(Pick, Point)> = stops.filter_map(|stop| Some((Pick::Stop(stop.visit), stop.point?))).collect();
    let other = |other: &Other| (Pick::Other(other.unit), other.point);
    let others: Vec<(Pick, Point)> = map.others.iter().map(other).collect();
    let of = |all: &[(Pick, Point)], apart: f64| {
        let spots: Vec<(f64, f64)> = all.iter().map(|(_, point)| view.to_window(*point)).collect();
        groups(&spots, apart)
    };
    Grouped { of_stops: of(&stops, STOPS_APART), of_others: of(&others, OTHERS_APART), stops, others }
}

/// Where something is.
fn place(map: &Map, pick: &Pick) -> Option<Point> {
    match pick {
        Pick::Stop(visit) => map.routes.iter().flat_map(|route| &route.stops).find(|stop| stop.visit == *visit)?.point,
        Pick::Other(unit) => map.others.iter().find(|other| other.unit == *unit).map(|other| other.point),
        Pick::Several(all) => place(map, all.first()?),
    }
}
