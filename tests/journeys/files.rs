//! Files out: a list for a spreadsheet, and everything as a backup that comes back.

use std::fs;
use std::path::Path;
use std::process::Command;

use xtask::look::{self, data};
use xtask::{Result, fail, run, setup};

use crate::downloads::Downloads;
use crate::imports::{STAGES, expect_header, expect_stages};
use crate::world::{NO_CRM_DATA, Outcome, World, crm_files};

/// Prints the number of rows, the first row, and the kinds of the cells of the second.
const READ: &str = "
import sys, openpyxl
sheet = openpyxl.load_workbook(sys.argv[1]).active
rows = list(sheet.iter_rows())
print(len(rows), sheet.freeze_panes, rows[0][0].value, rows[1][0].value)
print(sorted({cell.data_type for cell in rows[1]}))
";

/// A filtered list becomes a CSV and, in the background worker, a workbook.
pub(crate) fn export(world: &mut World) -> Result<Outcome> {
    let Some(files) = crm_files() else { return Ok(Outcome::Skipped(NO_CRM_DATA)) };
    if !world.is_chromium() {
        return Ok(Outcome::Skipped("only Chromium says where downloads go"));
    }
    let page = world.open("")?;
    look::dress(page, &world.server, "light", "en")?;
    data::import(page, &world.server, &files)?;
    world.wait_saved()?;
    let downloads = Downloads::of(world, "export")?;
    let page = world.open("accounts?q=co&sort=name")?;
    let ask = || -> Result<()> {
        page.by_role("button", "Export")?.click()?;
        page.by_role("dialog", "Export").map(drop)
    };
    ask()?;
    world.expect_accessible()?;
    page.by_role("button", "CSV (.csv)")?.click()?;
    let csv = fs::read_to_string(downloads.wait(world, "", ".csv")?)?;
    let Some(text) = csv.strip_prefix('\u{feff}') else { fail!("the CSV does not begin with a byte order mark") };
    let rows: Vec<&str> = text.lines().collect();
    // What of the 85 accounts has "co" in its name.
    let accounts = fs::read_to_string(&files[1])?;
    let names = accounts.lines().skip(1).filter_map(|line| line.split(',').next());
    let mut names: Vec<&str> = names.filter(|name| name.to_lowercase().contains("co")).collect();
    names.sort_by_key(|name| name.to_lowercase());
    let written: Vec<&str> = rows.iter().skip(1).filter_map(|row| row.split(',').next()).collect();
    if written != names {
        fail!("the CSV holds {written:?} and not {names:?}");
    }
    ask()?;
    page.by_role("radio", "*Every field*")?.click()?;
    page.by_role("button", "Excel (.xlsx)")?.click()?;
    let workbook = downloads.wait(world, "", ".xlsx")?;
    let Ok(python) = setup::python() else { return Ok(Outcome::Skipped("no Python to read the workbook with")) };
    let told = run::output(Command::new(python).arg("-c").arg(READ).arg(&workbook))?;
    let wanted = format!("{} A2 Name {}", names.len() + 1, names[0]);
    if !told.starts_with(&wanted) || !told.contains("'n'") || !told.contains("'s'") {
        fail!("openpyxl reads\n{told}and not\n{wanted}");
    }
    world.expect_quiet_console()?;
    Ok(Outcome::Done)
}

/// A backup brings everything back after a wipe, from the settings and without starting the book.
pub(crate) fn backup_wipe_restore(world: &mut World) -> Result<Outcome> {
    let Some(files) = crm_files() else { return Ok(Outcome::Skipped(NO_CRM_DATA)) };
    if !world.is_chromium() {
        return Ok(Outcome::Skipped("only Chromium says where downloads go"));
    }
    let page = world.open("")?;
    look::dress(page, &world.server, "light", "en")?;
    data::import(page, &world.server, &files)?;
    world.wait_saved()?;
    let downloads = Downloads::of(world, "backup")?;
    let page = world.open("settings")?;
    page.by_role("button", "Save a backup")?.click()?;
    let backup = downloads.wait(world, "Fieldbook", ".fieldbook")?;
    page.by_role("status", "*Last saved*").map(drop).or_else(|_| expect_text(world, "Last saved"))?;
    wipe(world)?;
    let page = world.open("settings")?;
    restore(world, &backup)?;
    page.wait("the page to load anew", "return !location.pathname.endsWith('settings');", &[])?;
    expect_stages(world, STAGES)?;
    expect_header(world, "Won", "$10,005,534")?;
    world.expect_quiet_console()?;
    wipe(world)?;
    // The way out when the book does not open: nothing of it is needed.
    let page = world.open("?rescue")?;
    page.by_role("heading", "Save and restore")?;
    world.expect_accessible()?;
    restore(world, &backup)?;
    page.wait("the page to load anew", "return !location.search.includes('rescue');", &[])?;
    expect_stages(world, STAGES)?;
    expect_header(world, "Won", "$10,005,534")?;
    // A damaged copy is refused, and says so.
    let mut bytes = fs::read(&backup)?;
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    let damaged = downloads.folder().join("damaged.fieldbook");
    fs::write(&damaged, bytes)?;
    world.open("settings")?.by_css("input[type=file]")?.upload(&[damaged])?;
    expect_text(world, "it is damaged from byte")?;
    expect_stages(world, STAGES)?;
    Ok(Outcome::Done)
}

