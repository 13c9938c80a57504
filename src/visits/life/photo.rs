//! Pictures of a visit: kept with it, and asked about where they were not taken there and then.

use super::{about, find};
use crate::book::command::{Change, Editor};
use crate::book::{Book, Cause, Command, Context, Draft, Rejection};
use crate::model::records::{Visit, VisitId, VisitPhoto, VisitPhotoId};
use crate::model::value::FileRef;
use crate::model::{Id, Instant, Record, Value};
use crate::visits::doubt::{Picture, of_pictures};

/// Keeps a picture with a visit.
#[derive(Clone, Debug)]
pub struct AddPhoto {
    /// The visit.
    pub visit: VisitId,
    /// The id of the picture.
    pub id: VisitPhotoId,
    /// The file, on the device already.
    pub photo: FileRef,
    /// When it was taken, as it says itself; now where it came from the camera and says nothing.
    pub taken: Option<Instant>,
    /// Whether it came from the camera there and then.
    pub live: bool,
    /// What it shows.
    pub note: Option<String>,
}

impl Command for AddPhoto {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        let visit = find(book, context, self.visit)?;
        let taken = self.taken.or_else(|| self.live.then_some(context.now));
        let note = self.note.as_deref().map(str::trim).filter(|note| !note.is_empty());
        let live = if self.live { "yes" } else { "no" };
        let values: [Change; 5] = [
            (VisitPhoto::VISIT, Some(Id::from(visit.id).into())),
            (VisitPhoto::PHOTO, Some(Value::File(self.photo.clone()))),
            (VisitPhoto::TAKEN, taken.map(Value::Instant)),
            (VisitPhoto::LIVE, Some(live.into())),
            (VisitPhoto::NOTE, note.map(Value::from)),
        ];
        let mut edit = Editor::new(book, context.now, about("did-visit-photo", book, &visit), Cause::Typed);
        edit.create(VisitPhoto::COLLECTION.key, self.id.into(), &values, &[])?;
        let picture = Picture { photo: self.id.into(), taken, live: self.live };
        let mut doubts = visit.doubts.clone().unwrap_or_default();
        doubts.extend(of_pictures(&[picture], visit.arrived, visit.left).iter().map(|doubt| doubt.code().to_owned()));
        doubts.sort_unstable();
        doubts.dedup();
        let doubts = (!doubts.is_empty()).then_some(Value::Tags(doubts));
        edit.set(Visit::COLLECTION.key, visit.id.into(), (Visit::DOUBTS, doubts), None)?;
        edit.finish()
    }
}
