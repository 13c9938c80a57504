//! A real web server under a recipe of the hosting guide (`.docs/hosting/`), for a test.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::{Result, fail, project};

/// A kind of server, with its program.
#[derive(Debug, Clone)]
pub enum Kind {
    /// nginx.
    Nginx(PathBuf),
    /// Caddy.
    Caddy(PathBuf),
}

/// A running server. It ends when dropped.
#[derive(Debug)]
pub struct Host {
    kind: Kind,
    /// Where its configuration and what it writes lie.
    folder: PathBuf,
    base: String,
    port: u16,
    child: Option<Child>,
}

impl Host {
    /// Serves `root`, in which the site lies at the path `base`, by the recipe of a kind of server.
    pub fn start(kind: Kind, root: &Path, base: &str, folder: PathBuf) -> Result<Self> {
        fs::create_dir_all(&folder)?;
        let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
        let recipe = |name: &str| fs::read_to_string(project::root().join(".docs/hosting").join(name));
        let root = fs::canonicalize(root)?;
        let (file, text) = match &kind {
            Kind::Nginx(_) => ("nginx.conf", nginx(&recipe("nginx.conf")?, &root, base, port, &folder)),
            Kind::Caddy(_) => ("Caddyfile", caddy(&recipe("Caddyfile")?, &root, base, port)),
        };
        fs::write(folder.join(file), text)?;
        let mut host = Self { kind, folder, base: base.to_owned(), port, child: None };
        host.go_online()?;
        Ok(host)
    }

    /// Returns the address of a path of the site.
    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{}{}", self.port, self.base, path.trim_start_matches('/'))
    }

    /// Starts the server and waits until it answers.
    pub fn go_online(&mut self) -> Result<()> {
        let log = fs::File::create(self.folder.join("log.txt"))?;
        let mut command = match &self.kind {
            Kind::Nginx(program) => {
                let mut command = Command::new(program);
                command.arg("-p").arg(&self.folder).arg("-c").arg(self.folder.join("nginx.conf"));
                command
            }
            Kind::Caddy(program) => {
                let mut command = Command::new(program);
                command.args(["run", "--adapter", "caddyfile", "--config"]).arg(self.folder.join("Caddyfile"));
                for name in ["HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"] {
                    command.env(name, &self.folder);
                }
                command
            }
        };
        let child = command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log).spawn()?;
        self.child = Some(child);
        let deadline = Instant::now() + Duration::from_secs(10);
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            if Instant::now() > deadline {
                fail!("the server does not start:\n{}", fs::read_to_string(self.folder.join("log.txt"))?);
            }
            thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    }

    /// Ends the server.
    pub fn go_offline(&mut self) {
        if let Some(mut child) = self.child.take() {
            // One that has ended by itself cannot be killed, and need not be.
            drop(child.kill());
            drop(child.wait());
        }
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        self.go_offline();
    }
}

/// The recipe with the path of the site at the places it marks by "here:".
fn under(recipe: &str, base: &str) -> String {
    let lines = recipe.lines().map(|line| match line.split_once("# here:") {
        Some((rule, _)) => {
            rule.replace(" / ", &format!(" {base} "))
                .replace(" /*", &format!(" {base}*"))
                .replace(" /index.html", &format!(" {base}index.html"))
                + "\n"
        }
        None => format!("{line}\n"),
    });
    lines.collect()
}

fn nginx(recipe: &str, root: &Path, base: &str, port: u16, folder: &Path) -> String {
    let site = under(recipe, base)
        .replace("listen 80;", &format!("listen 127.0.0.1:{port};"))
        .replace("/srv/fieldbook", &root.display().to_string());
    let folder = folder.display();
    let kinds = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
    let temporary = kinds.map(|name| format!("    {name}_temp_path {folder}/{name};\n")).concat();
    format!(
        "daemon off;\nmaster_process off;\npid {folder}/pid;\nerror_log {folder}/error.txt;\nevents {{}}\n\
         http {{\n    include /etc/nginx/mime.types;\n    access_log off;\n{temporary}{site}}}\n"
    )
}

fn caddy(recipe: &str, root: &Path, base: &str, port: u16) -> String {
    let site = under(recipe, base)
        .replace("fieldbook.example.org {", &format!("http://127.0.0.1:{port} {{"))
        .replace("/srv/fieldbook", &root.display().to_string());
    format!("{{\n\tadmin off\n\tauto_https off\n}}\n{site}")
}

#[cfg(test)]
mod tests {
    use super::under;

    #[test]
    fn a_recipe_is_moved_under_a_path_where_it_says_so() {
        let recipe = "location / {   # here: /x/\n  try_files $uri /index.html;  # here: /x/index.html\npath /* # here: /x/*\nlocation / {\n";
        let moved = under(recipe, "/x/");
        let words: Vec<&str> = moved.lines().map(str::trim).collect();
        assert_eq!(words, ["location /x/ {", "try_files $uri /x/index.html;", "path /x/*", "location / {"]);
    }

    #[test]
    fn the_recipes_mark_two_places_each() {
        let folder = crate::project::root().join(".docs/hosting");
        for name in ["nginx.conf", "Caddyfile"] {
            let recipe = std::fs::read_to_string(folder.join(name)).unwrap_or_default();
            assert_eq!(recipe.matches("# here:").count(), 2, "{name}");
            assert_ne!(under(&recipe, "/y/"), under(&recipe, "/"), "{name}");
        }
    }
}
