"""Our own icons: strokes on a grid of 16, drawn in the color of the text around them."""

ICONS: dict[str, str] = {
    "search": '<circle cx="7" cy="7" r="4.25"/><path d="m10.25 10.25 3.5 3.5"/>',
    "alert": '<path d="M8 2.25 14.25 13H1.75z"/><path d="M8 6.5v3"/><path d="M8 11.4v.1"/>',
    "info": '<circle cx="8" cy="8" r="6"/><path d="M8 7.5v3.25"/><path d="M8 5.1v.1"/>',
    "check": '<path d="m3 8.5 3.25 3.25L13 4.75"/>',
    "clock": '<circle cx="8" cy="8" r="6"/><path d="M8 4.75V8l2.25 1.5"/>',
    "file": '<path d="M9.25 1.75H4.5a1 1 0 0 0-1 1v10.5a1 1 0 0 0 1 1h7a1 1 0 0 0 1-1V5z"/>'
    '<path d="M9.25 1.75V5h3.25"/>',
    "image": '<rect x="2" y="2.75" width="12" height="10.5" rx="1.25"/><circle cx="5.6" cy="6.1" r="1"/>'
    '<path d="m2.5 12 3.6-3.4 2.3 2.1 2.6-2.7 2.7 2.7"/>',
    "upload": '<path d="M8 10.5V2.75"/><path d="M4.75 5.75 8 2.5l3.25 3.25"/><path d="M2.5 10.5v2.75h11V10.5"/>',
    "download": '<path d="M8 2.5v7.75"/><path d="M4.75 7.25 8 10.5l3.25-3.25"/><path d="M2.5 10.5v2.75h11V10.5"/>',
    "truck": '<path d="M1.5 3.75h8v7.5h-8z"/><path d="M9.5 6.5h2.75l2.25 2.25v2.5h-5z"/>'
    '<circle cx="4.5" cy="12" r="1.4"/><circle cx="11.75" cy="12" r="1.4"/>',
    "box": '<path d="m8 1.75 5.75 3v6.5L8 14.25l-5.75-3v-6.5z"/>'
    '<path d="M2.25 4.75 8 7.75l5.75-3"/><path d="M8 7.75v6.5"/>',
    "wallet": '<path d="M12.5 5V2.75h-9a1.25 1.25 0 0 0-1.25 1.25v8.25c0 .7.55 1.25 1.25 1.25h10.25V5H3.5"/>'
    '<path d="M11 9.25h.1"/>',
    "hold": '<circle cx="8" cy="8" r="6"/><path d="M6.4 5.75v4.5"/><path d="M9.6 5.75v4.5"/>',
    "copy": '<rect x="5.5" y="5.5" width="8.25" height="8.25" rx="1.25"/>'
    '<path d="M10.5 3.25v-.5c0-.3-.2-.5-.5-.5H2.75c-.3 0-.5.2-.5.5V10c0 .3.2.5.5.5h.5"/>',
    "close": '<path d="m3.75 3.75 8.5 8.5"/><path d="m12.25 3.75-8.5 8.5"/>',
    "left": '<path d="M13 8H3"/><path d="M6.75 4 2.75 8l4 4"/>',
    "right": '<path d="M3 8h10"/><path d="m9.25 4 4 4-4 4"/>',
    "down": '<path d="m4 6 4 4 4-4"/>',
    "chat": '<path d="M2.25 3.25h11.5v8H7.5L4.5 14v-2.75H2.25z"/>',
    "lock": '<rect x="3.25" y="7" width="9.5" height="6.75" rx="1.25"/><path d="M5.25 7V5a2.75 2.75 0 0 1 5.5 0v2"/>',
    "key": '<circle cx="5" cy="11" r="2.75"/><path d="m7 9 6.25-6.25"/><path d="m10.25 5.75 2.25 2.25"/>',
    "user": '<circle cx="8" cy="5.25" r="2.75"/><path d="M2.75 13.75c.6-2.6 2.7-4 5.25-4s4.65 1.4 5.25 4"/>',
    "menu": '<path d="M2.25 4.5h11.5"/><path d="M2.25 8h11.5"/><path d="M2.25 11.5h11.5"/>',
    "plus": '<path d="M8 3v10"/><path d="M3 8h10"/>',
    "minus": '<path d="M3 8h10"/>',
    "filter": '<path d="M2 4h12"/><path d="M4.5 8h7"/><path d="M6.75 12h2.5"/>',
    "mail": '<rect x="1.75" y="3.25" width="12.5" height="9.5" rx="1.25"/><path d="m2 4.25 6 4.5 6-4.5"/>',
    "help": '<circle cx="8" cy="8" r="6"/>'
    '<path d="M6.3 6.4c.1-1 .8-1.6 1.75-1.6s1.7.65 1.7 1.5c0 1.3-1.75 1.4-1.75 2.6"/>'
    '<path d="M8 11.2v.1"/>',
    "dispute": '<path d="M8 2v11.75"/><path d="M5 13.75h6"/><path d="M2.75 4.25h10.5"/>'
    '<path d="M3.75 4.25 1.75 9h4z"/><path d="m12.25 4.25-2 4.75h4z"/>',
    "queue": '<path d="M2.25 3.5h11.5"/><path d="M2.25 8h7"/><path d="M2.25 12.5h7"/>'
    '<path d="m11.25 10 1.25 1.25L14.75 9"/>',
    "book": '<path d="M3 2.75h9.25a.75.75 0 0 1 .75.75v9.75H4.25A1.25 1.25 0 0 1 3 12z"/>'
    '<path d="M3 11.75c0-.8.5-1.25 1.25-1.25H13"/>',
    "policy": '<path d="M3.5 1.75h9v12.5h-9z"/><path d="M5.75 5h4.5"/><path d="M5.75 8h4.5"/><path d="M5.75 11h2.5"/>',
    "return": '<path d="M5.5 3 2.5 6l3 3"/><path d="M2.5 6h7a4 4 0 0 1 0 8H5"/>',
    "dot": '<circle cx="8" cy="8" r="2.5" fill="currentColor" stroke="none"/>',
    "brand": '<path d="M2.5 13.5 8 2.5l5.5 11"/><path d="M4.75 9.6c2 1.5 4.5 1.5 6.5 0"/>',
}
"""Name → the inside of an ``<svg viewBox="0 0 16 16">``."""
