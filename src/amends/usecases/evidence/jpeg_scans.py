"""How often a JPEG makes its reader pass over the whole picture."""

import re

_START_OF_SCAN = 0xDA
_END_OF_PICTURE = 0xD9
_MARKER = re.compile(rb"\xff[^\x00\x01\xd0-\xd8\xff]")
"""A marker that carries a length or ends the picture; stuffed zeros, restarts and padding are passed over."""


def count_scans(data: bytes) -> int:
    """The scans of the JPEG at the beginning of `data`, those in its embedded thumbnails not counted.

    A progressive JPEG repaints the picture with each scan. A scan may be 78 bytes long, so that a file within every
    other limit can keep a processor busy for hours.
    """
    scans, at = 0, 2
    while (marker := _MARKER.search(data, at)) and data[marker.end() - 1] != _END_OF_PICTURE:
        scans += data[marker.end() - 1] == _START_OF_SCAN
        at = marker.end() + int.from_bytes(data[marker.end() : marker.end() + 2], "big")
    return scans
