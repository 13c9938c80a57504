//! Transactions: the one way to write and the one way to read, and bytes and numbers as the
//! database holds them.

use indexed_db_futures::KeyRange;
use indexed_db_futures::error::SimpleValueError;
use indexed_db_futures::internals::SystemRepr;
use indexed_db_futures::object_store::ObjectStore;
use indexed_db_futures::prelude::*;
use indexed_db_futures::primitive::{TryFromJs, TryToJs};
use indexed_db_futures::transaction::{Transaction, TransactionDurability, TransactionMode, TransactionOptions};
use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::IdbTransaction;

use super::connect::Connection;
use super::failure::{self, broken};
use super::leaving::UnderWay;
use crate::ports::{Arrival, StoreError};

impl Connection {
    /// Runs one strict transaction: what `build` asks for happens whole, or not at all where it
    /// fails or the browser does.
    ///
    /// `build` may await requests of this transaction and nothing else: the browser ends a
    /// transaction that has nothing to do.
    pub(super) async fn write<T>(
        &self,
        stores: &[&str],
        build: impl AsyncFnOnce(&Transaction<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let database = self.database()?;
        let options = TransactionOptions::new().with_durability(TransactionDurability::Strict);
        let transaction = database
            .transaction(stores)
            .with_mode(TransactionMode::Readwrite)
            .with_options(options)
            .build()
            .map_err(broken)?;
        let raw: IdbTransaction = transaction.as_sys().unchecked_ref::<IdbTransaction>().clone();
        let _under_way = UnderWay::note(&raw);
        // Where this fails the transaction is dropped, and with it rolled back.
        let cause = |error: StoreError| failure::cause(&raw).unwrap_or(error);
        let outcome = build(&transaction).await.map_err(cause)?;
        // Firefox keeps what went well where a request fails only after the commit was asked for. A
        // last question is answered after all requests before it, and commits only what they did.
        if let Some(store) = stores.first() {
            let store = transaction.object_store(store).map_err(broken)?;
            let last = store.get::<JsValue, _, _>(Key(0)).primitive().map_err(broken).map_err(cause)?;
            last.await.map_err(broken).map_err(cause)?;
        }
        transaction.commit().await.map_err(broken).map_err(cause)?;
        Ok(outcome)
    }

    /// Runs one transaction that only reads.
    pub(super) async fn read<T>(
        &self,
        stores: &[&str],
        build: impl AsyncFnOnce(&Transaction<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let database = self.database()?;
        let transaction = database.transaction(stores).build().map_err(broken)?;
        build(&transaction).await
    }
}

/// A whole number as a key or a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Key(pub(super) u64);

impl TryToJs for Key {
    #[expect(clippy::cast_precision_loss, reason = "a count of entries stays far below 2^53")]
    fn try_to_js(&self) -> indexed_db_futures::Result<JsValue> {
        Ok(JsValue::from_f64(self.0 as f64))
    }
}

impl TryFromJs for Key {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "written by the impl above")]
    fn from_js(value: JsValue) -> Result<Self, SimpleValueError> {
        f64::from_js(value).map(|number| Self(number as u64))
    }
}

/// Bytes as the database holds them.
pub(super) fn bytes(bytes: &[u8]) -> JsValue {
    Uint8Array::from(bytes).into()
}

/// Bytes back from the database.
pub(super) fn content(value: JsValue) -> Result<Vec<u8>, StoreError> {
    match value.dyn_into::<Uint8Array>() {
        Ok(array) => Ok(array.to_vec()),
        Err(_) => Err(StoreError::Failed("the database holds something else than bytes".to_owned())),
    }
}

/// Reads the bytes under a key.
pub(super) async fn read_bytes<K>(store: &ObjectStore<'_>, key: K) -> Result<Option<Vec<u8>>, StoreError>
where
    K: TryToJs,
    KeyRange<K>: TryToJs,
{
    let value: Option<JsValue> = store.get(key).primitive().map_err(broken)?.await.map_err(broken)?;
    value.map(content).transpose()
}

/// Reads the number under a key; 0 where there is none.
pub(super) async fn read_arrival(store: &ObjectStore<'_>, key: &str) -> Result<Arrival, StoreError> {
    let value: Option<Key> = store.get(key).primitive().map_err(broken)?.await.map_err(broken)?;
    Ok(value.map_or(0, |number| number.0))
}
