//! The one loop of a session: input, snapshots, signals, minutes, frames.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use color_eyre::eyre::{Result, bail};
use jiff::Timestamp;
use tokio::sync::{Notify, mpsc, watch};
use tokio::task::{JoinSet, spawn_blocking};
use tokio::time::{Instant, sleep_until, timeout};
use tokio_stream::{Stream, StreamExt};

use self::setup::Setup;
use super::frame_clock::FrameClock;
use super::ingest::Published;
use super::machine::Machine;
use super::searcher::Searchers;
use super::state::Notes;
use super::surface::Surface;
use crate::news::store::PostId;
use crate::reader::input::{Code, Key, Mouse};
use crate::reader::message::{Effect, Message};
use crate::reader::model::{Model, Overlay};
use crate::reader::plain::Row;
use crate::reader::update::update;
use crate::screen::Frame;

pub mod setup;

/// So long a post is open before it counts as seen.
const DWELL: Duration = Duration::from_secs(1);

/// So long a file that is being written is waited for at the end.
const PATIENCE: Duration = Duration::from_secs(10);

/// And where the session has to end.
const LAST_PATIENCE: Duration = Duration::from_millis(300);

/// Answers of the machine that wait to be told: a reader asks one thing at a time, and whoever has another
/// answer waits.
const ANSWERS: usize = 8;

/// What may happen to a session from outside.
#[derive(Debug)]
pub enum Input {
    /// A key was pressed.
    Key(Key),
    /// Esc was, and right after it another key.
    EscThen(Key),
    /// Something was done with the mouse.
    Mouse(Mouse),
    /// A text was pasted.
    Pasted(String),
    /// The screen has another size: it says itself which.
    Resized,
    /// It is to stop, until it is resumed.
    Stopped,
    /// It was stopped and goes on: the screen is not as it was left.
    Resumed,
    /// It should end.
    End,
}

/// How a session has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// For good: the reader quits, or the input has ended.
    Quit,
    /// To begin anew: the config asks for other documents, or for the same read in another way.
    Anew,
}

/// A session's collaborators.
pub struct Session<S, N> {
    /// What it draws on.
    pub surface: S,
    /// What it reads from.
    pub published: watch::Receiver<Published>,
    /// Asks for a look at the whole folder.
    pub rescan: Arc<Notify>,
    /// How it looks and which keys it has.
    pub setup: Setup,
    /// The present moment.
    pub now: N,
    /// Where that goes which is to be kept of the reader.
    pub notes: Option<Notes>,
    /// What it may do beside drawing; none where the reader must not touch the machine.
    pub machine: Option<Machine>,
}

/// How a reader who looks elsewhere is told of breaking news.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bell {
    /// The shortest time between two rings; none for no ring at all.
    pub every: Option<Duration>,
    /// Whether the terminal is given the headline as well, to show in its own way (OSC 9).
    pub notify: bool,
}

impl<S: Surface, N: Fn() -> Timestamp> Session<S, N> {
    /// Runs until it ends, and gives back the model as it was then.
    ///
    /// # Errors
    ///
    /// Where the screen is gone, or nobody follows the folder any more.
    pub async fn run(
        &mut self,
        mut model: Model,
        input: impl Stream<Item = io::Result<Input>>,
    ) -> Result<(Model, End)> {
        let mut writing = JoinSet::new();
        let (end, patience) = self.go_on(&mut model, input, &mut writing).await?;
        self.keep(&mut model);
        finish(writing, patience).await;
        Ok((model, end))
    }

