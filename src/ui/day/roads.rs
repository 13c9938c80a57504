//! Ways from the routing server that is set on this device. Where it does not answer, ways are reckoned as the crow
//! flies, and the page says so.

use std::cell::RefCell;

use crate::model::Datum;
use crate::model::place::Point;
use crate::ui::context::App;
use crate::visits::osrm::{BadAddress, BadAnswer, LARGEST, Server, Table, questions};
use crate::visits::route::Legs;

/// Key of the setting with the address.
const ADDRESS: &str = "fieldbook.roads";
/// Key of the setting with the datum of the server's map.
const DATUM: &str = "fieldbook.roads-datum";

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

/// Puts the server's seconds into ways between points, where there is a server and it answers.
pub(super) async fn ask(app: App, points: &[Point], legs: &mut Legs) {
    let Some(server) = server(app) else { return };
    if points.len() > LARGEST {
        return app.toast(t!(app, "roads-too-many", n = points.len().to_string()), false, false);
    }
    let known = KNOWN.with_borrow(|(of, table)| *of == Some(server.clone()) && table.covers(points));
    if !known && let Err(why) = fetch(app, &server, points).await {
        return app.toast(t!(app, "roads-unreachable", why = why), true, false);
    }
    let missing = KNOWN.with_borrow(|(_, table)| table.put(points, legs));
    if missing > 0 {
        app.toast(t!(app, "roads-missing", n = missing.to_string()), false, false);
    }
}

/// Asks for all ways between points, one question after the other.
async fn fetch(app: App, server: &Server, points: &[Point]) -> Result<(), String> {
    let mut table =
        KNOWN.with_borrow(|(of, table)| (*of == Some(server.clone())).then(|| table.clone())).unwrap_or_default();
    let roads = app.peek(|desk| desk.ports.roads.clone());
    for question in questions(server, points) {
        let answer = roads.fetch(question.address.clone()).await?;
        table.read(points, &question, &answer).map_err(|why| match why {
            BadAnswer::Refused(code) => t!(app, "roads-refused", code = code),
            BadAnswer::Garbled => t!(app, "roads-garbled"),
        })?;
    }
    KNOWN.set((Some(server.clone()), table));
    Ok(())
}
