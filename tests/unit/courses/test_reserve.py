from courses.credit import Ledger, ledger
from courses.outline import Activity, Course, Kind, Module
from courses.reserve import Offer, offers

READ = Activity("1.1.R", Kind.READING, "M1", "1.1", "Read", 10)
WRITE = Activity("2.1.P", Kind.PRACTICE, "M2", "2.1", "Write", 10)
FIRST = Activity("1.1b.P", Kind.PRACTICE, "M1", "1.1b", "More of it", 5, reserve=True)
SECOND = Activity("2.1b.P", Kind.PRACTICE, "M2", "2.1b", "And more", 5, reserve=True)
COURSE = Course(
    "Two", (Module("M1", "One", "", (READ,), (FIRST,)), Module("M2", "Two", "", (WRITE,), (SECOND,))), {}, {}
)


def learnt(**minutes: float) -> tuple[Ledger, frozenset[str]]:
    ids = {"read": READ.id, "write": WRITE.id, "first": FIRST.id, "second": SECOND.id}
    active = {ids[name]: int(spent * 60) for name, spent in minutes.items()}
    return ledger(COURSE.all_activities(), active, active.keys()), frozenset(active)


def offered(minutes: int = 20, share: int = 80, **spent: float) -> dict[str, Offer]:
    return offers(COURSE, *learnt(**spent), minutes=minutes, share=share)


def test_the_reserve_is_no_part_of_the_plan_of_the_duties_or_of_the_way() -> None:
    assert COURSE.minutes == 20
    assert learnt(read=10)[0].planned_minutes == 20
    assert COURSE.first_open({READ.id, WRITE.id}) is None
    assert COURSE.neighbours(WRITE.id) == (READ, None)
    assert COURSE.neighbours(FIRST.id) == (None, None)


def test_its_minutes_are_credited_when_it_is_done() -> None:
    assert learnt(read=4, first=5)[0].of_module("M1").credited_minutes == 9
    assert ledger(COURSE.all_activities(), {FIRST.id: 300}, set()).credited_minutes == 0


def test_nothing_is_offered_while_a_step_is_open() -> None:
    assert offered(first=1) == {}


def test_a_module_short_of_its_share_offers_its_reserve_and_no_other_does() -> None:
    assert offered(minutes=0, read=7, write=10) == {"M1": Offer(1, (FIRST,))}


def test_a_module_that_is_done_owes_its_part_of_the_minutes_in_all() -> None:
    assert offered(read=8) == {"M1": Offer(2, (FIRST,))}


def test_nothing_is_offered_when_other_steps_have_made_up_for_it() -> None:
    assert offered(read=8, write=12) == {}


def test_what_is_done_of_the_reserve_is_not_offered_again() -> None:
    assert offered(minutes=0, read=4, first=2, write=10) == {"M1": Offer(2, ())}


def test_the_reserve_of_others_is_offered_when_that_of_the_module_is_used_up() -> None:
    assert offered(share=0, read=4, first=2, write=10) == {"M1": Offer(4, ()), "M2": Offer(4, (SECOND,))}