    /// Goes on until it ends; and how long what is being written then is waited for.
    async fn go_on(
        &mut self,
        model: &mut Model,
        input: impl Stream<Item = io::Result<Input>>,
        writing: &mut JoinSet<()>,
    ) -> Result<(End, Duration)> {
        tokio::pin!(input);
        let mut frames = FrameClock::default();
        self.configure(model);
        self.take_published(model);
        frames.request();
        let mut minute = self.next_minute();
        let mut dwell: Option<(PostId, Instant)> = None;
        let mut rung: Option<Instant> = None;
        let mut searchers = Searchers::default();
        let (answers, mut answered) = mpsc::channel(ANSWERS);
        loop {
            self.keep(model);
            // A post that has been open for a moment is seen.
            dwell = model.dwelling().map(|id| match dwell {
                Some((same, until)) if same == id => (id, until),
                _ => (id, Instant::now() + DWELL),
            });
            let now = Instant::now().into_std();
            // While the last frame is on its way there is no other: what is shown next is what is so then.
            let is_free = self.surface.is_free();
            let due = frames.due(now).filter(|_| is_free);
            if due.is_some_and(|due| due <= now) {
                self.draw(model)?;
                frames.drawn(now);
                continue;
            }
            // The frame goes first: a search takes all cores.
            searchers.follow(model, due.is_none());
            let effect = tokio::select! {
                biased;
                event = input.next() => match event {
                    Some(Ok(Input::End)) | None => return Ok((End::Quit, LAST_PATIENCE)),
                    Some(Ok(event)) => self.take(model, &event)?,
                    Some(Err(error)) => return Err(error.into()),
                },
                changed = self.published.changed() => {
                    if changed.is_err() {
                        bail!("the folder is no longer followed, for a fault of this program");
                    }
                    self.take_published(model)
                }
                (errand, list) = searchers.found() => {
                    update(model, Message::Found(errand, list.map(Box::new)))
                }
                Some(words) = answered.recv(), if model.is_listening() => {
                    update(model, Message::Told(words))
                }
                Some(_) = writing.join_next() => continue,
                // What is being written goes first, so that its answer is not lost to another session.
                () = self.setup.changed(), if model.is_listening() && writing.is_empty() => {
                    let words = self.setup.take();
                    if self.setup.is_outdated() {
                        model.notice = Some(words);
                        return Ok((End::Anew, PATIENCE));
                    }
                    self.configure(model);
                    update(model, Message::Told(words))
                }
                ready = self.surface.ready(), if !is_free => {
                    ready?;
                    self.catch_up(model);
                    None
                }
                () = sleep_until(due.unwrap_or(now).into()), if due.is_some() => continue,
                () = sleep_until(dwell.map_or(minute, |(_, until)| until)), if dwell.is_some() => {
                    dwell.and_then(|(id, _)| update(model, Message::Dwelt(id)))
                }
                () = sleep_until(minute) => {
                    minute = self.next_minute();
                    self.pass_minute(model)
                }
            };
            match effect {
                Some(Effect::Quit) => return Ok((End::Quit, PATIENCE)),
                Some(Effect::Ring) => {
                    let now = Instant::now();
                    let rest = |every| rung.is_none_or(|rung| now >= rung + every);
                    let bell = self.setup.config.bell();
                    if bell.every.is_some_and(rest) {
                        rung = Some(now);
                        self.ring(model, bell.notify)?;
                    }
                }
                Some(Effect::Copy(text)) => self.surface.copy(&text)?,
                Some(Effect::Open(link)) => {
                    spawn_blocking(self.errand(&answers, move |machine| machine.open(&link)));
                }
                Some(Effect::Export(name)) => {
                    let (feed, clock) = (model.feed.clone(), model.clock.clone());
                    let write = move |machine: &Machine| Some(machine.export(&name, &feed, &clock));
                    writing.spawn_blocking(self.errand(&answers, write));
                }
                Some(Effect::Redraw) => self.surface.forget(),
                Some(Effect::Rescan) => self.rescan.notify_one(),
                Some(Effect::Suspend) => self.surface.suspend()?,
                None => {}
            }
            frames.request();
        }
    }

