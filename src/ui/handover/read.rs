//! Opening a file: looked at, opened with its key, looked through in slices, taken in at once.

use js_sys::Uint8Array;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use super::kept::{load, said as ledger_said};
use super::write::derive;
use crate::exchange::handover::{
    Check, Content, Cover, FileError, Fit, Here, Ledger, Looked, Misfit, Purpose, TakeError, Taken, Unsealing, fit,
    look, take,
};
use crate::exchange::phrase;
use crate::model::Id;
use crate::ports::sharing::read_others;
use crate::query::title;
use crate::ui::context::{App, Desk};
use crate::ui::parts::count::counted;
use crate::ui::parts::file::size;
use crate::ui::parts::pause::{pause, slice};
use crate::ui::parts::trouble;

/// Most bytes of a file.
const MOST: u64 = 100_000_000;
/// Entries looked through between two looks at the clock.
const ENTRIES: usize = 4;

/// What was done with a file.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Outcome {
    /// Nothing yet.
    Waits,
    /// It is being opened; what is being done.
    Works(String),
    /// It asks for its passphrase.
    Asks { title: String, made: String, wrong: bool },
    /// It was taken in; in lines what it brought.
    Taken { title: String, made: String, lines: Vec<String>, set_up: bool },
    /// Nothing changed, and why; `again` where it may open once this device was set up.
    Refused { lines: Vec<String>, again: bool },
}

impl Outcome {
    /// Whether it may open now that this device was set up.
    pub(super) fn may_open_now(&self) -> bool {
        matches!(self, Self::Refused { again: true, .. })
    }
}

fn refused(why: String) -> Outcome {
    Outcome::Refused { lines: vec![why], again: false }
}

/// A file that was looked through, to be taken in.
pub(super) struct Found {
    check: Check,
    cover: Cover,
    replaced: bool,
}

/// The bytes of a file.
pub(super) async fn bytes(app: App, file: &File) -> Result<Vec<u8>, String> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bytes of a file, a whole number")]
    let length = file.size() as u64;
    if length > MOST {
        return Err(t!(app, "handover-too-large", size = size(&app, length), most = size(&app, MOST)));
    }
    let buffer = JsFuture::from(file.array_buffer()).await.ok().ok_or_else(|| t!(app, "handover-unreadable"))?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

/// Looks through a file; `Err` is what there is to say instead. Nothing changes yet.
pub(super) async fn look_through(
    app: App,
    bytes: &[u8],
    phrase: Option<String>,
    tell: &dyn Fn(Outcome),
) -> Result<Found, Outcome> {
    let looked = look(bytes).map_err(|error| refused(broken(app, &error)))?;
    let cover = looked.cover.clone();
    let ledger = load(app).await.map_err(|error| refused(ledger_said(app, &error)))?;
    let asks = |wrong: bool| Outcome::Asks { title: titled(app, &cover), made: made(app, &cover), wrong };
    let (key, replaced) = match app.peek(|desk| fit(&cover, &Here { book: desk.book(), ledger: &ledger })) {
        Fit::Refused(misfit) => return Err(unfit(app, misfit)),
        Fit::Opens { key, replaced } => (key, replaced),
        Fit::AsksPassphrase(stretch) => {
            let phrase = phrase.ok_or_else(|| asks(false))?;
            tell(Outcome::Works(t!(app, "handover-key")));
            let passkey = derive(app, &phrase::tidy(&phrase), stretch).await.map_err(refused)?;
            (passkey.key, false)
        }
    };
    tell(Outcome::Works(t!(app, "handover-looking")));
    let content = match opened(app, Unsealing::new(&key), &looked).await {
        Ok(content) => content,
        Err(FileError::WrongKey) if cover.purpose == Purpose::SetUp => return Err(asks(true)),
        Err(error) => return Err(refused(broken(app, &error))),
    };
    let check = checked(app, content, &ledger).await.map_err(|error| refused(broken(app, &error)))?;
    Ok(Found { check, cover, replaced })
}

async fn opened(app: App, mut unsealing: Unsealing, looked: &Looked<'_>) -> Result<Content, FileError> {
    let mut started = app.now();
    loop {
        if let Some(content) = unsealing.step(looked)? {
            return Ok(content);
        }
        breathe(app, &mut started).await;
    }
}

async fn checked(app: App, content: Content, ledger: &Ledger) -> Result<Check, FileError> {
    let here = |desk: &Desk, work: &mut dyn FnMut(&Here<'_>) -> Result<usize, FileError>| {
        work(&Here { book: desk.book(), ledger })
    };
    let mut check = app.peek(|desk| Check::new(content, &Here { book: desk.book(), ledger }));
    let mut started = app.now();
    while app.peek(|desk| here(desk, &mut |here| check.step(here, ENTRIES)))? > 0 {
        breathe(app, &mut started).await;
    }
    Ok(check)
}

/// Lets the page breathe once its slice is over.
async fn breathe(app: App, started: &mut crate::model::Instant) {
    if app.now().0 - started.0 >= slice() {
        pause().await;
        *started = app.now();
    }
}

