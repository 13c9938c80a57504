//! One HTTP request to the driver, one JSON answer.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::Value;

use crate::{Failure, Result, fail};

/// Longer than any script, page load or wait of a driver.
const PATIENCE: Duration = Duration::from_secs(330);

/// Longer than any browser takes to start or to end. A driver whose browser died in between may never answer.
pub(super) const BRIEF: Duration = Duration::from_mins(1);

/// Sends a command and returns the `value` of its answer.
pub(super) fn call(port: u16, method: &str, path: &str, body: Option<&Value>) -> Result<Value> {
    call_within(PATIENCE, port, method, path, body)
}

/// Sends a command and returns the `value` of its answer, which may take so long.
pub(super) fn call_within(
    patience: Duration,
    port: u16,
    method: &str,
    path: &str,
    body: Option<&Value>,
) -> Result<Value> {
    let (status, text) = exchange(patience, port, method, path, body)
        .map_err(|error| Failure::from(error).during(format!("the driver did not answer {path}")))?;
    let mut answer: Value = serde_json::from_str(&text)?;
    let value = answer.get_mut("value").map(Value::take).unwrap_or_default();
    if status == 200 {
        return Ok(value);
    }
    let named = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or("").to_owned();
    let message = named("message");
    let first = message.lines().next().unwrap_or("");
    fail!("{}: {first}", named("error"))
}

fn exchange(
    patience: Duration,
    port: u16,
    method: &str,
    path: &str,
    body: Option<&Value>,
) -> std::io::Result<(u16, String)> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(patience))?;
    let body = body.map(Value::to_string).unwrap_or_default();
    let head = format!(
        "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\
         Content-Type: application/json; charset=utf-8\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(&[head.as_bytes(), body.as_bytes()].concat())?;
    read(&mut BufReader::new(stream))
}

fn read(input: &mut impl BufRead) -> std::io::Result<(u16, String)> {
    let mut line = String::new();
    input.read_line(&mut line)?;
    let status = line.split_whitespace().nth(1).and_then(|word| word.parse().ok()).unwrap_or(0);
    let mut length = None;
    let mut chunked = false;
    loop {
        line.clear();
        input.read_line(&mut line)?;
        let header = line.trim().to_ascii_lowercase();
        if header.is_empty() {
            break;
        }
        match header.split_once(':') {
            Some(("content-length", value)) => length = value.trim().parse::<u64>().ok(),
            Some(("transfer-encoding", value)) => chunked = value.contains("chunked"),
            _ => {}
        }
    }
    let mut body = Vec::new();
    if chunked {
        read_chunks(input, &mut body)?;
    } else if let Some(length) = length {
        input.take(length).read_to_end(&mut body)?;
    } else {
        input.read_to_end(&mut body)?;
    }
    Ok((status, String::from_utf8_lossy(&body).into_owned()))
}

fn read_chunks(input: &mut impl BufRead, body: &mut Vec<u8>) -> std::io::Result<()> {
    loop {
        let mut line = String::new();
        input.read_line(&mut line)?;
        let size = u64::from_str_radix(line.trim(), 16).unwrap_or(0);
        if size == 0 {
            return Ok(());
        }
        input.take(size).read_to_end(body)?;
        input.read_line(&mut line)?;
    }
}
