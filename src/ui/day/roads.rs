//! Ways from the routing server that is set on this device. Where it does not answer, ways are reckoned as the crow
//! flies, and the page says so.

use std::cell::RefCell;
use std::time::Duration;

use leptos::prelude::*;

use super::words::length;
use crate::model::Datum;
use crate::model::place::Point;
use crate::ports::Roads;
use crate::ports::stop::Stop;
use crate::ui::context::App;
use crate::ui::parts::http::HttpRoads;
use crate::visits::known::nearby;
use crate::visits::osrm::{BadAddress, BadAnswer, LARGEST, Server, Table, questions};
use crate::visits::route::Legs;

/// Key of the setting with the address.
const ADDRESS: &str = "fieldbook.roads";
/// Key of the setting with the datum of the server's map.
const DATUM: &str = "fieldbook.roads-datum";

/// How long all answers are waited for.
const PATIENCE: Duration = Duration::from_secs(20);

/// Among so many known places two are looked for that lie apart.
const TRIED: usize = 20;

thread_local! {
    /// What the server has said since the page was opened.
    static KNOWN: RefCell<(Option<Server>, Table)> = RefCell::default();
}

/// What is typed as the address, and whether the map is shifted.
pub(in crate::ui) fn typed(app: App) -> (String, Datum) {
    let read = |key: &str| app.peek(|desk| desk.ports.settings.get(key));
    let datum = if read(DATUM).as_deref() == Some(Datum::Gcj02.name()) { Datum::Gcj02 } else { Datum::Wgs84 };
    (read(ADDRESS).unwrap_or_default(), datum)
}

/// Keeps an address on this device; an empty one for none.
pub(in crate::ui) fn keep(app: App, address: &str, datum: Datum) -> Result<(), BadAddress> {
    let address = if address.trim().is_empty() { String::new() } else { Server::parse(address, datum)?.address };
    app.peek(|desk| {
        desk.ports.settings.set(ADDRESS, &address);
        desk.ports.settings.set(DATUM, datum.name());
    });
    Ok(())
}

/// The server that is set.
fn server(app: App) -> Option<Server> {
    let (address, datum) = typed(app);
    Server::parse(&address, datum).ok()
}

/// Where the ways of a plan come from.
#[derive(Clone, Debug, Default)]
pub(super) enum Ways {
    /// They are reckoned: no server is set.
    #[default]
    Reckoned,
    /// A server has given them, but for so many, which it does not know.
    Given(String, usize),
    /// They are reckoned, because the server that is set did not give them; why, in words.
    Instead(String),
}

impl Ways {
    /// What is said of them; nothing where no server is set.
    fn said(&self, app: App) -> Option<String> {
        match self {
            Self::Reckoned => None,
            Self::Given(host, 0) => Some(t!(app, "roads-given", host = host.as_str())),
            Self::Given(_, missing) => Some(t!(app, "roads-missing", n = missing.to_string())),
            Self::Instead(why) => Some(why.clone()),
        }
    }

    /// The line beside a plan.
    pub(super) fn line(&self, app: App) -> Option<AnyView> {
        let said = self.said(app)?;
        if matches!(self, Self::Instead(_)) {
            let tag = t!(app, "roads-instead");
            return Some(
                view! { <p data-ways="instead"><span class="tag tag-warning">{tag}</span>" "{said}</p> }.into_any(),
            );
        }
        Some(view! { <p class="second" data-ways="given">{said}</p> }.into_any())
    }

    /// Says what is not as it should be where several plans are made, none of which has room for a line.
    pub(super) fn tell(&self, app: App) {
        if let (Self::Given(_, 1..) | Self::Instead(_), Some(said)) = (self, self.said(app)) {
            app.toast(said, false, false);
        }
    }
}

/// Puts the server's seconds into ways between points, where there is a server and it answers.
pub(super) async fn ask(app: App, points: &[Point], legs: &mut Legs) -> Ways {
    let Some(server) = server(app) else { return Ways::Reckoned };
    if points.len() > LARGEST {
        return Ways::Instead(t!(app, "roads-too-many", n = points.len().to_string()));
    }
    let known = KNOWN.with_borrow(|(of, table)| *of == Some(server.clone()) && table.covers(points));
    if !known {
        match fetch(app, &server, points).await {
            Ok(table) => KNOWN.set((Some(server.clone()), table)),
            Err(why) => return Ways::Instead(t!(app, "roads-unreachable", why = why)),
        }
    }
    let missing = KNOWN.with_borrow(|(_, table)| table.put(points, legs));
    Ways::Given(server.host().to_owned(), missing)
}

/// Asks for all ways between points, one question after the other, as long as there is patience.
async fn fetch(app: App, server: &Server, points: &[Point]) -> Result<Table, String> {
    let mut table =
        KNOWN.with_borrow(|(of, table)| (*of == Some(server.clone())).then(|| table.clone())).unwrap_or_default();
    let asked = async {
        for question in questions(server, points) {
            // What a browser says of it is the same for every cause, and in no language of ours.
            let answer = HttpRoads.fetch(question.address.clone()).await.map_err(|_why| t!(app, "roads-silent"))?;
            table.read(points, &question, &answer).map_err(|why| match why {
                BadAnswer::Refused(code) => t!(app, "roads-refused", code = code),
                BadAnswer::Garbled => t!(app, "roads-garbled"),
            })?;
        }
        Ok::<Table, String>(table)
    };
    let stop = Stop::default();
    let late = stop.clone();
    let timer = set_timeout_with_handle(move || late.press(), PATIENCE);
    let asked = stop.unless(asked).await;
    if let Ok(timer) = timer {
        timer.clear();
    }
    asked.unwrap_or_else(|| Err(t!(app, "roads-late")))
}

/// What a server that was typed says of the way between two known places, in words.
pub(in crate::ui) async fn tried(app: App, server: &Server) -> String {
    let places = app.peek(|desk| nearby(desk.book(), None, TRIED));
    let apart = places.first().zip(places.iter().find(|place| place.point != places[0].point));
    let Some((from, to)) = apart else { return t!(app, "roads-no-places") };
    match fetch(app, server, &[from.point, to.point]).await {
        Err(why) => t!(app, "roads-failed", why = why),
        Ok(table) => {
            let (start, end) = (from.name.as_str(), to.name.as_str());
            match table.seconds(from.point, to.point) {
                Some(seconds) => t!(app, "roads-answered", time = length(app, seconds), from = start, to = end),
                None => t!(app, "roads-answered-none", from = start, to = end),
            }
        }
    }
}
