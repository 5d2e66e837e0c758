//! A line that is slow, or that nobody reads from: frames are left out, keys and signals are not.

use std::time::{Duration, Instant};

use rustix::process::Signal;

use crate::common::{Terminal, poll, process};
use crate::{below_header, harbour, header};

/// What a line that has stalled may hold, in the system and in the program: more would be a queue.
const HELD: usize = 64 * 1024;

/// Fewer bytes are no frame: its threads wake each other.
const NO_FRAME: u64 = 100;

/// Presses ^L until nothing goes out any more: what is pressed then changes nothing on the line.
fn stall(terminal: &mut Terminal) {
    terminal.stall();
    let (mut written, mut still) = (process::written(terminal.pid()), 0);
    poll("the line to stall", || {
        terminal.send("\x0c");
        terminal.listen(Duration::from_millis(20));
        let now = process::written(terminal.pid());
        still = if now - written < NO_FRAME { still + 1 } else { 0 };
        written = now;
        (still == 20).then_some(())
    });
}

#[test]
fn what_is_pressed_on_a_stalled_line_is_shown_once_it_is_free() {
    let (_place, mut terminal) = harbour(120, 40);
    stall(&mut terminal);
    let (before, written) = (terminal.bytes(), process::written(terminal.pid()));
    let busy = process::cpu(terminal.pid()).unwrap() + Duration::from_secs(1);
    terminal.send("2");
    terminal.listen(Duration::from_secs(2));
    assert!(process::written(terminal.pid()) - written < NO_FRAME, "the line has not stalled");
    assert!(process::cpu(terminal.pid()).unwrap() < busy, "it spins");
    for _ in 0..500 {
        terminal.send("\x0cjk");
    }
    terminal.flow();
    let screen = terminal.see("only analysis [0]");
    assert!(header(&screen).contains("1 of 4 posts"), "{screen}");
    let held = terminal.bytes() - before;
    assert!(held < HELD, "{held} bytes have been queued");
    // It is whole: drawn anew, it is the same.
    terminal.send("\x0c");
    assert!(!terminal.listen(Duration::from_millis(500)).is_empty());
    assert_eq!(below_header(&screen), below_header(&terminal.screen()));
    terminal.send("q");
    assert!(terminal.wait_exit().success());
    terminal.see_restored();
}

#[test]
fn a_stalled_line_does_not_keep_it_from_ending() {
    let signals = [Signal::HUP, Signal::INT, Signal::QUIT, Signal::TERM].map(Some);
    for (signal, code) in signals.into_iter().chain([None]).zip([129, 130, 131, 143, 0]) {
        let (_place, mut terminal) = harbour(120, 40);
        stall(&mut terminal);
        match signal {
            Some(signal) => terminal.signal(signal),
            None => terminal.send("\x03"),
        }
        assert_eq!(terminal.wait_end().exit_code(), code);
        assert!(terminal.has_modes_as_before(), "{code}: the modes do not need the line");
        terminal.flow();
        terminal.wait_exit();
        terminal.see_restored();
    }
}

#[test]
fn a_slow_line_gets_fewer_frames() {
    let (_place, mut terminal) = harbour(120, 40);
    terminal.trickle(8 * 1024);
    let before = terminal.bytes();
    let pressed = 300;
    for _ in 0..pressed {
        terminal.send("\x0c");
        terminal.listen(Duration::from_millis(10));
    }
    terminal.send("2");
    terminal.see("only analysis [0]");
    let sent = terminal.raw().split_off(before);
    let frames = frames(&sent);
    assert!(frames > 1 && frames < pressed / 4, "{frames} frames for {pressed} keys");
}

/// How many frames are in what was sent.
fn frames(sent: &[u8]) -> usize {
    String::from_utf8_lossy(sent).matches("\x1b[?2026h").count()
}

#[test]
fn a_window_that_is_pulled_about_is_drawn_as_it_is_in_the_end() {
    let (_place, mut terminal) = harbour(80, 24);
    let wanted = terminal.see("? help");
    let (before, since) = (terminal.bytes(), Instant::now());
    let sizes = [(0, 0), (500, 200), (1, 1), (20, 6), (80, 24), (0, 6), (500, 1), (120, 40)];
    // Each size follows upon each other one, more than once.
    for step in 0..1000 {
        let (columns, rows) = sizes[(step * 5 + step / 7 * 3) % sizes.len()];
        terminal.pull(columns, rows);
        terminal.signal(Signal::WINCH);
        terminal.listen(Duration::from_micros(500));
    }
    terminal.resize(80, 24);
    // What was drawn for another size may still come before it.
    terminal.wait_for("the screen as it was", |screen| {
        screen.contains('\n') && below_header(screen) == below_header(&wanted)
    });
    let sent = terminal.raw().split_off(before);
    let most = since.elapsed().as_millis() * 60 / 1000 + 2;
    let frames = frames(&sent);
    assert!(frames as u128 <= most, "{frames} frames, where {most} are enough");
    terminal.send("q");
    assert!(terminal.wait_exit().success());
    terminal.see_restored();
}
