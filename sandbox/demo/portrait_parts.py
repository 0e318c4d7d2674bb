"""Pieces of a portrait as SVG on a 640 × 640 sheet, the face around x = 320. Colours stand as {skin}, {hair} …"""


def mirrored(piece: str) -> str:
    """The piece and its reflection: people are drawn by halves."""
    return f'{piece}<g transform="matrix(-1 0 0 1 640 0)">{piece}</g>'


def path(d: str, fill: str) -> str:
    return f'<path d="{d}" fill="{fill}"/>'


def line(d: str, colour: str, width: float) -> str:
    return f'<path d="{d}" fill="none" stroke="{colour}" stroke-width="{width}" stroke-linecap="round"/>'


def dots(places: str, colour: str, radius: float) -> str:
    pairs = (place.split(",") for place in places.split())
    return "".join(f'<circle cx="{x}" cy="{y}" r="{radius}" fill="{colour}"/>' for x, y in pairs)


BACKGROUND = '<rect width="640" height="640" fill="{back}"/><circle cx="320" cy="292" r="248" fill="{halo}"/>'

NECK = path("M276 340 V452 C276 500 364 500 364 452 V340 Z", "{skin}") + path(
    "M276 376 C290 410 350 410 364 376 V404 C346 440 294 440 276 404 Z", "{shade}"
)
EARS = mirrored(
    '<ellipse cx="227" cy="284" rx="19" ry="27" fill="{skin}"/>'
    + line("M222 272 C214 280 218 296 226 298", "{shade}", 4)
)
FACES = {
    "oval": path(
        "M228 246 C228 146 412 146 412 246 C412 304 404 334 386 358 C366 384 344 397 320 397"
        " C296 397 274 384 254 358 C236 334 228 304 228 246 Z",
        "{skin}",
    ),
    "round": path(
        "M226 250 C226 144 414 144 414 250 C416 310 408 340 390 364 C370 388 346 397 320 397"
        " C294 397 270 388 250 364 C232 340 224 310 226 250 Z",
        "{skin}",
    ),
    "square": path(
        "M228 246 C228 146 412 146 412 246 C412 316 408 344 396 364 C378 390 350 402 320 402"
        " C290 402 262 390 244 364 C232 344 228 316 228 246 Z",
        "{skin}",
    ),
}
EYES = mirrored('<ellipse cx="284" cy="278" rx="8.5" ry="10.5" fill="#2b2530"/>') + dots("287,274 359,274", "#fff", 3)
BROWS = mirrored(line("M262 250 C272 240 292 238 304 245", "{brow}", 6.5))
NOSE = line("M318 284 C315 300 307 312 314 318 C319 321 325 320 329 317", "{shade}", 5)
BLUSH = mirrored('<ellipse cx="262" cy="322" rx="20" ry="13" fill="{blush}" opacity=".4"/>')

MOUTHS = {
    "smile": line("M290 346 C304 361 336 361 350 346", "{lips}", 5.5),
    "laugh": path("M284 342 C304 350 336 350 356 342 C352 366 338 377 320 377 C302 377 288 366 284 342 Z", "#8a3340")
    + path(
        "M290 345 C306 351 334 351 350 345 C348 353 346 357 343 359"
        " C330 363 310 363 297 359 C294 357 292 353 290 345 Z",
        "#fff",
    ),
    "lips": path("M288 341 C302 343 312 341 320 344 C328 341 338 343 352 341 C342 368 298 368 288 341 Z", "{lips}")
    + line("M288 341 C304 353 336 353 352 341", "#fff", 4),
}

_COAT = (
    path("M254 462 H386 L378 640 H262 Z", "{top}")
    + path("M280 440 L320 522 L360 440 Z", "{skin}")
    + mirrored(
        path("M268 448 C240 470 206 476 178 486 C120 508 92 552 86 640 L306 640 C290 590 274 530 268 448 Z", "#fdfdfd")
        + path("M268 446 L236 474 L222 532 L250 534 L306 640 C290 590 276 530 268 446 Z", "#e6ebf1")
        + line("M150 570 C148 596 148 620 148 640", "#dfe5ec", 5)
    )
    + line("M188 586 H236", "#dfe5ec", 6)
)
_SCRUBS = (
    path(
        "M86 640 C92 552 120 508 178 486 C206 476 240 470 268 448"
        " H372 C400 470 434 476 462 486 C520 508 548 552 554 640 Z",
        "{top}",
    )
    + path("M280 440 L320 530 L360 440 Z", "{skin}")
    + mirrored(
        line("M270 450 C282 480 302 514 320 540", "{trim}", 13) + line("M150 570 C148 596 148 620 148 640", "{trim}", 5)
    )
    + line("M398 590 H446", "{trim}", 6)
)
_STETHOSCOPE = (
    line("M262 456 C248 500 246 530 252 560", "#3d4a5c", 9)
    + line("M378 456 C396 500 398 528 392 566", "#3d4a5c", 9)
    + line("M252 558 C238 574 236 592 240 606 M252 558 C266 572 270 590 266 606", "#8e9bab", 6)
    + dots("240,608 266,608", "#3d4a5c", 6.5)
    + dots("392,584", "#8e9bab", 20)
    + dots("392,584", "#dfe6ee", 12)
)

DRESS = {"coat": _COAT + _STETHOSCOPE, "scrubs": _SCRUBS + _STETHOSCOPE}

EXTRAS = {
    "lashes": mirrored(line("M270 272 C274 264 290 262 297 269 M270 272 L264 268", "#2b2530", 4)),
    "lines": mirrored(
        line("M256 286 L248 282 M256 294 L249 295", "{shade}", 3.5)
        + line("M282 328 C276 338 274 346 276 354", "{shade}", 4)
    )
    + line("M300 222 C312 218 328 218 340 222", "{shade}", 3.5),
    "freckles": mirrored(dots("256,308 268,304 276,312 264,317", "{shade}", 2.8)),
    "earrings": dots("222,318 418,318", "{trim}", 7),
    "round": mirrored(
        '<circle cx="284" cy="278" r="31" fill="#fff" fill-opacity=".1" stroke="{trim}" stroke-width="6"/>'
    )
    + line("M314 272 C318 267 322 267 326 272", "{trim}", 6)
    + mirrored(line("M253 272 L232 266", "{trim}", 6)),
    "square": mirrored(
        '<rect x="250" y="254" width="64" height="50" rx="14"'
        ' fill="#fff" fill-opacity=".1" stroke="{trim}" stroke-width="6"/>'
    )
    + line("M314 272 C318 268 322 268 326 272", "{trim}", 6)
    + mirrored(line("M250 270 L232 266", "{trim}", 6)),
    "stubble": '<g opacity=".22">'
    + path(
        "M229 284 C232 358 270 397 320 397 C370 397 408 358 411 284 C402 316 390 330 374 332"
        " C352 322 336 324 320 330 C304 324 288 322 266 332 C250 330 238 316 229 284 Z",
        "{hair}",
    )
    + "</g>",
    "beard": path(
        "M228 272 C226 372 268 414 320 414 C372 414 414 372 412 272 C404 310 394 328 378 332"
        " C354 320 336 322 320 328 C304 322 286 320 262 332 C246 328 236 310 228 272 Z",
        "{hair}",
    ),
    "moustache": path(
        "M280 338 C294 320 312 322 320 330 C328 322 346 320 360 338"
        " C344 346 330 344 320 339 C310 344 296 346 280 338 Z",
        "{hair}",
    ),
}
