"""Nothing in a trail can be changed, left out or moved without its chain breaking there."""

from hypothesis import given
from hypothesis import strategies as st

from amends.core.canonical import canonical_json
from amends.core.trail.chain import FIRST, first_broken, link, salted

SECRET = b"kept outside the database"
Entry = tuple[int, bytes, bytes]
BODIES = st.lists(st.binary(min_size=1, max_size=60), min_size=2, max_size=8, unique=True)


def chain(bodies: list[bytes]) -> list[Entry]:
    """A sound trail of these bodies."""
    entries, previous = [], FIRST
    for number, body in enumerate(bodies, start=1):
        previous = link(previous, body, secret=SECRET)
        entries.append((number, body, previous))
    return entries


@given(BODIES)
def test_an_untouched_trail_holds(bodies: list[bytes]):
    assert first_broken(chain(bodies), secret=SECRET) is None


@given(BODIES, st.data())
def test_any_changed_byte_is_found_where_it_is(bodies: list[bytes], data: st.DataObject):
    entries = chain(bodies)
    at = data.draw(st.integers(0, len(entries) - 1))
    number, *fields = entries[at]
    field = data.draw(st.integers(0, 1))
    changed = bytearray(fields[field])
    changed[data.draw(st.integers(0, len(changed) - 1))] ^= data.draw(st.integers(1, 255))
    fields[field] = bytes(changed)
    entries[at] = (number, *fields)
    assert first_broken(entries, secret=SECRET) == number


@given(BODIES, st.data())
def test_a_missing_entry_is_found(bodies: list[bytes], data: st.DataObject):
    entries = chain(bodies)
    gone = data.draw(st.integers(0, len(entries) - 2))
    assert first_broken([*entries[:gone], *entries[gone + 1 :]], secret=SECRET) == gone + 1


@given(BODIES, st.data())
def test_a_missing_entry_is_found_though_the_rest_is_renumbered(bodies: list[bytes], data: st.DataObject):
    entries = chain(bodies)
    gone = data.draw(st.integers(0, len(entries) - 2))
    rest = [*entries[:gone], *((number - 1, body, digest) for number, body, digest in entries[gone + 1 :])]
    assert first_broken(rest, secret=SECRET) == gone + 1


@given(BODIES)
def test_swapped_entries_are_found(bodies: list[bytes]):
    (_, one, first), (_, two, second), *rest = chain(bodies)
    assert first_broken([(1, two, second), (2, one, first), *rest], secret=SECRET) == 1


def test_without_the_secret_no_trail_can_be_made_up():
    assert first_broken(chain([b"{}"]), secret=b"guessed") == 1


def test_bytes_do_not_depend_on_how_facts_were_put_together():
    assert canonical_json({"b": 1, "a": "ß"}) == canonical_json({"a": "ß", "b": 1}) == '{"a":"ß","b":1}'.encode()


def test_a_salted_digest_tells_nothing_of_its_value():
    assert salted("zoe@buyer.example", salt=b"1") != salted("zoe@buyer.example", salt=b"2")
    assert salted("", salt=b"ab") == ("fb8e20fc2e4c3f248c60c39bd652f3c1347298bb977b8b4d5903b85055620603")
