//! Files kept on the device: shown, opened, handed out, taken in.

use std::time::Duration;

use js_sys::{Array, Uint8Array};
use leptos::prelude::*;
use leptos::task::spawn_local;
use sha2::{Digest, Sha256};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, File, HtmlAnchorElement, Url};

use super::icon::Icon;
use super::pause::pause;
use super::{download, trouble};
use crate::book::seal::{Sealer, Unlocked};
use crate::exchange::handover::thumbnail;
use crate::model::value::FileRef;
use crate::ports::StoreError;
use crate::ports::files::{FileHash, MAX_FILE};
use crate::ui::context::{App, use_app};

/// Bytes hashed at once.
const PIECE: usize = 256 * 1024;

/// How long the browser has to open a file in a window of its own.
const MINUTE: Duration = Duration::from_mins(1);

/// Pictures that browsers show, and that can do nothing.
const PICTURES: [&str; 5] = ["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"];

/// What else may be opened in a window of its own: nothing that could run in the name of this site.
const DOCUMENTS: [&str; 2] = ["application/pdf", "text/plain"];

/// Whether a file is a picture that can be shown.
pub(in crate::ui) fn is_picture(file: &FileRef) -> bool {
    PICTURES.contains(&file.media.as_str())
}

fn may_open(file: &FileRef) -> bool {
    is_picture(file) || DOCUMENTS.contains(&file.media.as_str())
}

/// How large a file is, in words.
pub(in crate::ui) fn size(app: &App, bytes: u64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "bytes for people")]
    let bytes = bytes as f64;
    let format = app.format();
    if bytes < 1_000_000.0 {
        t!(app, "file-kb", n = format.number((bytes / 1_000.0).max(1.0).round(), 0))
    } else {
        t!(app, "file-mb", n = format.number(bytes / 1_000_000.0, 1))
    }
}

/// The content of a file; `None` where it is not on this device.
async fn content(app: App, hash: FileHash) -> Result<Option<Vec<u8>>, StoreError> {
    let files = app.peek(|desk| desk.ports.files.clone());
    let sealed = files.file(hash).await?;
    Ok(sealed.and_then(|sealed| Unlocked.open(sealed).ok()))
}

/// The small picture that came in the place of one that is on another device.
async fn small(app: App, hash: FileHash) -> Option<Vec<u8>> {
    let store = app.peek(|desk| desk.ports.store.clone());
    thumbnail(&*store, &hash).await.ok().flatten()
}

/// An address in this page of bytes.
fn address(bytes: &[u8], media: &str) -> Result<String, JsValue> {
    let kind = BlobPropertyBag::new();
    kind.set_type(media);
    let parts = Array::of1(&Uint8Array::from(bytes));
    Url::create_object_url_with_blob(&Blob::new_with_u8_array_sequence_and_options(&parts, &kind)?)
}

/// A picture that comes when it is read; says where it is not on this device.
#[component]
pub(in crate::ui) fn Picture(
    /// The file.
    file: FileRef,
) -> impl IntoView {
    let app = use_app();
    let (shown, missing) = (RwSignal::new(None::<String>), RwSignal::new(false));
    let is_small = RwSignal::new(false);
    let (hash, media) = (file.hash, file.media.clone());
    spawn_local(async move {
        let mut found = content(app, hash).await;
        if found == Ok(None) {
            found = Ok(small(app, hash).await);
            is_small.try_set(found != Ok(None));
        }
        match found {
            Ok(Some(bytes)) => {
                if let Ok(url) = address(&bytes, &media)
                    && shown.try_set(Some(url.clone())).is_some()
                {
                    // The page was left while it was read.
                    Url::revoke_object_url(&url).unwrap_or_default();
                }
            }
            _ => drop(missing.try_set(true)),
        }
    });
    on_cleanup(move || {
        if let Some(Some(url)) = shown.try_get_untracked() {
            Url::revoke_object_url(&url).unwrap_or_default();
        }
    });
    let name = file.name;
    move || {
        let name = name.clone();
        match shown.get() {
            Some(url) => {
                let small =
                    is_small.get().then(|| view! { <span class="field-hint">{t!(app, "handover-file-small")}</span> });
                view! { <img class="kept-file-picture" src=url alt=name/>{small} }.into_any()
            }
            None if missing.get() => view! { <span class="bad">{t!(app, "file-missing")}</span> }.into_any(),
            None => view! { <span class="kept-file-picture" aria-hidden="true"></span> }.into_any(),
        }
    }
}

