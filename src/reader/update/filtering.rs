//! Filtering: at once where it is known which posts that lets through, else as soon as it is.

use std::sync::Arc;

use super::coming::stay_or_follow;
use super::finding::take_found;
use super::moving::to_newest;
use super::show_selected;
use crate::news::filter::{Filter, Group, Sort};
use crate::news::store::Entry;
use crate::reader::choice::Choice;
use crate::reader::errand::Errand;
use crate::reader::feed::Spot;
use crate::reader::groups::Groups;
use crate::reader::layout::Pane;
use crate::reader::list::List;
use crate::reader::model::{Follow, Model};
use crate::reader::only::Only;
use crate::reader::pending::Pending;
use crate::reader::queries::NamedQuery;
use crate::reader::search::Search;
use crate::reader::sidebar::Item;
use crate::reader::undo::Step;

/// Chooses what the cursor of the sidebar is on, or leaves it.
pub fn toggle(model: &mut Model) {
    let mut filter = model.asked().clone();
    match model.sidebar.cursor() {
        Item::All => filter = Filter::default(),
        Item::Kind(kind) => filter.kinds.toggle(*kind),
        Item::Correspondent(person) => filter.toggle_correspondent(person),
        Item::Value(group, value) => filter.toggle_in(*group, value),
        Item::Fold(group) => return fold(model, *group),
        Item::Query(name) => {
            let Some(query) = model.queries.iter().find(|query| query.name == *name) else {
                return;
            };
            let is_on = filter == *query.filter();
            filter = if is_on { Filter::default() } else { query.filter().clone() };
        }
    }
    set_filter(model, filter);
}

/// Chooses a correspondent who is chosen by each way the name is written by now.
pub fn join_spellings(model: &mut Model) {
    if model.feed.filter().correspondents.is_empty() {
        return;
    }
    let mut filter = model.feed.filter().clone();
    for item in model.sidebar.items() {
        if let Item::Correspondent(person) = item {
            filter.complete(person);
        }
    }
    if filter.correspondents.len() > model.feed.filter().correspondents.len() {
        go_along(model, filter);
    }
}

/// Filters by what the same filter means by now, where that is known at once; where it is not, a later time will do.
pub fn go_along(model: &mut Model, filter: Filter) {
    let mut choice = Choice::new(filter, model.feed.choice().only().cloned());
    choice.learn(model.feed.choice());
    if choice.catch_up(&model.snapshot) {
        apply(model, List::of(&choice, &model.snapshot));
    }
}

/// Unfolds a facet of the sidebar, or folds it.
fn fold(model: &mut Model, group: Group) {
    let before = model.groups.len();
    model.groups.retain(|open| open.group != group);
    if model.groups.len() == before {
        model.groups.push(Groups::of(group, model.feed.choice(), &model.snapshot));
    }
    model.sidebar.advance(&model.snapshot, &model.groups);
}

/// Filters by something else, which can be undone.
pub fn set_filter(model: &mut Model, filter: Filter) {
    let only = only(model, &filter);
    choose(model, Choice::new(filter, only), None);
}

/// Gives up the filter that is still to be tried, if there is one. What an undo has taken is there again.
pub fn give_up_pending(model: &mut Model) {
    if let Some(Pending { choice, back: Some(spot), .. }) = model.pending.take() {
        let (filter, only) = (choice.filter().clone(), choice.only().cloned());
        model.undo.remember(Step::Filter(filter, only, spot));
    }
}

/// Filters by something else, and goes `back` to where the reader was with it. Where that takes long, the
/// feed stays as it is until it is found out elsewhere.
pub fn choose(model: &mut Model, mut choice: Choice, back: Option<Spot>) {
    let before = model.pending.clone();
    give_up_pending(model);
    let queries = model.queries.iter().map(NamedQuery::choice);
    for other in [model.feed.choice()].into_iter().chain(queries) {
        if !choice.knows(&model.snapshot) {
            choice.learn(other);
        }
    }
    if choice.catch_up(&model.snapshot) {
        let list = List::of(&choice, &model.snapshot);
        return change_to(model, list, back);
    }
    // Other facets change nothing in what is being found out.
    let same = before.filter(|before| choice.is_tested_by(&before.choice));
    let number = same.map_or_else(
        || {
            model.filters += 1;
            model.filters
        },
        |same| same.number,
    );
    model.pending = Some(Pending { number, choice, back, depth: model.undo.depth() });
}

