//! Work beside the page: jobs that go to a worker as bytes, tell how far they are, and come back
//! with an outcome. Dropping the task of a job ends it.

use std::fmt;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::Task;

/// How far a job is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Steps done.
    pub done: u64,
    /// Steps in all.
    pub total: u64,
}

/// Hears how far a job is.
pub type Heard = Box<dyn Fn(Progress)>;

/// Why a job came to nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum BackgroundError {
    /// The worker could not be started.
    #[error("the background worker did not start: {0}")]
    Unavailable(String),
    /// The worker broke down over the job.
    #[error("the background worker broke down: {0}")]
    Panicked(String),
    /// The worker knows no such job.
    #[error("the background worker knows no job `{0}`")]
    Unknown(String),
    /// A message is not what was sent.
    #[error("a message of the background worker is garbled")]
    Garbled,
}

/// A job: data in, data out. Declared where its work is, run where there is time for it.
pub trait Job: Serialize + DeserializeOwned {
    /// Its name, the same in page and worker.
    const NAME: &'static str;
    /// What it comes to.
    type Outcome: Serialize + DeserializeOwned;

    /// Does the work; `tell` may be called as often as is easy.
    fn run(self, tell: &dyn Fn(Progress)) -> Self::Outcome;
}

/// Where jobs are done.
pub trait Background {
    /// Does a job in its message form. Dropping the task ends the work.
    fn run(&self, message: Vec<u8>, heard: Heard) -> Task<'_, Result<Vec<u8>, BackgroundError>>;
}

/// Does a job in the background.
pub async fn run<J: Job>(background: &dyn Background, job: &J, heard: Heard) -> Result<J::Outcome, BackgroundError> {
    let outcome = background.run(message(job)?, heard).await?;
    postcard::from_bytes(&outcome).map_err(garbled)
}

/// The message form of a job: its name and itself.
pub fn message<J: Job>(job: &J) -> Result<Vec<u8>, BackgroundError> {
    postcard::to_extend(&(J::NAME, job), Vec::new()).map_err(garbled)
}

/// A job that a worker knows.
#[derive(Clone, Copy)]
pub struct Known {
    name: &'static str,
    perform: Perform,
}

/// Reads a job's bytes, does it, and writes what it came to.
type Perform = fn(&[u8], &dyn Fn(Progress)) -> Result<Vec<u8>, BackgroundError>;

impl Known {
    /// Knows a job.
    pub const fn of<J: Job>() -> Self {
        let perform = |body: &[u8], tell: &dyn Fn(Progress)| {
            let job: J = postcard::from_bytes(body).map_err(garbled)?;
            postcard::to_extend(&job.run(tell), Vec::new()).map_err(garbled)
        };
        Self { name: J::NAME, perform }
    }
}

impl fmt::Debug for Known {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// Does the job of a message, if it is among the known ones.
pub fn perform(known: &[Known], message: &[u8], tell: &dyn Fn(Progress)) -> Result<Vec<u8>, BackgroundError> {
    let (name, body) = postcard::take_from_bytes::<&str>(message).map_err(garbled)?;
    match known.iter().find(|known| known.name == name) {
        Some(known) => (known.perform)(body, tell),
        None => Err(BackgroundError::Unknown(name.to_owned())),
    }
}

/// What a worker tells the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Told {
    /// It has started and waits for its job.
    Ready,
    /// How far it is.
    Progress(Progress),
    /// The job is done.
    Done(Bytes),
    /// The job came to nothing.
    Failed(BackgroundError),
}

impl Told {
    /// The bytes of a message. Nothing in it can fail to be written.
    pub fn to_bytes(&self) -> Vec<u8> {
        postcard::to_extend(self, Vec::new()).unwrap_or_default()
    }

    /// Reads the bytes of a message.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BackgroundError> {
        postcard::from_bytes(bytes).map_err(garbled)
    }
}

fn garbled(_: postcard::Error) -> BackgroundError {
    BackgroundError::Garbled
}

/// Bytes that are written and read in one piece, not one by one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bytes(pub Vec<u8>);

impl Serialize for Bytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = Bytes;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("bytes")
            }

            fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<Bytes, E> {
                Ok(Bytes(bytes.to_vec()))
            }
        }
        deserializer.deserialize_bytes(Visitor)
    }
}

/// The twin without a worker: jobs are done at once, in place.
#[derive(Clone, Copy, Debug)]
pub struct Inline(pub &'static [Known]);

impl Background for Inline {
    fn run(&self, message: Vec<u8>, heard: Heard) -> Task<'_, Result<Vec<u8>, BackgroundError>> {
        let known = self.0;
        Box::pin(async move { perform(known, &message, &*heard) })
    }
}
