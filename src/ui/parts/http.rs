//! A routing server over HTTP. It stands here since no first screen asks one.

use gloo_net::http::Request;

use crate::ports::{Roads, Task};

/// Fetches over HTTP.
#[derive(Clone, Copy, Debug)]
pub(in crate::ui) struct HttpRoads;

impl Roads for HttpRoads {
    fn fetch(&self, address: String) -> Task<'_, Result<String, String>> {
        Box::pin(async move {
            let response = Request::get(&address).send().await.map_err(|error| error.to_string())?;
            // What is refused is said in the body.
            response.text().await.map_err(|error| error.to_string())
        })
    }
}