/// Takes what was found elsewhere; none where that has failed.
pub fn take_list(model: &mut Model, errand: Errand, list: Option<List>) {
    let Some(mut list) = list else {
        return give_up(model, errand);
    };
    match errand {
        Errand::Search(number) => take_found(model, number, list),
        Errand::Filter(number) => {
            let Some(pending) = model.pending.take_if(|pending| pending.number == number) else {
                return;
            };
            let Pending { mut choice, back, .. } = pending;
            if choice.filter() != list.choice().filter() {
                choice.learn(list.choice());
                list = List::of(&choice, list.snapshot());
            }
            list.advance(&model.snapshot);
            change_to(model, list, back);
        }
        Errand::Feed(number) if number == model.filters => {
            list.advance(&model.snapshot);
            model.feed.renew(list);
            recount(model);
            model.sidebar.put_off();
            stay_or_follow(model);
        }
        Errand::Feed(_) => {}
        Errand::Query(at) => {
            // The config may have another one there by now.
            let is_it = |query: &&mut NamedQuery| query.filter() == list.choice().filter();
            if let Some(query) = model.queries.get_mut(at).filter(is_it) {
                query.renew(&list, &model.snapshot);
            }
        }
    }
}

fn give_up(model: &mut Model, errand: Errand) {
    match errand {
        Errand::Search(_) => model.search = None,
        Errand::Filter(_) => give_up_pending(model),
        Errand::Feed(_) | Errand::Query(_) => {}
    }
    model.notice = Some("not found out, for a fault of this program".to_owned());
}

/// The posts that are now what a filter asks for, where it asks for what only the reader knows.
fn only(model: &Model, filter: &Filter) -> Option<Arc<Only>> {
    let first = filter.is.first()?;
    let is_all = |entry: &Entry| {
        let edited = |id| model.edits.last(id).is_some();
        filter.is.iter().all(|is| model.marks.is(is.sort, entry, edited) != is.negated)
    };
    let posts = model.snapshot.posts().values();
    // There are few unseen ones, as a rule.
    let posts = if filter.is.len() == 1 && first.sort == Sort::Unseen && !first.negated {
        model.marks.unseen().map(|entry| entry.id).collect()
    } else {
        posts.filter(|entry| is_all(entry)).map(|entry| entry.id).collect()
    };
    Some(Arc::new(Only::new(filter.is.clone(), posts, model.snapshot.newest_id())))
}

/// Lists the posts of a sort alone, or all.
pub fn turn_only(model: &mut Model, sort: Sort) {
    let mut filter = model.asked().clone();
    filter.toggle_sort(sort);
    set_filter(model, filter);
}

/// Shows another list, and remembers the old one unless the reader goes `back`.
fn change_to(model: &mut Model, list: List, back: Option<Spot>) {
    if back.is_none() {
        let (choice, spot) = (model.feed.choice(), model.feed.spot());
        let before = Step::Filter(choice.filter().clone(), choice.only().cloned(), spot);
        model.undo.remember(before);
    }
    apply(model, list);
    if let (Some(spot), Follow::Held(_)) = (back, model.follow) {
        let height = model.height(Pane::Feed);
        model.feed.go_back(&spot, height, &model.clock);
        show_selected(model);
    }
}

fn apply(model: &mut Model, list: List) {
    model.filters += 1;
    let height = model.height(Pane::Feed);
    model.feed.set_list(list, height, &model.clock);
    recount(model);
    model.sidebar.advance(&model.snapshot, &model.groups);
    if let Some(search) = model.search.take() {
        // Within the new filter there are others.
        model.searches += 1;
        let again = Search::new(search.pattern, model.searches);
        model.search = Some(Search { pending: false, ..again });
    }
    if model.follow == Follow::Live || model.feed.selected().is_none() {
        to_newest(model);
    }
    show_selected(model);
}

/// Counts by what the feed lists.
pub fn recount(model: &mut Model) {
    model.marks.set_choice(model.feed.choice());
    for open in &mut model.groups {
        *open = Groups::of(open.group, model.feed.choice(), &model.snapshot);
    }
    if let Follow::Held(arrived) = &mut model.follow {
        *arrived = model.feed.arrived_since(arrived.since, &model.snapshot);
    }
}