fn wipe(world: &World) -> Result<()> {
    let page = world.open("settings")?;
    page.by_role("button", "Wipe …")?.click()?;
    page.by_role("button", "Wipe everything")?.click()?;
    page.wait("the page to load anew", "return !location.pathname.endsWith('settings');", &[])?;
    world.open("pipeline")?.by_role("heading", "No pipeline yet").map(drop)
}

fn restore(world: &World, backup: &Path) -> Result<()> {
    let page = world.page()?;
    page.by_css("input[type=file]")?.upload(&[backup.to_path_buf()])?;
    page.by_role("dialog", "Restore this backup?")?;
    expect_text(world, "1 device")?;
    page.by_role("dialog", "Restore this backup?")?.by_role("button", "Restore")?.click()
}

fn expect_text(world: &World, words: &str) -> Result<()> {
    let script = "return document.body.innerText.includes(arguments[0]);";
    world.page()?.wait(&format!("\"{words}\" on the page"), script, &[words.into()]).map(drop)
}

/// A picture of four by four red points.
pub(crate) const PICTURE: &[u8] = b"\x89\x50\x4e\x47\x0d\x0a\x1a\x0a\x00\x00\x00\x0d\x49\x48\x44\x52\x00\x00\x00\x04\x00\x00\x00\x04\x08\x02\x00\x00\x00\x26\x93\x09\x29\x00\x00\x00\x10\x49\x44\x41\x54\x78\xda\x63\x38\xa1\xa1\x01\x47\x0c\xc4\x71\x00\xd1\x43\x11\x81\xa0\xd3\x6e\x64\x00\x00\x00\x00\x49\x45\x4e\x44\xae\x42\x60\x82";

/// Waits until the picture of a receipt shows.
fn expect_picture(world: &World) -> Result<()> {
    let script = "return [...document.querySelectorAll('main img')].some((picture) => picture.naturalWidth === 4);";
    world.page()?.wait("the picture", script, &[]).map(drop)
}

/// A receipt is chosen, kept with its expense, and comes back with the backup.
pub(crate) fn receipt(world: &mut World) -> Result<Outcome> {
    if !world.is_chromium() {
        return Ok(Outcome::Skipped("only Chromium says where downloads go"));
    }
    let page = world.open("")?;
    look::dress(page, &world.server, "light", "en")?;
    let downloads = Downloads::of(world, "receipt")?;
    let (picture, large) = (downloads.folder().join("hotel.png"), downloads.folder().join("film.mp4"));
    fs::write(&picture, PICTURE)?;
    fs::write(&large, vec![0; 12_300_000])?;
    let page = world.open("expenses/new")?;
    page.by_role("textbox", "*Purpose*")?.fill("Hotel")?;
    let script = "const day = document.getElementById('field-spent_on');
        if (!day) return false;
        day.value = '2026-11-20';
        day.dispatchEvent(new Event('input', { bubbles: true }));
        return true;";
    page.wait("the day of the expense", script, &[])?;
    page.by_css("#field-amount")?.fill("480")?;
    page.by_css("#field-receipt input[type=file]")?.upload(&[large])?;
    expect_text(world, "a file may have 10 MB at most")?;
    page.by_css("#field-receipt input[type=file]")?.upload(&[picture])?;
    expect_picture(world)?;
    world.expect_accessible()?;
    // What was chosen outlives a reload of the form.
    page.by_css("#field-purpose")?.click()?;
    page.run("location.reload();", &[])?;
    expect_text(world, "What you typed here before is back.")?;
    expect_picture(world)?;
    let page = world.page()?;
    page.by_role("button", "Save")?.click()?;
    page.by_role("heading", "Hotel")?;
    expect_picture(world)?;
    world.wait_saved()?;
    let here = page.run("return location.href;", &[])?;
    let page = world.open("settings")?;
    page.by_role("button", "Save a backup")?.click()?;
    let backup = downloads.wait(world, "Fieldbook", ".fieldbook")?;
    wipe(world)?;
    let page = world.open("settings")?;
    restore(world, &backup)?;
    page.wait("the page to load anew", "return !location.pathname.endsWith('settings');", &[])?;
    page.run("location.href = arguments[0];", &[here])?;
    page.by_role("heading", "Hotel")?;
    expect_picture(world)?;
    world.expect_quiet_console()?;
    Ok(Outcome::Done)
}
