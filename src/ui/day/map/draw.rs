//! A map on its canvas, from the ground up: areas, other customers, ways, stops, names.

use std::f64::consts::TAU;

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use super::inks::Inks;
use super::names::Names;
use super::state::{Grouped, Pick};
use crate::model::Day;
use crate::model::place::{Point, Sketch};
use crate::visits::cadence::Unit;
use crate::visits::map::{Map, Mark, Other, PATTERNS, Region, Route, slot};

/// Radius of a stop, of another customer, and of several of them, in pixels.
const STOP: f64 = 11.0;
const OTHER: f64 = 4.5;
const SEVERAL: f64 = 10.0;
/// How much of a day that does not stand out is seen.
const FAINT: f64 = 0.25;
/// Metres a pixel from which on other customers are named.
const NAMED: f64 = 25.0;

/// What to draw, and how.
pub(super) struct Picture<'a> {
    pub(super) map: &'a Map,
    pub(super) grouped: &'a Grouped,
    pub(super) view: &'a Sketch,
    pub(super) inks: &'a Inks,
    /// Width and height of the window.
    pub(super) area: (f64, f64),
    /// Pixels of the device to one of the page.
    pub(super) ratio: f64,
    /// The day that stands out.
    pub(super) lit: Option<Day>,
    /// What was pressed.
    pub(super) open: Option<Pick>,
    /// Who was chosen.
    pub(super) chosen: Vec<Unit>,
    /// The lasso as far as it is drawn.
    pub(super) lasso: Vec<Point>,
}

/// Draws the map; `None` where the canvas cannot be drawn on.
pub(super) fn draw(canvas: &HtmlCanvasElement, of: &Picture<'_>) -> Option<()> {
    let ((width, height), ratio) = (of.area, of.ratio);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the size of a screen")]
    let pixels = |length: f64| (length * ratio).round().max(1.0) as u32;
    if canvas.width() != pixels(width) || canvas.height() != pixels(height) {
        canvas.set_width(pixels(width));
        canvas.set_height(pixels(height));
    }
    let pen: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    pen.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0).ok()?;
    pen.clear_rect(0.0, 0.0, width, height);
    pen.set_text_baseline("middle");
    pen.set_line_join("round");
    let easel = Easel { pen, of };
    for region in &of.map.regions {
        easel.region(region);
    }
    easel.others();
    for route in &of.map.routes {
        easel.ways(route);
    }
    for route in &of.map.routes {
        easel.ends(route);
    }
    easel.stops();
    easel.names();
    easel.lasso();
    Some(())
}

struct Easel<'a> {
    pen: CanvasRenderingContext2d,
    of: &'a Picture<'a>,
}

