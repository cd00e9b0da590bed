"""Read a feed newest first, store every page before moving on, and record everything that is left unread.

This one walk serves every platform. It keeps four promises (tests/inbox/unit/test_walk_feed.py,
tests/inbox/simulation). It stores a page before the position moves past it. It moves *watched until* only when
nothing older is missing. A run that stops, for whatever reason, leaves a gap, which later runs close, the newest
gap first. The work of one run is bounded, and hitting the bound is counted.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from watchdesk.core.clock import Clock, Stopwatch
from watchdesk.core.errors import Defect, Gone, LeaseLost, Refused, TryLater, WatchdeskError
from watchdesk.inbox.domain import feed_position
from watchdesk.inbox.domain.blind_period import ended_blind_period
from watchdesk.inbox.domain.feed_state import FeedGap, FeedPage, FeedState, FeedTrouble
from watchdesk.inbox.ports.feed_states import BlindPeriodLog
from watchdesk.inbox.ports.feeds import Feed
from watchdesk.inbox.usecases.feed_progress import FeedProgress
from watchdesk.inbox.usecases.store_page import StorePage

PAGE_TIME = timedelta(seconds=15)
"""No page is begun with less of the run left. A page may take a whole connect and read time-out."""

KNOWN_PAGES = 2
"""The overlap ends early after so many pages in a row without anything new."""


@dataclass(slots=True, kw_only=True)
class WalkBudget:
    """What one run may still spend on one feed."""

    pages: int
    stopwatch: Stopwatch

    @property
    def spent(self) -> str | None:
        """The limit that is reached, if any: `bound` or `time`."""
        if self.pages <= 0:
            return feed_position.BOUND
        return feed_position.TIME if self.stopwatch.left() < PAGE_TIME else None


@dataclass(slots=True, kw_only=True)
class WalkFeed:
    """One walk of one feed. After the walk, also after an error, `progress` holds what was saved."""

    feed: Feed
    progress: FeedProgress
    store_page: StorePage
    blind_periods: BlindPeriodLog
    clock: Clock
    budget: WalkBudget
    backfill: timedelta

    def __call__(self) -> WatchdeskError | None:
        """Walk the feed, and return the error that stopped the walk, if one did.

        Raises LeaseLost if another poll took over.
        """
        try:
            self._walk(self.clock.now())
        except LeaseLost:
            raise
        except WatchdeskError as error:
            trouble = FeedTrouble.after(self.progress.state.trouble, error.kind, self.clock.now())
            self.progress.save(replace(self.progress.state, trouble=trouble))
            return error
        return None

    def _walk(self, started: datetime) -> None:
        if self.budget.spent is not None:
            raise TryLater("no time was left for this feed")
        before = self.progress.state
        unfinished = () if self.feed.traits.is_ordered else feed_position.blocking_gaps(before)
        if not unfinished:
            self._read_newest_page(started)
        self._close_gaps(before, started)
        self.store_page.settle_answers()
        if not feed_position.blocking_gaps(self.progress.state):
            self._finish(before, unfinished[0].opened_at if unfinished else started)
        self.progress.save(replace(self.progress.state, trouble=None, last_success=started))

    def _finish(self, before: FeedState, until: datetime) -> None:
        """Move *watched until*, and record the blind period that ends, if the feed was not read for a while."""
        self.progress.state = replace(self.progress.state, watched_until=until)
        period = ended_blind_period(before, until, self.clock.now())
        if period is not None:
            self.blind_periods.add(period)

    def _read_newest_page(self, started: datetime) -> None:
        """Store the newest page, and open gaps for what lies below it."""
        traits, before = self.feed.traits, self._refreshed(started)
        page = self._page(None, before.memo)
        if not feed_position.is_quiet(page, before):
            self._store_newest_page(page, before, started)
        self.progress.keep_memo(page)
        if traits.is_ordered and page.older is not None:
            gap = feed_position.background_gap(traits, before, page.older, started, self.backfill)
            if gap is not None:
                self.progress.state = replace(
                    self.progress.state, gaps=(*self.progress.state.gaps, gap), walked_deep_at=started
                )

    def _store_newest_page(self, page: FeedPage, before: FeedState, started: datetime) -> None:
        traits = self.feed.traits
        bound = feed_position.lower_bound(traits, before, started)
        are_all_answers_new = feed_position.is_first_walk(before) or not traits.is_ordered
        self.store_page(page.items, answers_since=None if are_all_answers_new else bound)
        mark = feed_position.advanced_watermark(before, page.newest, started)
        self.progress.state = replace(before, mark=mark, head=feed_position.page_digest(page))
        if page.older is not None and not (traits.is_ordered and feed_position.reaches_bound(page, bound)):
            gap = FeedGap(resume=page.older, floor=bound, opened_at=started, cause=feed_position.STOPPED)
            self.progress.state = feed_position.with_gap(self.progress.state, gap)

    def _refreshed(self, started: datetime) -> FeedState:
        """Forget the memo of an unordered feed now and then, so that a whole walk finds what it passed over."""
        traits, state = self.feed.traits, self.progress.state
        is_fresh = state.walked_deep_at is not None and state.walked_deep_at + traits.deep_every > started
        return state if traits.is_ordered or is_fresh else replace(state, memo="", walked_deep_at=started)

    def _close_gaps(self, before: FeedState, started: datetime) -> None:
        """Close one gap after the other, until the run has to stop inside one."""
        for gap in feed_position.reading_order(self.progress.state.gaps):
            is_fresh = gap.opened_at == started and gap.cause == feed_position.STOPPED
            if not self._close_gap(gap, before.mark if is_fresh else None):
                return

    def _close_gap(self, gap: FeedGap, mark: datetime | None) -> bool:
        """Close a gap page by page, and return False if the run had to stop inside it.

        An earlier walk has read what lies at or below `mark`. The overlap ends early there, with the second page
        in a row that shows nothing new, so that the pages of a busy day are not read again at every poll.
        """
        known_pages = 0
        while True:
            self.progress.checkpoint()
            if self.budget.spent is not None:
                self._stop_in(gap, self.budget.spent)
                return False
            page, new = self._read_in(gap)
            is_known = not new and feed_position.overlaps_earlier_walk(page, mark)
            known_pages = known_pages + 1 if is_known else 0
            if feed_position.reaches_bound(page, gap.floor) or known_pages == KNOWN_PAGES:
                self.progress.close(gap)
                return True
            gap = self.progress.move(gap, replace(gap, resume=page.older or ""))

    def _read_in(self, gap: FeedGap) -> tuple[FeedPage, int]:
        """Store the next page of a gap, and return it with the number of items that were new."""
        try:
            page = self._page(gap.resume or None, self.progress.state.memo)
        except WatchdeskError as error:
            self._fail_in(gap, error)
            raise
        new = self.store_page(page.items, answers_since=gap.floor if self.feed.traits.is_ordered else None)
        self.progress.keep_memo(page)
        return page, new

    def _stop_in(self, gap: FeedGap, cause: str) -> None:
        if gap.cause in feed_position.BACKGROUND_CAUSES:
            return
        self.store_page.counts.bounds_hit += cause == feed_position.BOUND
        self.progress.move(gap, replace(gap, cause=cause))

    def _fail_in(self, gap: FeedGap, error: WatchdeskError) -> None:
        """Record why the gap stays open. If the platform refuses its cursor, the gap is read from the top."""
        is_stale = isinstance(error, Gone | Refused | Defect)
        cause = gap.cause if gap.cause in feed_position.BACKGROUND_CAUSES else error.kind
        self.progress.move(gap, replace(gap, cause=cause, resume="" if is_stale else gap.resume))

    def _page(self, older: str | None, memo: str) -> FeedPage:
        self.budget.pages -= 1
        return self.feed.page(older, memo)
