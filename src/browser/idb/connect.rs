//! Opening the database: its version and object stores, other tabs, and how a connection ends.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Poll, Waker};

use indexed_db_futures::database::Database;
use indexed_db_futures::future::OpenDbRequest;
use indexed_db_futures::internals::SystemRepr;
use indexed_db_futures::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen_futures::spawn_local;
use web_sys::{IdbDatabase, IdbVersionChangeEvent};

use super::failure::refused;
use crate::ports::StoreError;

/// Version of the database's layout.
pub const VERSION: u32 = 1;

/// The object stores of version 1.
pub(super) const STORES: [&str; 9] =
    ["batches", "arrivals", "outbox", "checkpoints", "chunks", "versions", "remote", "files", "meta"];

/// Why a connection ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lost {
    /// A newer build in another tab is upgrading the database: reload to go on.
    Newer,
    /// The database was deleted, or the browser took the storage away.
    Gone,
}

impl From<Lost> for StoreError {
    fn from(lost: Lost) -> Self {
        match lost {
            Lost::Newer => Self::Newer,
            Lost::Gone => Self::Unavailable("the connection was closed".to_owned()),
        }
    }
}

/// An open database that gives way to newer versions.
#[derive(Debug)]
pub struct Connection {
    database: Database,
    lost: Rc<Cell<Option<Lost>>>,
    _on_change: Closure<dyn FnMut(IdbVersionChangeEvent)>,
    _on_close: Closure<dyn FnMut()>,
}

impl Connection {
    /// The database, while the connection stands.
    pub(super) fn database(&self) -> Result<Database, StoreError> {
        match self.lost.get() {
            Some(lost) => Err(lost.into()),
            None => Ok(self.database.clone()),
        }
    }

    fn new(database: Database, heard: Box<dyn Fn(Lost)>) -> Self {
        let raw: IdbDatabase = database.as_sys().unchecked_ref::<IdbDatabase>().clone();
        let lost: Rc<Cell<Option<Lost>>> = Rc::default();
        let heard: Rc<dyn Fn(Lost)> = heard.into();
        let end = move |lost: &Cell<Option<Lost>>, heard: &dyn Fn(Lost), why| {
            if lost.replace(Some(why)).is_none() {
                heard(why);
            }
        };
        let on_change = {
            let (raw, lost, heard) = (raw.clone(), lost.clone(), heard.clone());
            Closure::new(move |event: IdbVersionChangeEvent| {
                // Whoever waits for this event waits for the connection to close.
                raw.close();
                end(&lost, &*heard, if event.new_version().is_some() { Lost::Newer } else { Lost::Gone });
            })
        };
        let on_close = {
            let lost = lost.clone();
            Closure::new(move || end(&lost, &*heard, Lost::Gone))
        };
        raw.set_onversionchange(Some(on_change.as_ref().unchecked_ref()));
        raw.set_onclose(Some(on_close.as_ref().unchecked_ref()));
        Self { database, lost, _on_change: on_change, _on_close: on_close }
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        let raw: &IdbDatabase = self.database.as_sys().unchecked_ref();
        raw.set_onversionchange(None);
        raw.set_onclose(None);
        raw.close();
    }
}

/// How long a database may take to open before this is said.
const PATIENCE_MS: i32 = 10_000;

/// Opens a database at a version, upgrading it. Where another tab stands in the way, this says so
/// at once, where nothing happens after a while, and leaves it to the caller to try again.
pub async fn connect(name: &str, version: u32, lost: Box<dyn Fn(Lost)>) -> Result<Rc<Connection>, StoreError> {
    // A page that holds a lock is not put aside by the browser when it is left: one that was put
    // aside half way would keep the database from opening anywhere.
    let _held = super::lock::hold(&format!("{name}/open"), "shared").await;
    let hindrance: Rc<Hindrance> = Rc::default();
    let (notice, late) = (hindrance.clone(), hindrance.clone());
    let on_late = Closure::once_into_js(move || late.raise(StoreError::Silent));
    if let Some(window) = web_sys::window() {
        // Without a timer the opening is waited for as long as it takes.
        drop(window.set_timeout_with_callback_and_timeout_and_arguments_0(on_late.unchecked_ref(), PATIENCE_MS));
    }
    let request = Database::open(name)
        .with_version(version)
        .with_on_blocked(move |_event| {
            notice.raise(StoreError::Blocked);
            Ok(())
        })
        .with_on_upgrade_needed(|event, database| upgrade(event.old_version(), &database))
        .build()
        .map_err(refused)?;
    let database = first(request, &hindrance).await?;
    Ok(Rc::new(Connection::new(database, lost)))
}

fn upgrade(old: f64, database: &Database) -> indexed_db_futures::Result<()> {
    if old < 1.0 {
        for name in STORES {
            database.create_object_store(name).build()?;
        }
    }
    Ok(())
}

/// What keeps the request to open from its end.
#[derive(Default)]
struct Hindrance {
    raised: Cell<Option<StoreError>>,
    waker: RefCell<Option<Waker>>,
}

impl Hindrance {
    fn raise(&self, what: StoreError) {
        self.raised.set(Some(what));
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }
}

/// The opened database or what hinders it, whichever comes first.
async fn first(request: OpenDbRequest, hindrance: &Hindrance) -> Result<Database, StoreError> {
    let mut request = Some(request);
    poll_fn(move |context| {
        hindrance.waker.replace(Some(context.waker().clone()));
        if let Some(Poll::Ready(result)) = request.as_mut().map(|request| Pin::new(request).poll(context)) {
            return Poll::Ready(result.map_err(refused));
        }
        let Some(what) = hindrance.raised.take() else { return Poll::Pending };
        // The browser will open it all the same, later: such a connection must not stay behind.
        if let Some(late) = request.take() {
            spawn_local(async move {
                if let Ok(database) = late.await {
                    database.close();
                }
            });
        }
        Poll::Ready(Err(what))
    })
    .await
}