impl Easel<'_> {
    fn spot(&self, point: Point) -> (f64, f64) {
        self.of.view.to_window(point)
    }

    fn is_in_sight(&self, (x, y): (f64, f64)) -> bool {
        let (width, height) = self.of.area;
        (-STOP..width + STOP).contains(&x) && (-STOP..height + STOP).contains(&y)
    }

    /// How much of a day is seen.
    fn strength(&self, day: Day) -> f64 {
        if self.of.lit.is_none_or(|lit| lit == day) { 1.0 } else { FAINT }
    }

    fn day_ink(&self, day: Day) -> &str {
        self.of.inks.days.get(usize::from(slot(day)) - 1).map_or("", String::as_str)
    }

    fn line(&self, points: &[Point], closed: bool) {
        self.pen.begin_path();
        for (at, point) in points.iter().enumerate() {
            let (x, y) = self.spot(*point);
            if at == 0 {
                self.pen.move_to(x, y);
            } else {
                self.pen.line_to(x, y);
            }
        }
        if closed {
            self.pen.close_path();
        }
    }

    fn dashed(&self, pattern: &[f64]) {
        let pattern: js_sys::Array = pattern.iter().map(|length| JsValue::from_f64(*length)).collect();
        // What is no pattern is drawn as a whole line.
        drop(self.pen.set_line_dash(&pattern));
    }

    fn disc(&self, (x, y): (f64, f64), radius: f64) {
        self.pen.begin_path();
        // A radius is never negative.
        drop(self.pen.arc(x, y, radius, 0.0, TAU));
    }

    fn region(&self, region: &Region) {
        let (pen, inks) = (&self.pen, self.of.inks);
        self.line(&region.hull, true);
        pen.set_fill_style_str(&inks.region);
        pen.set_stroke_style_str(&inks.region);
        if region.hull.len() > 2 {
            pen.fill();
        } else {
            // An area of one customer or two is as broad as a line.
            pen.set_line_width(14.0);
            pen.stroke();
        }
        if region.is_blank {
            pen.set_stroke_style_str(&inks.late);
            pen.set_line_width(2.0);
            self.dashed(&[3.0, 4.0]);
            pen.stroke();
            self.dashed(&[]);
        }
    }

    fn others(&self) {
        let (pen, inks, grouped) = (&self.pen, self.of.inks, self.of.grouped);
        let wanting: Vec<bool> = self.of.map.others.iter().map(Other::is_wanting).collect();
        for group in &grouped.of_others {
            let spot = self.spot(grouped.others[group[0]].1);
            if !self.is_in_sight(spot) {
                continue;
            }
            let is_late = group.iter().any(|at| wanting[*at]);
            let ink = if is_late { &inks.late } else { &inks.soft };
            self.dashed(&[]);
            pen.set_stroke_style_str(ink);
            if let [only] = group[..] {
                self.chosen(&grouped.others[only].0, spot, OTHER);
                self.disc(spot, OTHER);
                pen.set_line_width(2.0);
                pen.set_fill_style_str(if is_late { ink } else { &inks.ground });
                pen.fill();
                pen.set_stroke_style_str(ink);
                pen.stroke();
            } else {
                for at in group {
                    self.chosen(&grouped.others[*at].0, spot, SEVERAL);
                }
                self.disc(spot, SEVERAL);
                pen.set_line_width(if is_late { 2.0 } else { 1.0 });
                pen.set_fill_style_str(&inks.sunken);
                pen.fill();
                pen.set_stroke_style_str(ink);
                pen.stroke();
                self.word(&group.len().to_string(), spot, &inks.ink);
            }
        }
    }

    fn ways(&self, route: &Route) {
        let pen = &self.pen;
        pen.set_global_alpha(self.strength(route.day));
        pen.set_stroke_style_str(self.day_ink(route.day));
        pen.set_line_width(3.0);
        self.dashed(PATTERNS[usize::from(slot(route.day)) - 1]);
        for (from, to) in route.legs() {
            self.line(&[from, to], false);
            pen.stroke();
        }
        self.dashed(&[]);
        pen.set_global_alpha(1.0);
    }

    /// Where a day begins and ends: a square.
    fn ends(&self, route: &Route) {
        let pen = &self.pen;
        for (x, y) in [route.start, route.end].into_iter().flatten().map(|point| self.spot(point)) {
            pen.begin_path();
            pen.rect(x - 6.0, y - 6.0, 12.0, 12.0);
            pen.set_fill_style_str(&self.of.inks.ground);
            pen.fill();
            pen.set_line_width(3.0);
            pen.set_stroke_style_str(&self.of.inks.ink);
            pen.stroke();
        }
    }

    fn stops(&self) {
        let (pen, inks, grouped) = (&self.pen, self.of.inks, self.of.grouped);
        let all: Vec<(Day, &Mark)> = self.marks().collect();
        for group in &grouped.of_stops {
            let of = |at: &usize| all.get(*at).copied();
            // A day that stands out stands in front of the others on one spot.
            let first = group.iter().filter_map(of).find(|(day, _)| self.of.lit == Some(*day));
            let Some((day, mark)) = first.or_else(|| of(&group[0])) else { continue };
            let spot = self.spot(grouped.stops[group[0]].1);
            if !self.is_in_sight(spot) {
                continue;
            }
            pen.set_global_alpha(self.strength(day));
            for at in group {
                self.chosen(&grouped.stops[*at].0, spot, STOP);
            }
            self.disc(spot, STOP);
            pen.set_fill_style_str(if mark.is_open { &inks.ground } else { &inks.sunken });
            pen.fill();
            pen.set_line_width(3.0);
            pen.set_stroke_style_str(self.day_ink(day));
            pen.stroke();
            self.word(&mark.number.to_string(), spot, if mark.is_open { &inks.ink } else { &inks.soft });
            pen.set_global_alpha(1.0);
        }
    }

    /// The stops that have a place, as they were grouped, with their days.
    fn marks(&self) -> impl Iterator<Item = (Day, &Mark)> {
        let stops = self.of.map.routes.iter().flat_map(|route| route.stops.iter().map(|stop| (route.day, stop)));
        stops.filter(|(_, stop)| stop.point.is_some())
    }

    /// A ring around what was chosen or pressed.
    fn chosen(&self, pick: &Pick, spot: (f64, f64), radius: f64) {
        let unit = match pick {
            Pick::Other(unit) => Some(*unit),
            Pick::Stop(visit) => self.marks().find(|(_, mark)| mark.visit == *visit).and_then(|(_, mark)| mark.unit),
            Pick::Several(_) => None,
        };
        let is_chosen = unit.is_some_and(|unit| self.of.chosen.contains(&unit));
        if is_chosen || self.of.open.as_ref() == Some(pick) {
            self.pen.set_line_width(if is_chosen { 4.0 } else { 2.0 });
            self.pen.set_stroke_style_str(&self.of.inks.accent);
            self.disc(spot, radius + 5.0);
            self.pen.stroke();
        }
    }

    /// A short word in the middle of a disc.
    fn word(&self, text: &str, (x, y): (f64, f64), ink: &str) {
        self.pen.set_font(&format!("600 12px {}", self.of.inks.font));
        self.pen.set_text_align("center");
        self.pen.set_fill_style_str(ink);
        // What cannot be written stands in the list.
        drop(self.pen.fill_text(text, x, y + 0.5));
    }

    /// A word that is legible on any ground.
    fn halo(&self, text: &str, (x, y): (f64, f64), ink: &str) {
        let pen = &self.pen;
        pen.set_text_align("left");
        pen.set_line_width(3.0);
        pen.set_stroke_style_str(&self.of.inks.ground);
        pen.set_fill_style_str(ink);
        drop(pen.stroke_text(text, x, y));
        drop(pen.fill_text(text, x, y));
    }

    /// Names where there is room for them: of areas, of stops, and of others once the map is large enough.
    fn names(&self) {
        let (inks, grouped) = (self.of.inks, self.of.grouped);
        let mut names = Names::new(self.of.area);
        for group in &grouped.of_stops {
            names.take(self.spot(grouped.stops[group[0]].1), STOP);
        }
        for group in grouped.of_others.iter().filter(|group| group.len() > 1) {
            names.take(self.spot(grouped.others[group[0]].1), SEVERAL);
        }
        let all: Vec<(Day, &Mark)> = self.marks().collect();
        let of_stops = grouped.of_stops.iter().filter_map(|group| {
            let (day, mark) = all.get(group[0])?;
            let more = (group.len() > 1).then(|| format!("+{}", group.len() - 1));
            let name = [Some(mark.name.clone()), more].into_iter().flatten().collect::<Vec<_>>().join(" ");
            Some((name, self.spot(grouped.stops[group[0]].1), self.strength(*day)))
        });
        let others = &self.of.map.others;
        let near = self.of.view.scale() <= NAMED;
        let of_others =
            grouped.of_others.iter().filter(|group| near && group.len() == 1).filter_map(|group| {
                Some((others.get(group[0])?.name.clone(), self.spot(grouped.others[group[0]].1), 1.0))
            });
        self.pen.set_font(&format!("12px {}", inks.font));
        for (place, (name, spot, strength)) in of_stops.chain(of_others).enumerate() {
            let radius = if place < grouped.of_stops.len() { STOP } else { OTHER };
            let width = self.pen.measure_text(&name).map_or(0.0, |size| size.width());
            if let Some(at) = names.place(spot, radius, width).filter(|_| self.is_in_sight(spot)) {
                self.pen.set_global_alpha(strength);
                self.halo(&name, at, if radius == STOP { &inks.ink } else { &inks.soft });
                self.pen.set_global_alpha(1.0);
            }
        }
        self.pen.set_font(&format!("600 13px {}", inks.font));
        for region in &self.of.map.regions {
            let (x, y) = self.spot(region.middle);
            let width = self.pen.measure_text(&region.name).map_or(0.0, |size| size.width());
            // In its middle, else as near above or below it as there is room.
            let place = |below: f64| names.place((x - width / 2.0, y + below), 0.0, width);
            if let Some(at) = [0.0, -20.0, 20.0, -40.0, 40.0].into_iter().find_map(place) {
                self.halo(&region.name, at, &inks.soft);
            }
        }
    }

    fn lasso(&self) {
        if self.of.lasso.len() > 1 {
            self.line(&self.of.lasso, true);
            self.dashed(&[6.0, 4.0]);
            self.pen.set_line_width(2.0);
            self.pen.set_stroke_style_str(&self.of.inks.accent);
            self.pen.stroke();
            self.dashed(&[]);
        }
    }
}