    /// Does what may take long, and answers in words if there is something to say.
    fn errand(
        &self,
        answers: &mpsc::Sender<String>,
        errand: impl FnOnce(&Machine) -> Option<String> + Send + 'static,
    ) -> impl FnOnce() + Send + 'static {
        let (answers, machine) = (answers.clone(), self.machine.clone());
        move || {
            let words = match &machine {
                Some(machine) => errand(machine),
                None => Some("not possible in this session".to_owned()),
            };
            if let Some(words) = words {
                // Where the session has ended, nobody is told.
                let _ = answers.blocking_send(words);
            }
        }
    }

    fn take(&mut self, model: &mut Model, input: &Input) -> Result<Option<Effect>> {
        match input {
            Input::Key(key) => return Ok(update(model, Message::Key(*key))),
            Input::EscThen(key) => {
                let first = update(model, Message::Key(Key::plain(Code::Esc)));
                return Ok(first.or_else(|| update(model, Message::Key(*key))));
            }
            Input::Mouse(mouse) => {
                let asked = Frame::asked(model, &self.setup.theme, *mouse);
                let message = asked.map_or(Message::Mouse(*mouse), Message::Asked);
                return Ok(update(model, message));
            }
            Input::Pasted(text) => return Ok(update(model, Message::Pasted(text.clone()))),
            Input::Resized => {
                // It may have had other sizes in between, and lost what did not fit.
                self.surface.forget();
                update(model, Message::Resize(self.surface.size()));
            }
            Input::Stopped => self.surface.stop()?,
            Input::Resumed => {
                self.surface.resume()?;
                self.catch_up(model);
            }
            Input::End => {}
        }
        Ok(None)
    }

    /// Tells the model what the config says.
    fn configure(&self, model: &mut Model) {
        let now = (self.now)().to_zoned(model.clock.zone());
        let setup = self.setup.of_model(&now);
        update(model, Message::Configured(Box::new(setup)));
    }

    fn pass_minute(&self, model: &mut Model) -> Option<Effect> {
        let effect = update(model, Message::Tick((self.now)()));
        let now = (self.now)().to_zoned(model.clock.zone());
        if self.setup.has_moved(&model.queries, &now) {
            self.configure(model);
        }
        effect
    }

    /// Tells the model what has changed while nobody looked.
    fn catch_up(&self, model: &mut Model) {
        update(model, Message::Resize(self.surface.size()));
        update(model, Message::Tick((self.now)()));
    }

    fn take_published(&mut self, model: &mut Model) -> Option<Effect> {
        // What has just come is told its age by the present clock.
        update(model, Message::Tick((self.now)()));
        let Published { snapshot, folder } = self.published.borrow_and_update().clone();
        update(model, Message::Published(snapshot, folder))
    }

    /// Hands on what is to be kept. Where nobody keeps it, it is lost.
    fn keep(&self, model: &mut Model) {
        let notes = model.marks.take_notes();
        if let Some(keeper) = self.notes.as_ref().filter(|_| !notes.is_empty())
            && let Err(error) = keeper.try_send(notes)
        {
            tracing::warn!(%error, "not kept");
        }
    }

    fn ring(&mut self, model: &Model, notify: bool) -> io::Result<()> {
        let post = model.breaking().filter(|_| notify);
        let words = post.map(|entry| self.setup.theme.glyphs.text(entry.post.title()));
        self.surface.ring(words.as_deref())
    }

    fn draw(&mut self, model: &Model) -> io::Result<()> {
        let frame = Frame::of(model, &self.setup.theme);
        match &model.overlay {
            Some(Overlay::Plain(rows)) => {
                let mut rows: Vec<Row> = rows.in_sight().to_vec();
                for row in &mut rows {
                    row.text = self.setup.theme.glyphs.text(&row.text).into_owned();
                }
                self.surface.draw_text(frame, &rows)
            }
            _ => self.surface.draw(frame),
        }
    }

    /// When the clock on the wall shows another minute.
    fn next_minute(&self) -> Instant {
        let now = (self.now)();
        let into = Duration::from_secs(now.as_second().rem_euclid(60).unsigned_abs())
            + Duration::from_nanos(now.subsec_nanosecond().unsigned_abs().into());
        let rest = Duration::from_mins(1).saturating_sub(into);
        Instant::now() + rest.max(Duration::from_millis(1))
    }
}

/// Waits until what was asked for is written to its end, unless the disk takes longer than that.
async fn finish(mut writing: JoinSet<()>, patience: Duration) {
    // One that has failed has told so.
    let _ = timeout(patience, async { while writing.join_next().await.is_some() {} }).await;
}