/// A file with what can be done with it.
#[component]
pub(in crate::ui) fn FileShown(
    /// The file.
    file: FileRef,
) -> impl IntoView {
    let app = use_app();
    let picture = is_picture(&file).then(|| view! { <Picture file=file.clone()/> });
    let (name, bytes) = (file.name.clone(), size(&app, file.size));
    let opens = may_open(&file).then(|| {
        let (file, label) = (file.clone(), t!(app, "file-open-named", name = name.as_str()));
        view! { <button class="chip" type="button" aria-label=label on:click=move |_| hand_out(app, file.clone(), true)>{t!(app, "file-open")}</button> }
    });
    let label = t!(app, "file-download-named", name = name.as_str());
    view! {
        <span class="kept-file">
            {picture}
            <span class="kept-file-name"><Icon name="file" class="icon-small"/><span>{name}</span><span class="second">{bytes}</span></span>
            <span class="row">
                {opens}
                <button class="chip" type="button" aria-label=label on:click=move |_| hand_out(app, file.clone(), false)>{t!(app, "file-download")}</button>
            </span>
        </span>
    }
}

/// Hands a file to the person, or opens it.
fn hand_out(app: App, file: FileRef, open: bool) {
    spawn_local(async move {
        let refused = match content(app, file.hash).await {
            Ok(Some(bytes)) => {
                let outcome = if open {
                    in_window(&bytes, &file.media)
                } else {
                    download::download(&file.name, "application/octet-stream", [bytes.as_slice()])
                };
                outcome.is_err().then(|| t!(app, "list-export-failed"))
            }
            Ok(None) => Some(t!(app, "file-missing")),
            Err(error) => Some(trouble::text(&app, &error)),
        };
        if let Some(why) = refused {
            app.toast(why, true, false);
        }
    });
}

fn in_window(bytes: &[u8], media: &str) -> Result<(), JsValue> {
    let url = address(bytes, media)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_target("_blank");
    link.set_rel("noopener noreferrer");
    link.click();
    set_timeout(move || Url::revoke_object_url(&url).unwrap_or_default(), MINUTE);
    Ok(())
}

/// Takes a file in: kept on the device, before any record refers to it. What is wrong is said.
pub(in crate::ui) async fn take(app: App, file: &File) -> Result<FileRef, String> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bytes of a file, a whole number")]
    let bytes = file.size() as u64;
    if bytes > MAX_FILE {
        return Err(t!(app, "file-too-large", size = size(&app, bytes), most = size(&app, MAX_FILE)));
    }
    let buffer = JsFuture::from(file.array_buffer()).await.ok().ok_or_else(|| t!(app, "file-unreadable"))?;
    let content = Uint8Array::new(&buffer).to_vec();
    let mut hash = Sha256::new();
    for piece in content.chunks(PIECE) {
        hash.update(piece);
        pause().await;
    }
    let hash: FileHash = hash.finalize().into();
    let (files, now) = app.peek(|desk| (desk.ports.files.clone(), desk.ports.clock.now()));
    let kept = files.put_file((hash, Unlocked.seal(content)), now).await;
    kept.map_err(|error| trouble::text(&app, &error))?;
    Ok(FileRef { hash, name: file.name(), media: file.type_(), size: bytes })
}
