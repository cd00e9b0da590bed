from datetime import UTC, datetime

import pytest

from infra.rehearsal.months.recorded_month import MAX_PROBLEMS, UnreadableMonthError, recorded_month
from watchdesk.core.message import Urgency

HEADER = "received,account,surface,urgency,handled,note\n"
LINE = "2026-03-16T09:30:00+01:00,selby-bluesky,mention,urgent,2026-03-16T09:00:00Z,x\n"


@pytest.fixture
def month_of(tmp_path):
    def write(text):
        path = tmp_path / "march.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return recorded_month(path)

    return write


def problems(month_of, text):
    with pytest.raises(UnreadableMonthError) as caught:
        month_of(text)
    return [line.rpartition("march.csv:")[2] for line in str(caught.value).splitlines()]


def test_a_line_is_a_message_and_its_times_are_utc(month_of):
    month = month_of(HEADER + LINE)
    (arrival,) = month.arrivals
    assert (arrival.seen_at, arrival.sent_at) == (datetime(2026, 3, 16, 8, 30, tzinfo=UTC),) * 2
    assert arrival.handled_at == month.end == datetime(2026, 3, 16, 9, tzinfo=UTC)
    assert (arrival.account, arrival.surface, arrival.urgency) == ("selby-bluesky", "mention", Urgency.URGENT)
    assert (month.count, month.is_recorded) == (1, True)


def test_lines_may_come_in_any_order_and_columns_too(month_of):
    month = month_of(
        "surface,text,received,account\n"
        "mention,second,2026-03-16T09:31:00Z,a\n"
        '"review","first, with a comma",2026-03-16T09:30:00Z,a\n'
    )
    assert [each.text for each in month.arrivals] == ["first, with a comma", "second"]
    assert [each.urgency for each in month.arrivals] == [None, None]
    assert not month.is_recorded


def test_a_message_cannot_have_been_sent_after_it_was_received(month_of):
    month = month_of("received,account,surface,text,sent\n2026-03-16T09:30:00Z,a,mention,x,2026-03-16T09:40:00Z\n")
    assert month.arrivals[0].sent_at == month.arrivals[0].seen_at


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (LINE.replace("+01:00", ""), "2: received: has no zone: write for example 2026-03-16T09:30:00Z"),
        (LINE.replace("2026-03-16T09:30:00+01:00", "Monday"), "2: received: is not an instant like"),
        (LINE.replace("urgent", "high"), "2: urgency: must be one of urgent, priority, routine"),
        (LINE.replace("urgent", ""), "2: urgency: is empty, and so is text"),
        (LINE.replace("mention", "post"), "2: surface: must be one of direct_message, "),
        (LINE.replace("selby-bluesky", ""), "2: account: is not an account's id"),
        (LINE.replace("T09:00:00Z", "T08:00:00Z"), "2: handled: lies before received"),
        ("2026-03-16T09:30:00Z\n", "2: account: is not an account's id"),
    ],
)
def test_a_line_that_cannot_be_understood_is_named(month_of, line, said):
    (problem,) = problems(month_of, HEADER + line)
    assert problem.startswith(said)


def test_every_bad_line_is_named_up_to_a_number_and_the_rest_counted(month_of):
    said = problems(month_of, HEADER + LINE + "x\n" * (MAX_PROBLEMS + 5))
    assert said[0].startswith("3: ")
    assert said[-1] == "and 5 more lines"
    assert len(said) == MAX_PROBLEMS + 1


def test_a_message_that_stands_there_twice_is_named(month_of):
    line = "2026-03-16T09:30:00Z,a,mention,x,7\n"
    assert problems(month_of, "received,account,surface,text,id\n" + 2 * line) == ["3: id: stands here again"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "1: has no column received and no column account and no column surface"),
        ("received,account,surface\n", "1: has neither a column urgency nor a column text"),
        (HEADER, "holds no messages"),
        (b"\xff\xfe\x00", "is not CSV in UTF-8"),
        (HEADER + '"never closed', "is not CSV in UTF-8"),
    ],
)
def test_a_file_without_a_month_says_why(month_of, text, said):
    assert said in problems(month_of, text)[0]


def test_a_file_that_is_not_there_says_so(tmp_path):
    with pytest.raises(UnreadableMonthError, match="No such file"):
        recorded_month(tmp_path / "march.csv")
