//! Journeys: the built application in a real browser, as a person uses it.
//!
//! `cargo xtask test journeys [names...]` builds the site and runs them; a name picks the
//! journeys that contain it. Each has a server, a browser and an empty profile of its own. A
//! journey that failed leaves its last screen in `target/journeys/`.

mod accessible;
mod boards;
mod by_keys;
mod days;
mod deals;
mod demo;
mod dictates;
mod downloads;
mod excel;
mod files;
mod handover;
mod hosts;
mod imports;
mod install;
mod killed;
mod languages;
mod lines;
mod lists;
mod maps;
mod moves;
mod opens;
mod operations;
mod own_fields;
mod photos;
mod proposal;
mod quotes;
mod rest_of_day;
mod searches;
mod sells;
mod signs;
mod tabs;
mod team;
mod timelines;
mod times;
mod trouble;
mod updates;
mod ways;
mod weeks;
mod world;

use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Instant;

use xtask::webdriver::{Driver, Engine};
use xtask::{Failure, Result};

use world::{Outcome, World};

/// A named journey.
struct Journey {
    name: &'static str,
    walk: fn(&mut World) -> Result<Outcome>,
}

/// Every journey, in the order in which they start.
const JOURNEYS: &[Journey] = &[
    Journey { name: "opens_without_errors", walk: opens::without_errors },
    Journey { name: "opens_offline", walk: opens::offline },
    Journey { name: "opens_deep_links", walk: opens::deep_links },
    Journey { name: "updates_when_agreed", walk: updates::when_agreed },
    Journey { name: "imports_the_four_files", walk: imports::the_four_files },
    Journey { name: "quotes_are_made_sent_accepted", walk: quotes::made_sent_accepted },
    Journey { name: "lists_are_filtered_edited_kept", walk: lists::filtered_edited_kept },
    Journey { name: "boards_in_lanes", walk: boards::in_lanes },
    Journey { name: "boards_by_month", walk: boards::by_month },
    Journey { name: "boards_lists_and_forecasts_share_a_view", walk: boards::one_view },
    Journey { name: "adds_deals_at_a_columns_foot", walk: boards::quickly_added },
    Journey { name: "moves_a_card_by_keys", walk: moves::by_keys },
    Journey { name: "moves_a_card_by_pointer_and_dialog", walk: moves::by_pointer_and_dialog },
    Journey { name: "asks_what_a_gate_asks_for", walk: deals::behind_a_gate },
    Journey { name: "wins_with_an_order_and_reopens", walk: deals::won_with_an_order },
    Journey { name: "moves_many_at_once", walk: deals::many_at_once },
    Journey { name: "moves_a_card_by_touch", walk: moves::by_touch },
    Journey { name: "times_shows_the_past_by_keys", walk: times::machine },
    Journey { name: "times_compares_two_moments", walk: times::compared },
    Journey { name: "times_zooms_to_the_strip_by_keys", walk: times::zoomed },
    Journey { name: "times_presents_one_deal_after_another", walk: times::presented },
    Journey { name: "operations_by_every_hand", walk: operations::by_every_hand },
    Journey { name: "sells_in_another_shape", walk: sells::another_shape },
    Journey { name: "sells_from_the_pool", walk: sells::from_the_pool },
    Journey { name: "undoes_an_import", walk: imports::undone_and_redone },
    Journey { name: "imports_a_workbook_and_undoes_it", walk: excel::in_and_undone },
    Journey { name: "exports_a_list", walk: files::export },
    Journey { name: "backup_wipe_restore", walk: files::backup_wipe_restore },
    Journey { name: "killed_in_mid_write", walk: killed::in_mid_write },
    Journey { name: "switches_language", walk: languages::switch },
    Journey { name: "demo_in_three_languages", walk: demo::in_three_languages },
    Journey { name: "finds_a_record_by_keys", walk: searches::by_keys },
    Journey { name: "merges_a_duplicate", walk: searches::a_duplicate },
    Journey { name: "goes_to_the_first_order_by_keys", walk: by_keys::to_the_first_order },
    Journey { name: "signs_and_returns", walk: signs::an_expense },
    Journey { name: "days_planned_visited_reported_signed", walk: days::a_day },
    Journey { name: "hands_a_day_over_without_a_server", walk: handover::a_team },
    Journey { name: "proposal_taken_over", walk: proposal::a_day },
    Journey { name: "rest_of_today_from_here", walk: rest_of_day::from_here },
    Journey { name: "a_team_is_planned", walk: team::is_planned },
    Journey { name: "ways_from_a_server", walk: ways::from_a_server },
    Journey { name: "dictates_a_result", walk: dictates::a_result },
    Journey { name: "week_planned_by_hand", walk: weeks::by_hand },
    Journey { name: "the_map_shows_the_week", walk: maps::a_week },
    Journey { name: "the_timeline_moves_a_visit", walk: timelines::a_visit },
    Journey { name: "tabs_decide_in_turn", walk: tabs::in_turn },
    Journey { name: "tabs_edit_one_deal", walk: tabs::one_deal },
    Journey { name: "trouble_is_told", walk: trouble::full_and_closed },
    Journey { name: "trouble_with_a_damaged_entry", walk: trouble::damaged },
    Journey { name: "trouble_with_a_photo", walk: photos::full },
    Journey { name: "trouble_after_eviction", walk: trouble::evicted },
    Journey { name: "trouble_without_storage", walk: trouble::without_storage },
    Journey { name: "trouble_when_the_database_is_silent", walk: trouble::silent },
    Journey { name: "trouble_when_the_program_is_stopped", walk: trouble::stopped },
    Journey { name: "installs", walk: install::installable },
    Journey { name: "install_steps_by_device", walk: install::by_device },
    Journey { name: "adds_a_field_and_uses_it", walk: own_fields::added_and_used },
    Journey { name: "writes_a_change_for_a_day_to_come", walk: own_fields::dated_ahead },
    Journey { name: "types_the_lines_of_an_order", walk: lines::typed_and_undone },
    Journey { name: "keeps_a_receipt", walk: files::receipt },
    Journey { name: "accessible_every_route_en", walk: accessible::english },
    Journey { name: "accessible_every_route_zh_hans", walk: accessible::simplified },
    Journey { name: "accessible_every_route_zh_hant", walk: accessible::traditional },
    Journey { name: "hosted_by_nginx_at_the_root", walk: hosts::nginx_at_the_root },
    Journey { name: "hosted_by_nginx_under_a_path", walk: hosts::nginx_under_a_path },
    Journey { name: "hosted_by_caddy_at_the_root", walk: hosts::caddy_at_the_root },
    Journey { name: "hosted_by_caddy_under_a_path", walk: hosts::caddy_under_a_path },
];

