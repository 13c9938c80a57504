//! Pictures of a visit: shrunk, stamped, kept on the device. One from the camera is taken there and then;
//! one that is chosen says itself when it was taken.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::{File, HtmlInputElement};

use super::unkept::{self, NotKept, Taken};
use crate::model::records::{Visit, VisitId, VisitPhoto, VisitPhotoId};
use crate::model::value::FileRef;
use crate::model::{Id, Instant};
use crate::query::title;
use crate::ui::context::{App, use_app};
use crate::ui::parts::file::{FileShown, take};
use crate::ui::parts::icon::Icon;
use crate::ui::parts::shrink::{as_file, shrunk};
use crate::visits::life::AddPhoto;

fn photos(app: App, visit: Id) -> Vec<(FileRef, bool)> {
    app.read(|desk| {
        let book = desk.book();
        let of = |photo: &VisitPhoto| photo.visit.map(|of| book.resolve(of)) == Some(book.resolve(visit));
        let mut all: Vec<VisitPhoto> = book.all::<VisitPhoto>().filter(of).collect();
        crate::model::order::by_key(&mut all, |photo| (photo.taken, photo.id));
        all.into_iter().filter_map(|photo| Some((photo.photo?, photo.live.as_deref() == Some("yes")))).collect()
    })
}

/// The panel.
#[component]
pub(super) fn Photos(visit: Id) -> impl IntoView {
    let app = use_app();
    let found = Memo::new(move |_| photos(app, visit));
    let is_busy = RwSignal::new(false);
    let receive = move |event: leptos::ev::Event, live: bool| {
        let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else { return };
        let file = input.files().and_then(|files| files.get(0));
        // The same file may be chosen again.
        input.set_value("");
        let Some(file) = file else { return };
        is_busy.set(true);
        spawn_local(async move {
            keep(app, visit, file, live).await;
            is_busy.try_set(false);
        });
    };
    let list = move || {
        let shown = |(file, live): (FileRef, bool)| {
            let tag = (!live).then(|| view! { <span class="tag tag-warning">{t!(app, "photo-chosen")}</span> });
            view! { <li><FileShown file=file/>{tag}</li> }
        };
        found.get().into_iter().map(shown).collect::<Vec<_>>()
    };
    let state = move || is_busy.get().then(|| t!(app, "file-reading"));
    view! {
        <section class="panel" aria-labelledby="stop-photos">
            <div class="panel-head"><h2 id="stop-photos">{app.text("field-visits-photos", &[])}</h2></div>
            <ul class="day-photos" role="list">{list}</ul>
            <div class="row">
                <label class="button file-button"><Icon name="plus"/><span>{t!(app, "file-photo")}</span><input class="only-heard" type="file" accept="image/*" capture="environment" on:change=move |event| receive(event, true)/></label>
                <label class="button file-button"><Icon name="import"/><span>{t!(app, "file-choose")}</span><input class="only-heard" type="file" accept="image/*" on:change=move |event| receive(event, false)/></label>
            </div>
            <p class="field-hint" role="status">{state}</p>
            <NotKept visit=visit/>
        </section>
    }
}

/// Keeps a picture, shrunk and stamped.
async fn keep(app: App, visit: Id, file: File, live: bool) {
    let now = app.now();
    #[expect(clippy::cast_possible_truncation, reason = "whole milliseconds, far below 2^53")]
    let taken = if live { now } else { Instant(file.last_modified() as i64) };
    let name = app.peek(|desk| {
        let account = desk.book().get::<Visit>(visit.into())?.account?;
        title::anywhere(desk.book(), account)
    });
    let stamp = format!("{} \u{b7} {}", app.format().instant(taken, &app.zone()), name.unwrap_or_default());
    let small = shrunk(&file, &stamp).await.and_then(|bytes| as_file(&bytes, &file.name()));
    unkept::keep(app, Rc::new(Taken { visit, file: small.unwrap_or(file), at: taken, live })).await;
}

/// Stores a picture, then its record; what the storage of the device had to say against it.
pub(super) async fn store(app: App, picture: &Taken) -> Result<(), String> {
    let photo = take(app, &picture.file).await?;
    let (id, visit) = (VisitPhotoId(app.new_id()), VisitId(picture.visit));
    // A refusal has been said by the act itself.
    drop(app.act(&AddPhoto { visit, id, photo, taken: Some(picture.at), live: picture.live, note: None }));
    Ok(())
}
