//! Addresses of machines and secrets that must not lie in the source.

use super::files::{File, Wrong, none, tried, under};

/// Folders of a machine. Said in two parts, so that this file does not hold them itself.
const FOLDERS: [(&str, &str); 4] = [("/ro", "ot/"), ("/ho", "me/"), ("/wo", "rk/"), ("/Us", "ers/")];

fn machine(file: &File) -> Vec<Wrong> {
    let mut wrongs = Vec::new();
    for (number, line) in (1..).zip(file.text.lines()) {
        for (a, b) in FOLDERS {
            let folder = format!("{a}{b}");
            let named = line.match_indices(&folder).any(|(at, _)| {
                !line[..at].ends_with(|before: char| {
                    before.is_ascii_lowercase() || before == '.' || before == '~' || before == '}'
                })
            });
            if named {
                wrongs.push(Wrong::new(&file.path, number, format!("`{folder}` is a folder of one machine")));
            }
        }
    }
    wrongs
}

#[test]
fn no_file_names_a_folder_of_one_machine() {
    let kinds = [("src", ".rs"), ("tests", ".rs"), ("xtask", ".rs"), ("style", ".css"), ("public", ".js"), (".ci", "")];
    none(
        &kinds
            .iter()
            .flat_map(|(folder, ending)| under(folder, ending))
            .flat_map(|file| machine(&file))
            .collect::<Vec<_>>(),
    );
}

#[test]
fn a_folder_of_one_machine_is_found() {
    let bad: Vec<String> = FOLDERS.iter().map(|(a, b)| format!("let path = \"{a}{b}x\";")).collect();
    let bad: Vec<&str> = bad.iter().map(String::as_str).collect();
    tried(machine, "src/ui/app.rs", &bad, &["let path = \"a/home.rs\";", "use crate::ui::home;", "\"./work/x\""]);
}