/// Takes a file in.
pub(super) async fn take_in(app: App, found: Found) -> Outcome {
    let Found { check, cover, replaced } = found;
    let left_out = check.summary().left_out.clone();
    let (store, files, device) =
        app.peek(|desk| (desk.ports.store.clone(), desk.ports.files.clone(), desk.keeper.device()));
    let taken = match take(check, (&*store, &*files), device).await {
        Ok(taken) => taken,
        Err(error) => return refused(t!(app, "handover-not-kept", why = not_kept(app, &error))),
    };
    if let Err(error) = read_others(&app, &*store).await {
        return refused(trouble::text(&app, &error));
    }
    if taken.acts_as.is_some() {
        app.be(taken.acts_as);
        app.peek(Desk::mark);
    }
    let lines = brought(app, &taken, replaced, &left_out);
    Outcome::Taken { title: titled(app, &cover), made: made(app, &cover), lines, set_up: taken.acts_as.is_some() }
}

/// What a file brought, in words.
fn brought(app: App, taken: &Taken, replaced: bool, left_out: &[Id]) -> Vec<String> {
    let yours = taken.acts_as.map(|me| t!(app, "handover-yours", who = named(app, Some(me)).unwrap_or_default()));
    let come = taken.fresh.saturating_sub(taken.ahead);
    let fresh = match (come, &yours) {
        (0, None) if taken.fresh == 0 && left_out.is_empty() => Some(t!(app, "handover-known")),
        (0, _) => None,
        _ => Some(t!(app, "handover-new", n = counted(&app, come))),
    };
    let ahead = (taken.ahead > 0).then(|| t!(app, "handover-ahead", n = counted(&app, taken.ahead)));
    let photos = (taken.thumbs > 0).then(|| t!(app, "handover-photos", n = counted(&app, taken.thumbs)));
    let replaced = replaced.then(|| t!(app, "handover-replaced"));
    let forged = left_out.first().map(|person| {
        let who = named(app, Some(*person)).unwrap_or_else(|| t!(app, "sign-nobody"));
        t!(app, "handover-forged", n = counted(&app, left_out.len()), who = who)
    });
    [yours, fresh, ahead, photos, replaced, forged].into_iter().flatten().collect()
}

fn named(app: App, person: Option<Id>) -> Option<String> {
    app.peek(|desk| title::anywhere(desk.book(), person?)).filter(|name| !name.is_empty())
}

/// What a file is, and whose. On an empty device nobody has a name yet.
fn titled(app: App, cover: &Cover) -> String {
    let who = if cover.purpose == Purpose::Day { cover.from } else { cover.to };
    match (cover.purpose, named(app, who)) {
        (Purpose::SetUp, Some(who)) => t!(app, "handover-kind-set-up", who = who),
        (Purpose::SetUp, None) => t!(app, "handover-kind-set-up-plain"),
        (Purpose::Day, Some(who)) => t!(app, "handover-kind-day", who = who),
        (Purpose::Day, None) => t!(app, "handover-kind-day-plain"),
        (Purpose::Answer, Some(who)) => t!(app, "handover-kind-answer", who = who),
        (Purpose::Answer, None) => t!(app, "handover-kind-answer-plain"),
    }
}

fn made(app: App, cover: &Cover) -> String {
    let when = app.format().instant(cover.made, &app.zone());
    match named(app, cover.from) {
        Some(who) => t!(app, "handover-made", who = who, when = when),
        None => t!(app, "handover-made-plain", when = when),
    }
}

/// Why a file is not for here.
fn unfit(app: App, misfit: Misfit) -> Outcome {
    let why = match misfit {
        Misfit::OtherCompany => t!(app, "handover-other-company"),
        Misfit::ForAnother { to } => match named(app, to) {
            Some(who) => t!(app, "handover-other-person", who = who),
            None => t!(app, "handover-other-person-plain"),
        },
        Misfit::InUse => t!(app, "handover-in-use"),
        Misfit::Own => t!(app, "handover-own"),
        Misfit::NotSetUp => t!(app, "handover-not-set-up"),
        Misfit::AnothersKey => t!(app, "handover-anothers-key"),
        Misfit::NoKey => t!(app, "handover-no-key"),
    };
    Outcome::Refused { lines: vec![why], again: matches!(misfit, Misfit::NotSetUp | Misfit::NoKey) }
}

/// Why a file cannot be read.
fn broken(app: App, error: &FileError) -> String {
    match error {
        FileError::Foreign => t!(app, "handover-foreign"),
        FileError::Newer(_) => t!(app, "handover-newer"),
        FileError::WrongKey => t!(app, "handover-no-key"),
        FileError::Truncated(_) | FileError::Damaged | FileError::Unreadable(_) => t!(app, "handover-damaged"),
    }
}

fn not_kept(app: App, error: &TakeError) -> String {
    match error {
        TakeError::Store(error) => trouble::text(&app, error),
        TakeError::Ledger(error) => ledger_said(app, error),
        TakeError::Changed => t!(app, "handover-changed"),
        TakeError::Unwritable(_) | TakeError::Unchecked => t!(app, "handover-unwritable"),
    }
}
