"""From a story that broke something to the shortest one that still does."""

from collections.abc import Callable

from tests.campaign.story import Deed, Scene, Story


def shrink(story: Story, breaks: Callable[[Story], bool]) -> Story:
    """Leaves out scenes, then deeds, deaths and waiting, as long as `breaks` says that it still breaks."""
    changed = True
    while changed:
        changed = False
        for shorter in _shorter(story):
            if breaks(shorter):
                story, changed = shorter, True
                break
    return story


def _shorter(story: Story) -> "list[Story]":
    """Every story with one thing less: halves first, then single scenes, deeds, deaths, waits."""
    found: list[Story] = []
    half = len(story) // 2
    if half > 1:
        found += [story[:half], story[half:]]
    found += [story[:at] + story[at + 1 :] for at in range(len(story)) if len(story) > 1]
    for at, scene in enumerate(story):
        found += [_with(story, at, each) for each in _less(scene)]
    return found


def _less(scene: Scene) -> list[Scene]:
    deeds = scene.deeds
    fewer = [Scene(scene.after, deeds[:at] + deeds[at + 1 :]) for at in range(len(deeds)) if len(deeds) > 1]
    alive = [
        Scene(scene.after, (*deeds[:at], Deed(deed.what, deed.pick), *deeds[at + 1 :]))
        for at, deed in enumerate(deeds)
        if deed.dies_at
    ]
    sooner = [Scene(0, deeds)] if scene.after else []
    return [*fewer, *alive, *sooner]


def _with(story: Story, at: int, scene: Scene) -> Story:
    return (*story[:at], scene, *story[at + 1 :])
