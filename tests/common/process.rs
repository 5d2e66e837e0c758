//! What the system tells of a process.

use std::fs;
use std::time::Duration;

use rustix::process::Pid;

/// One of the words behind its name (`man 5 proc`); none where there is no such process.
fn stat(pid: Pid, number: usize) -> Option<String> {
    let told = fs::read_to_string(format!("/proc/{}/stat", pid.as_raw_nonzero())).ok()?;
    // The name is the second.
    told.rsplit_once(')')?.1.split_whitespace().nth(number - 3).map(str::to_owned)
}

/// Whether a process runs; one that has ended and was not asked for its exit code does not.
pub fn is_running(pid: Pid) -> bool {
    stat(pid, 3).is_some_and(|state| !["Z", "X"].contains(&state.as_str()))
}

/// Whether nothing is left of a process: whoever started it has been told of its end.
pub fn is_gone(pid: Pid) -> bool {
    stat(pid, 3).is_none()
}

/// Whether a process has been stopped, and does not go on.
pub fn is_stopped(pid: Pid) -> bool {
    stat(pid, 3).is_some_and(|state| state == "T")
}

/// Who has started it, or has it now.
pub fn parent(pid: Pid) -> Option<Pid> {
    Pid::from_raw(stat(pid, 4)?.parse().unwrap())
}

/// How long it has kept a processor busy.
pub fn cpu(pid: Pid) -> Option<Duration> {
    let ticks = |number| stat(pid, number)?.parse::<u64>().ok();
    let (user, system) = (ticks(14)?, ticks(15)?);
    let second = u32::try_from(rustix::param::clock_ticks_per_second()).unwrap();
    Some(Duration::from_secs(user + system) / second)
}

/// How many bytes it has written, to its terminal and elsewhere.
pub fn written(pid: Pid) -> u64 {
    let told = fs::read_to_string(format!("/proc/{}/io", pid.as_raw_nonzero())).unwrap();
    let line = told.lines().find_map(|line| line.strip_prefix("wchar: "));
    line.unwrap().parse().unwrap()
}

/// The processes that were started with an argument that holds `part`.
pub fn with_argument(part: &str) -> Vec<Pid> {
    let all = fs::read_dir("/proc").unwrap().flatten();
    let numbers = all.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    let has = |pid: &Pid| {
        let path = format!("/proc/{}/cmdline", pid.as_raw_nonzero());
        String::from_utf8_lossy(&fs::read(path).unwrap_or_default()).contains(part)
    };
    numbers.filter_map(Pid::from_raw).filter(has).collect()
}
