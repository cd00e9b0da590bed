"""Read a feed newest first, keep every page before moving on, and leave nothing behind unnoted.

One engine for every platform. Its promises (tests/inbox/unit/test_walk_feed.py, tests/inbox/simulation):
a page is stored before the position moves past it; *watched until* moves only when nothing above it is
missing; a run that stops, for whatever reason, leaves a gap that later runs close, newest first; the work
of one run is bounded, and hitting the bound is counted.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from watchdesk.core.clock import Clock, Stopwatch
from watchdesk.core.errors import Defect, Gone, LeaseLost, Refused, TryLater, WatchdeskError
from watchdesk.inbox.domain import feed_position
from watchdesk.inbox.domain.feed_state import BlindPeriod, FeedGap, FeedPage, FeedState, FeedTrouble
from watchdesk.inbox.ports.feed_states import BlindPeriodLog, FeedStateStore
from watchdesk.inbox.ports.feeds import Feed
from watchdesk.inbox.usecases.store_page import StorePage

PAGE_TIME = timedelta(seconds=15)
"""No page is begun with less of the run left: one may take a whole connect and read time-out."""


KNOWN_PAGES = 2

CHECKPOINT = timedelta(seconds=1)
"""A walk writes down how far it is this often: so much a killed run repeats, so little a long one pays."""


@dataclass(slots=True, kw_only=True)
class WalkBudget:
    """What one run may still spend on one feed."""

    pages: int
    stopwatch: Stopwatch

    @property
    def spent(self) -> str | None:
        """Which limit is reached, if any: `bound` or `time`."""
        if self.pages <= 0:
            return feed_position.BOUND
        return feed_position.TIME if self.stopwatch.left() < PAGE_TIME else None


@dataclass(slots=True, kw_only=True)
class WalkFeed:
    """One walk of one feed. When it has ended, `state` is what was saved, also after an error."""

    feed: Feed
    state: FeedState
    store_page: StorePage
    feed_states: FeedStateStore
    blind_periods: BlindPeriodLog
    clock: Clock
    budget: WalkBudget
    backfill: timedelta
    saved_at: datetime | None = None

    def __call__(self) -> WatchdeskError | None:
        """Walk, and return the error that stopped it, if one did. Raises LeaseLost when another poll took over."""
        try:
            self._walk(self.clock.now())
        except LeaseLost:
            raise
        except WatchdeskError as error:
            trouble = FeedTrouble.after(self.state.trouble, error.kind, self.clock.now())
            self._save(replace(self.state, trouble=trouble))
            return error
        return None

    def _walk(self, started: datetime) -> None:
        if self.budget.spent is not None:
            raise TryLater("no time was left for this feed")
        before = self.state
        unfinished = () if self.feed.traits.is_ordered else feed_position.blocking_gaps(before)
        if not unfinished:
            self._head(started)
        for gap in feed_position.reading_order(self.state.gaps):
            is_fresh = gap.opened_at == started and gap.cause == feed_position.STOPPED
            if not self._descend(gap, before.mark if is_fresh else None):
                break
        self.store_page.settle_answers()
        if not feed_position.blocking_gaps(self.state):
            self._seen_whole(before, unfinished[0].opened_at if unfinished else started)
        self._save(replace(self.state, trouble=None, last_success=started))

    def _seen_whole(self, before: FeedState, until: datetime) -> None:
        """Move *watched until*, and write down what it took if this feed had been blind."""
        self.state = replace(self.state, watched_until=until)
        causes = (
            [before.trouble.kind] if before.trouble else [gap.cause for gap in feed_position.blocking_gaps(before)]
        )
        if not causes:
            return
        self.blind_periods.add(
            BlindPeriod(
                account=before.account,
                feed=before.feed,
                start=before.watched_until or before.connected_at,
                end=until,
                closed_at=self.clock.now(),
                cause=causes[0],
            )
        )

    def _head(self, started: datetime) -> None:
        """Keep the newest page, and open gaps for what lies below it."""
        traits, before = self.feed.traits, self._refreshed(started)
        floor = feed_position.lower_bound(traits, before, started)
        page = self._page(None, before.memo)
        if not feed_position.is_quiet(page, before):
            self.store_page(
                page.items,
                answers_since=None if feed_position.is_first_walk(before) or not traits.is_ordered else floor,
            )
            mark = feed_position.advanced_watermark(before, page.newest, started)
            self.state = replace(before, mark=mark, head=feed_position.page_digest(page))
            if page.older is not None and not (traits.is_ordered and feed_position.reaches_bound(page, floor)):
                gap = FeedGap(resume=page.older, floor=floor, opened_at=started, cause=feed_position.STOPPED)
                self.state = feed_position.with_gap(self.state, gap)
        self._remember(page)
        self._open_side_lane(page, before, started)

    def _refreshed(self, started: datetime) -> FeedState:
        """An unordered feed forgets its memo now and then, so that a whole walk finds what it passed over."""
        traits, state = self.feed.traits, self.state
        fresh = state.walked_deep_at is not None and state.walked_deep_at + traits.deep_every > started
        return state if traits.is_ordered or fresh else replace(state, memo="", walked_deep_at=started)

    def _open_side_lane(self, page: FeedPage, before: FeedState, started: datetime) -> None:
        traits = self.feed.traits
        if not traits.is_ordered or page.older is None:
            return
        if feed_position.is_first_walk(before):
            lane = FeedGap(
                resume=page.older, floor=started - self.backfill, opened_at=started, cause=feed_position.BACKFILL
            )
        elif before.mark is not None and feed_position.is_recheck_due(traits, before, started):
            floor = before.mark - traits.deep_overlap
            lane = FeedGap(resume=page.older, floor=floor, opened_at=started, cause=feed_position.RECHECK)
        else:
            return
        self.state = replace(self.state, gaps=(*self.state.gaps, lane), walked_deep_at=started)

    def _descend(self, gap: FeedGap, mark: datetime | None) -> bool:
        """Close a gap page by page; False if the run had to stop inside it.

        What lies at or below `mark` was read by an earlier walk: the overlap ends early there, with the second
        page in a row that shows nothing new, so that a flood is not read again at every poll.
        """
        known_pages = 0
        while True:
            self._checkpoint()
            if self.budget.spent is not None:
                self._stop_in(gap, self.budget.spent)
                return False
            try:
                page = self._page(gap.resume or None, self.state.memo)
            except WatchdeskError as error:
                self._fail_in(gap, error)
                raise
            new = self.store_page(page.items, answers_since=gap.floor if self.feed.traits.is_ordered else None)
            self._remember(page)
            known_pages = known_pages + 1 if not new and feed_position.overlaps_earlier_walk(page, mark) else 0
            if feed_position.reaches_bound(page, gap.floor) or known_pages == KNOWN_PAGES:
                self.state = replace(self.state, gaps=tuple(each for each in self.state.gaps if each != gap))
                return True
            gap = self._move(gap, replace(gap, resume=page.older or ""))

    def _stop_in(self, gap: FeedGap, cause: str) -> None:
        if gap.cause in feed_position.SIDE_LANES:
            return
        self.store_page.counts.bounds_hit += cause == feed_position.BOUND
        self._move(gap, replace(gap, cause=cause))

    def _fail_in(self, gap: FeedGap, error: WatchdeskError) -> None:
        """Note why the gap stays open. A position the platform no longer takes is walked again from the top."""
        stale = isinstance(error, Gone | Refused | Defect)
        cause = gap.cause if gap.cause in feed_position.SIDE_LANES else error.kind
        self._move(gap, replace(gap, cause=cause, resume="" if stale else gap.resume))

    def _move(self, gap: FeedGap, to: FeedGap) -> FeedGap:
        self.state = replace(self.state, gaps=tuple(to if each == gap else each for each in self.state.gaps))
        return to

    def _page(self, older: str | None, memo: str) -> FeedPage:
        self.budget.pages -= 1
        return self.feed.page(older, memo)

    def _remember(self, page: FeedPage) -> None:
        """Only once the page is kept: a memo that ran ahead of the store would hide what was lost."""
        if page.older is None and page.memo is not None:
            self.state = replace(self.state, memo=page.memo)

    def _checkpoint(self) -> None:
        if self.saved_at is None or self.clock.now() - self.saved_at >= CHECKPOINT:
            self._save(self.state)

    def _save(self, state: FeedState) -> None:
        self.state = self.feed_states.save(state)
        self.saved_at = self.clock.now()
