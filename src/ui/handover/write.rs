//! Writing files: what goes is decided from the book, gathered from the store in pieces, and sealed.

use std::sync::Arc;

use js_sys::{Array, Uint8Array};
use leptos::prelude::*;
use web_sys::{Blob, BlobPropertyBag};

use super::kept::{load, said as ledger_said};
use super::ready::Ready;
use crate::exchange::handover::{
    DeriveKey, Parcel, Passkey, Refused, Sender, Stretch, Thumbnails, WriteError, Written, write,
};
use crate::model::Id;
use crate::ports::{Task, background};
use crate::ui::context::{App, Saving};
use crate::ui::parts::count::counted;
use crate::ui::parts::download::file_name;
use crate::ui::parts::file::size;
use crate::ui::parts::pause::pause;
use crate::ui::parts::share::Outgoing;
use crate::ui::parts::shrink::thumbnail;
use crate::ui::parts::trouble;

/// The ending of a hand-over file's name.
const ENDING: &str = "handover";

/// Makes thumbnails on a canvas of the page.
#[derive(Clone, Copy, Debug)]
struct Canvas;

impl Thumbnails for Canvas {
    fn shrink(&self, content: Vec<u8>) -> Task<'_, Option<Vec<u8>>> {
        Box::pin(async move {
            let parts = Array::of1(&Uint8Array::from(content.as_slice()));
            let kind = BlobPropertyBag::new();
            kind.set_type(media(&content));
            thumbnail(&Blob::new_with_u8_array_sequence_and_options(&parts, &kind).ok()?).await
        })
    }
}

/// What a picture is, told from its first bytes: not every browser looks at them.
fn media(content: &[u8]) -> &'static str {
    match content {
        [0x89, b'P', b'N', b'G', ..] => "image/png",
        [b'G', b'I', b'F', ..] => "image/gif",
        [b'R', b'I', b'F', b'F', ..] => "image/webp",
        _ => "image/jpeg",
    }
}

/// Writes the file that sets a person's device up; `tell` hears what is being done.
pub(super) async fn set_up(
    app: App,
    (to, name): (Id, &str),
    phrase: &str,
    tell: &dyn Fn(String),
) -> Result<Ready, String> {
    tell(t!(app, "handover-key"));
    let stretch = Stretch::fresh(&*app.peek(|desk| desk.ports.random.clone()));
    let passkey = derive(app, phrase, stretch).await?;
    tell(t!(app, "handover-gathering", who = name));
    stored(app).await?;
    let parcel = app.peek(|desk| Parcel::set_up(desk.book(), desk.actor.person, to, &passkey));
    let written = written(app, parcel).await?;
    Ok(ready(app, written, name, |day| t!(app, "handover-name-set-up", who = name, day = day)))
}

/// Writes the file that hands in what this device's person has done.
pub(super) async fn day(app: App, lead: &str) -> Result<Ready, String> {
    stored(app).await?;
    let ledger = load(app).await.map_err(|error| ledger_said(app, &error))?;
    let parcel = app.peek(|desk| Parcel::day(desk.book(), &ledger, None));
    let me = ledger.me().and_then(|me| app.peek(|desk| crate::query::title::anywhere(desk.book(), me)));
    let written = written(app, parcel).await?;
    let me = me.unwrap_or_default();
    Ok(ready(app, written, lead, |day| t!(app, "handover-name-day", who = me.as_str(), day = day)))
}

/// Writes the file that brings a person what is new.
pub(super) async fn answer(app: App, (to, name): (Id, &str)) -> Result<Ready, String> {
    stored(app).await?;
    let ledger = load(app).await.map_err(|error| ledger_said(app, &error))?;
    let parcel = app.peek(|desk| Parcel::answer(desk.book(), &ledger, desk.actor.person, to));
    let written = written(app, parcel).await?;
    Ok(ready(app, written, name, |day| t!(app, "handover-name-answer", who = name, day = day)))
}

/// Works out the key of a passphrase, beside the page.
pub(super) async fn derive(app: App, phrase: &str, stretch: Stretch) -> Result<Passkey, String> {
    let worker = app.peek(|desk| desk.ports.background.clone());
    let job = DeriveKey { passphrase: phrase.to_owned(), stretch };
    let outcome = background::run(&*worker, &job, Box::new(|_| ())).await;
    outcome.ok().flatten().ok_or_else(|| t!(app, "handover-no-worker"))
}

/// Waits until everything that was done is stored: what waits would be in no file.
async fn stored(app: App) -> Result<(), String> {
    app.save();
    while app.peek(|desk| desk.keeper.waiting()) > 0 {
        if let Saving::Failed(error, _) = app.saving.get_untracked() {
            return Err(trouble::text(&app, &error));
        }
        pause().await;
    }
    Ok(())
}

async fn written(app: App, parcel: Result<Parcel, Refused>) -> Result<Written, String> {
    let parcel = parcel.map_err(|refused| match refused {
        Refused::NoCompany => t!(app, "handover-no-company"),
        Refused::NotSetUp | Refused::NoKey => t!(app, "handover-not-set-up-yet"),
        Refused::NoPerson | Refused::Oneself => t!(app, "handover-nobody"),
    })?;
    let (store, files, random, device) = app.peek(|desk| {
        let ports = &desk.ports;
        (ports.store.clone(), ports.files.clone(), ports.random.clone(), desk.keeper.device())
    });
    let sender = Sender {
        store: &*store,
        files: &*files,
        thumbs: &Canvas,
        device,
        now: app.now(),
        random: &*random,
        pause: &|| Box::pin(pause()),
    };
    write(&parcel, &sender, &|_| ()).await.map_err(|error| match error {
        WriteError::Store(error) => trouble::text(&app, &error),
        WriteError::Ledger(error) => ledger_said(app, &error),
        WriteError::Unwritable(_) => t!(app, "handover-unwritable"),
    })
}

/// The file with its name, which says the day and the file's number.
fn ready(app: App, written: Written, who: &str, name: impl Fn(&str) -> String) -> Ready {
    let day = format!("{}-{}", app.zone().day_of(written.cover.made), written.serial);
    let bytes = u64::try_from(written.bytes.len()).unwrap_or(u64::MAX);
    let holds = t!(app, "handover-holds", n = counted(&app, written.entries), size = size(&app, bytes));
    let left =
        (written.without_thumb > 0).then(|| t!(app, "handover-without", n = counted(&app, written.without_thumb)));
    let damaged = (written.damaged > 0).then(|| t!(app, "handover-left-out", n = counted(&app, written.damaged)));
    let holds = [Some(holds), left, damaged].into_iter().flatten().collect::<Vec<_>>().join(" \u{b7} ");
    let name = file_name(&name(&day), ENDING);
    Ready { file: Arc::new(Outgoing { name, bytes: written.bytes }), who: who.to_owned(), holds }
}
