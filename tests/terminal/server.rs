//! An OpenSSH server for one test, and who logs in to it.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use rustix::process::{Pid, Signal, getuid, kill_process};
use tempfile::TempDir;

use crate::common::{DATELINE, Place, Terminal, poll, process, word};

/// A server on a port of this machine that nobody else has.
pub struct Server {
    home: TempDir,
    port: u16,
    child: Child,
}

/// The program, run by somebody who has logged in.
pub struct Login {
    pub terminal: Terminal,
    pid: Pid,
}

impl Server {
    pub fn start(program: &Path, unanswered: u32) -> Server {
        let home = tempfile::Builder::new().prefix("dateline-sshd-").tempdir().unwrap();
        for key in ["host", "reader"] {
            let made = Command::new("ssh-keygen")
                .args(["-q", "-t", "ed25519", "-N", "", "-C", key, "-f"])
                .arg(home.path().join(key))
                .status();
            assert!(made.unwrap().success());
        }
        if getuid().is_root() {
            // A server of root's gives up its rights in there.
            fs::DirBuilder::new().recursive(true).mode(0o755).create("/run/sshd").unwrap();
        }
        // The port may be taken by somebody else before the server has it.
        for _ in 0..5 {
            let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
            configure(home.path(), port, unanswered);
            let log = fs::File::create(home.path().join("log")).unwrap();
            let mut child = Command::new(program)
                .args(["-D", "-e", "-f"])
                .arg(home.path().join("config"))
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .stderr(log)
                .spawn()
                .unwrap();
            let is_up = poll("the server to start", || match child.try_wait().unwrap() {
                Some(_) => Some(false),
                None => TcpStream::connect(("127.0.0.1", port)).ok().map(|_| true),
            });
            if is_up {
                return Server { home, port, child };
            }
        }
        panic!("no server: {}", fs::read_to_string(home.path().join("log")).unwrap());
    }

    /// Logs in and reads the folder of `place`, where also the state is kept.
    pub fn login(&self, place: &Place, columns: u16, rows: u16) -> Login {
        let (folder, outside) = (place.folder(), place.outside());
        let started = outside.join("pid");
        let _ = fs::remove_file(&started);
        let command = format!(
            "echo $$ >{started}; exec env LANG=C.UTF-8 TZ=Europe/London XDG_STATE_HOME={outside} \
             XDG_CONFIG_HOME={outside} {DATELINE} {folder}",
            started = word(&started),
            outside = word(&outside),
            folder = word(&folder),
        );
        let at = |name: &str| self.home.path().join(name).display().to_string();
        let mut arguments = vec!["-tt".to_owned(), "-F".to_owned(), "none".to_owned()];
        arguments.extend(["-p".to_owned(), self.port.to_string(), "-i".to_owned(), at("reader")]);
        for option in [
            "IdentitiesOnly=yes",
            "BatchMode=yes",
            "StrictHostKeyChecking=yes",
            "GlobalKnownHostsFile=/dev/null",
            &format!("UserKnownHostsFile={}", at("known")),
        ] {
            arguments.extend(["-o".to_owned(), option.to_owned()]);
        }
        arguments.extend([format!("{}@127.0.0.1", user()), format!("exec sh -c '{command}'")]);
        let terminal = Terminal::start("ssh", &arguments, columns, rows);
        let pid = poll("somebody to log in", || {
            let told = fs::read_to_string(&started).unwrap_or_default();
            told.strip_suffix('\n').and_then(|pid| Pid::from_raw(pid.parse().ok()?))
        });
        Login { terminal, pid }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Login {
    /// Whether the program still runs, on the side of the server.
    pub fn is_running(&self) -> bool {
        process::is_running(self.pid)
    }

    /// How long it has kept a processor busy; nothing once it has ended.
    pub fn cpu(&self) -> Duration {
        process::cpu(self.pid).unwrap_or_default()
    }

    /// Kills the process of the server that has this session.
    pub fn kill_server(&self) {
        let parent = process::parent(self.pid).unwrap();
        kill_process(parent, Signal::KILL).unwrap();
    }
}

/// Waits until no process has to do with a folder any more.
#[track_caller]
pub fn nothing_is_left(place: &Place) {
    let folder = place.folder();
    poll("all processes to end", || process::with_argument(word(&folder)).is_empty().then_some(()));
}

fn configure(home: &Path, port: u16, unanswered: u32) {
    let at = |name: &str| home.join(name).display().to_string();
    let config = format!(
        "ListenAddress 127.0.0.1\nPort {port}\nHostKey {host}\nAuthorizedKeysFile {keys}\nPidFile none\n\
         UsePAM no\nStrictModes no\nPasswordAuthentication no\nKbdInteractiveAuthentication no\n\
         PermitRootLogin prohibit-password\nPrintMotd no\nPrintLastLog no\nMaxStartups 100\n\
         ClientAliveInterval 1\nClientAliveCountMax {unanswered}\n",
        host = at("host"),
        keys = at("reader.pub"),
    );
    fs::write(home.join("config"), config).unwrap();
    let host = fs::read_to_string(home.join("host.pub")).unwrap();
    fs::write(home.join("known"), format!("[127.0.0.1]:{port} {host}")).unwrap();
}

fn user() -> String {
    let told = Command::new("id").arg("-un").output().unwrap().stdout;
    String::from_utf8(told).unwrap().trim().to_owned()
}