/// What the names of those begin with that need more than a browser: they run only when named.
const ON_DEMAND: &str = "hosted_";

fn main() -> ExitCode {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    let chosen: Vec<&Journey> = JOURNEYS
        .iter()
        .filter(|journey| !journey.name.starts_with(ON_DEMAND) || !wanted.is_empty())
        .filter(|journey| wanted.is_empty() || wanted.iter().any(|part| journey.name.contains(part)))
        .collect();
    match run_all(&chosen) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            println!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run_all(journeys: &[&Journey]) -> Result<bool> {
    // `cargo xtask test` names the engine.
    let engine = Engine::set_up(std::env::var("FIELDBOOK_ENGINE").as_deref().unwrap_or(Engine::NAMES[0]))?;
    let next = AtomicUsize::new(0);
    let counts = Mutex::new([0_usize; 3]);
    thread::scope(|scope| {
        for _ in 0..engine.at_once().min(journeys.len()) {
            scope.spawn(|| {
                while let Some(journey) = journeys.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let place = run_one(journey, &engine);
                    if let Ok(mut counts) = counts.lock() {
                        counts[place] += 1;
                    }
                }
            });
        }
    });
    let [passed, failed, skipped] = counts.into_inner().map_err(|error| Failure::new(error.to_string()))?;
    let verdict = if failed == 0 { "ok" } else { "FAILED" };
    println!("\ntest result: {verdict}. {passed} passed; {failed} failed; {skipped} ignored");
    Ok(failed == 0)
}

/// Runs a journey and returns where it counts: passed, failed, skipped.
fn run_one(journey: &Journey, engine: &Engine) -> usize {
    let start = Instant::now();
    let name = journey.name;
    let outcome = with_a_driver(engine, |driver| {
        // What a journey does begins with a browser: where none comes, nothing has been tried yet.
        let mut world = match World::new(driver) {
            Ok(world) => world,
            Err(error) => {
                println!("no browser for {name}: {error}");
                return Ok(None);
            }
        };
        let outcome = (journey.walk)(&mut world);
        if outcome.is_err() {
            world.leave_traces(name);
        }
        outcome.map(Some)
    });
    let time = start.elapsed().as_secs_f64();
    match outcome {
        Ok(Outcome::Done) => {
            println!("journey {name} ... ok ({time:.1} s)");
            0
        }
        Err(error) => {
            println!("journey {name} ... FAILED ({time:.1} s)\n    {error}");
            1
        }
        Ok(Outcome::Skipped(reason)) => {
            println!("journey {name} ... skipped: {reason}");
            2
        }
    }
}

/// Runs something with a driver of its own: one whose browser died answers nothing more, to nobody. Where
/// no browser starts, it is asked for once more.
fn with_a_driver(engine: &Engine, run: impl Fn(&Driver) -> Result<Option<Outcome>>) -> Result<Outcome> {
    for _ in 0..2 {
        if let Some(outcome) = run(&Driver::start(engine)?)? {
            return Ok(outcome);
        }
    }
    Err(Failure::new("no browser starts".to_owned()))
}
