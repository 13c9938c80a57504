//! What the browser says when storage fails, as the port's errors.

use indexed_db_futures::error::{Error, OpenDbError};
use indexed_db_futures::internals::SystemRepr;
use web_sys::IdbTransaction;

use crate::ports::StoreError;

/// The error of a request or a transaction.
#[expect(clippy::needless_pass_by_value, reason = "made for map_err")]
pub(super) fn broken(error: Error) -> StoreError {
    match &error {
        Error::DomException(exception) => of_exception(exception.as_sys()),
        other => StoreError::Failed(other.to_string()),
    }
}

/// Why a database did not open.
pub(super) fn refused(error: OpenDbError) -> StoreError {
    match error {
        OpenDbError::Base(Error::DomException(exception)) => match exception.as_sys().name().as_str() {
            // What private windows and blocked storage answer, by engine.
            "InvalidStateError" | "SecurityError" | "NotAllowedError" => StoreError::Unavailable(exception.message()),
            _ => of_exception(exception.as_sys()),
        },
        OpenDbError::Base(error) => broken(error),
        // The library reports every exception that `open` throws as a version of zero.
        other => StoreError::Unavailable(other.to_string()),
    }
}

/// What ended a transaction: a full disk shows only here, at the commit.
pub(super) fn cause(transaction: &IdbTransaction) -> Option<StoreError> {
    transaction.error().map(|exception| of_exception(&exception))
}

fn of_exception(exception: &web_sys::DomException) -> StoreError {
    match exception.name().as_str() {
        "QuotaExceededError" => StoreError::Full,
        "VersionError" => StoreError::Newer,
        name => StoreError::Failed(format!("{name}: {}", exception.message())),
    }
}
