//! `cargo xtask <command>`: see the README, or run it without a command.

use std::process::ExitCode;

use xtask::{Result, bench, build, checks, facts, fail, look, serve};

const HELP: &str = "cargo xtask <command>

  serve [--port N] [build options]   sets up, builds, and runs the application at a local address
  build [--base /x/] [--connect ORIGIN]... [--tiles ORIGIN]...
                                     sets up, builds the static site in dist/, checks its bytes
  test [host|browser|journeys|hosts|all] [names...] [--in chromium|firefox|webkit]
                                     sets up and tests; without a part: host, browser, journeys
  look [routes...]                   screenshots of every route in target/look/, with checks
  bench [names...]                   benchmarks: bytes load start board kpi charts store routes
                                     periodic search memory past scale sync
  facts [names...]                   writes the files of facts under public/ from published packages

`--no-build` makes serve, test journeys, look and bench use dist/ as it is.";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            if !error.is_told() {
                eprintln!("error: {error}");
            }
            ExitCode::FAILURE
        }
    }
}

fn dispatch(words: &[String]) -> Result<()> {
    let Some((command, rest)) = words.split_first() else {
        println!("{HELP}");
        return Ok(());
    };
    match command.as_str() {
        "build" => {
            let weight = build::build(&build::Options::parse(rest)?)?;
            weight.print();
            println!("The site is in dist/");
            weight.within_budget()
        }
        "serve" => serve::command(rest),
        // Trunk calls this in place of wasm-bindgen.
        "split-bindgen" => build::split::command(rest),
        "test" => checks::command(rest),
        "look" => look::command(rest),
        "bench" => bench::command(rest),
        "facts" => facts::command(rest),
        "help" | "--help" | "-h" => {
            println!("{HELP}");
            Ok(())
        }
        _ => fail!("`{command}` is not a command\n\n{HELP}"),
    }
}
