//! Just enough HTTP/1.1 for a browser on the same machine.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;

use super::respond::{Answer, Site};

/// The longest request head that is read.
const MOST: u64 = 64 * 1024;

/// Answers the requests of one connection until either side closes it.
pub(super) fn serve(stream: TcpStream, site: &Site) {
    let Ok(mut out) = stream.try_clone() else { return };
    if stream.set_nodelay(true).is_err() {
        return;
    }
    let mut input = BufReader::new(stream);
    while let Some(request) = read(&mut input) {
        let answer = match request.method.as_str() {
            "GET" | "HEAD" => site.answer(&request.path, request.wants_page),
            _ => Answer::method_not_allowed(),
        };
        if write(&mut out, &answer, request.method == "HEAD").is_err() || request.close {
            return;
        }
    }
}

struct Request {
    method: String,
    path: String,
    wants_page: bool,
    close: bool,
}

fn read(input: &mut BufReader<TcpStream>) -> Option<Request> {
    let mut head = input.by_ref().take(MOST);
    let mut first = String::new();
    if head.read_line(&mut first).ok()? == 0 {
        return None;
    }
    let mut words = first.split_whitespace();
    let method = words.next()?.to_owned();
    let path = words.next()?.to_owned();
    let mut request = Request { method, path, wants_page: false, close: false };
    let mut length = 0;
    loop {
        let mut line = String::new();
        head.read_line(&mut line).ok()?;
        let line = line.trim().to_ascii_lowercase();
        if line.is_empty() {
            break;
        }
        let Some((name, value)) = line.split_once(':') else { continue };
        let value = value.trim();
        match name {
            "accept" => request.wants_page |= value.contains("text/html"),
            "sec-fetch-mode" => request.wants_page |= value == "navigate",
            "connection" => request.close |= value == "close",
            "content-length" => length = value.parse().ok()?,
            _ => {}
        }
    }
    // A body means nothing to a static site; it is read past.
    std::io::copy(&mut input.take(length), &mut std::io::sink()).ok()?;
    Some(request)
}

fn write(out: &mut TcpStream, answer: &Answer, head_only: bool) -> std::io::Result<()> {
    let mut text = format!("HTTP/1.1 {}\r\nContent-Length: {}\r\n", answer.status, answer.body.len());
    for (name, value) in &answer.headers {
        text.push_str(name);
        text.push_str(": ");
        text.push_str(value);
        text.push_str("\r\n");
    }
    text.push_str("\r\n");
    out.write_all(text.as_bytes())?;
    if !head_only {
        out.write_all(&answer.body)?;
    }
    out.flush()
}
