//! The ports as a browser has them: `IndexedDB`, clock, random numbers, `Intl`, local settings,
//! the background worker, and the screen for a panic. Knows nothing of the user interface.

pub mod background;
pub mod clock;
pub mod format;
pub mod idb;
mod intl;
pub mod locale;
pub mod panic;
pub mod position;
pub mod random;
pub mod settings;
pub mod zone;

use std::rc::Rc;

use crate::model::DeviceId;
use crate::ports::memory::MemoryStore;
use crate::ports::{Clock, Files, Random, Settings, Store, StoreError};
use clock::SystemClock;
use idb::IdbStore;
use idb::connect::Lost;
use random::CryptoRandom;
use settings::LocalSettings;

pub use format::IntlFormat;

/// Name of the database, where nothing else is asked for.
pub const DATABASE: &str = "fieldbook";

/// Key of the device's id among the store's settings.
const DEVICE: &str = "device";

/// Everything that the rooms below the line need from the browser.
#[derive(Clone)]
pub struct Ports {
    /// Where the journal is kept.
    pub store: Rc<dyn Store>,
    /// Where files are kept.
    pub files: Rc<dyn Files>,
    /// Why nothing outlives this visit, where that is so: the store is then one in memory.
    pub fleeting: Option<StoreError>,
    /// This device.
    pub device: DeviceId,
    /// Tells the time.
    pub clock: Rc<dyn Clock>,
    /// Gives random bytes.
    pub random: Rc<dyn Random>,
    /// Language, theme and the like.
    pub settings: Rc<dyn Settings>,
}

/// Opens the database and gathers the ports. `lost` hears when the connection to it ends.
///
/// Without storage there is a store in memory; a database that is newer, full or held by another
/// tab is an error, since what it holds must not be passed over.
pub async fn ports(database: &str, lost: impl Fn(Lost) + 'static) -> Result<Ports, StoreError> {
    let random = CryptoRandom;
    let (store, files, fleeting): (Rc<dyn Store>, Rc<dyn Files>, _) = match IdbStore::open(database, lost).await {
        Ok(store) => {
            let store = Rc::new(store);
            (store.clone(), store, None)
        }
        Err(why @ StoreError::Unavailable(_)) => {
            let store = Rc::new(MemoryStore::default());
            (store.clone(), store, Some(why))
        }
        Err(why) => return Err(why),
    };
    let device = device(&*store, &random).await?;
    let (clock, settings) = (Rc::new(SystemClock), Rc::new(LocalSettings::default()));
    Ok(Ports { store, files, fleeting, device, clock, random: Rc::new(random), settings })
}

/// The device's id, drawn when its database is new.
async fn device(store: &dyn Store, random: &dyn Random) -> Result<DeviceId, StoreError> {
    let kept = store.meta(DEVICE.to_owned()).await?.and_then(|bytes| <[u8; 8]>::try_from(bytes).ok());
    if let Some(bytes) = kept {
        return Ok(DeviceId(u64::from_le_bytes(bytes)));
    }
    let device = random.device();
    store.put_meta(DEVICE.to_owned(), device.0.to_le_bytes().to_vec()).await?;
    Ok(device)
}
