"""The portraits of the demo clinic, drawn by this file: one row a doctor.

``python -m sandbox.demo.portraits`` writes photos/*.jpg anew; it needs Chromium and Pillow, the bot needs neither.
"""

import subprocess
import sys
import tempfile
from pathlib import Path
from shutil import which

from sandbox.demo import portrait_parts as parts
from sandbox.demo.portrait_hair import HAIR

SIDE = 640
PHOTOS = Path(__file__).parent / "photos"

SKINS = {  # skin, shade, blush, lips
    "porcelain": ("#fbdcc8", "#eabfa6", "#f08f86", "#cf6b6b"),
    "peach": ("#f6cdb0", "#e0a988", "#ec8577", "#c4605f"),
    "olive": ("#e8b88f", "#cf976c", "#d97b62", "#b5564f"),
    "tan": ("#d79f76", "#b97f57", "#c8654f", "#a14a43"),
    "deep": ("#8d5a3f", "#6f4430", "#a04a3c", "#5e2f2a"),
}
HAIR_COLOURS = {  # hair, its light, brows
    "black": ("#2a2530", "#4a4353", "#2a2530"),
    "brown": ("#5a3a2e", "#7d5645", "#4a2f25"),
    "chestnut": ("#8a4b2f", "#b06c49", "#6d3a25"),
    "honey": ("#c58a4a", "#e0b176", "#9c6a36"),
    "blond": ("#e3bd78", "#f4d9a3", "#b18a4c"),
    "copper": ("#c4592f", "#e38458", "#96431f"),
    "grey": ("#a9adb5", "#cdd0d6", "#7f848e"),
    "white": ("#dfe1e6", "#f5f6f8", "#9a9fa9"),
    "teal": ("#2f7f86", "#55a1a6", "#33272a"),
}


# trim: also the colour of glasses and earrings
TABLE = """
doctor       back    halo    skin      hair     style dress  top     trim    face   mouth extras
shevchuk     #cfe6df #e3f2ed peach     chestnut bun   coat   #5aa9a0 #d9a441 oval   smile lashes,earrings
kovalenko    #cfdff3 #e3edf9 peach     brown    side  scrubs #4a86c5 #396fa8 square laugh stubble
bondar       #f6dcd3 #fbebe5 porcelain black    bob   coat   #c8566b #3b3344 round  lips  lashes,round
melnyk       #fbe7bf #fdf2da porcelain blond    waves scrubs #f0a64f #d98a30 round  laugh lashes,freckles
tkachenko    #d6ead0 #e8f4e4 olive     brown    curls scrubs #5fa56b #488953 oval   laugh -
petrenko     #dcdcef #ebebf7 peach     white    bald  coat   #6b7fb5 #4d5568 square laugh lines,beard,round
savchuk      #e8d9ee #f3eaf6 porcelain honey    tail  coat   #8e6bb0 #7a55a0 oval   smile lashes
lysenko      #cfe7ee #e2f2f6 olive     grey     quiff coat   #3f7fa6 #2f4858 square smile square,lines,moustache
marchenko    #f9d9dd #fcebed olive     black    long  scrubs #d76a7d #bd5266 oval   laugh lashes
haidai       #e4e7d2 #f1f3e5 peach     copper   quiff coat   #7f9a4f #5b6f38 square laugh beard
rudenko      #d5e3f0 #e8f0f8 porcelain grey     wave  coat   #5b79b8 #9a3b52 round  lips  lashes,square,lines,earrings
adeiemi      #fae0c3 #fdeedd deep      black    crop  scrubs #2f9a94 #237d78 oval   laugh -
abliamitova  #d9ece8 #eaf5f2 tan       teal     scarf coat   #e6c9a0 #d9a441 oval   smile lashes
zakharchenko #f3e0c9 #f9eedf porcelain copper   cloud coat   #7c9f8b #5f8470 round  lips  lashes,freckles
"""
Row = dict[str, str]
PORTRAITS = [dict(zip(TABLE.split("\n")[1].split(), row.split(), strict=True)) for row in TABLE.strip().split("\n")[1:]]

UNDER_THE_MOUTH = ("stubble", "beard", "lines")


def svg(row: Row) -> str:
    behind, before, over = HAIR[row["style"]]
    extras = row["extras"].split(",") if row["extras"] != "-" else []
    face = (
        parts.EARS,
        parts.FACES[row["face"]],
        parts.BLUSH,
        *(parts.EXTRAS[name] for name in extras if name in UNDER_THE_MOUTH),
        parts.MOUTHS[row["mouth"]],
        parts.NOSE,
        parts.EYES,
        parts.BROWS,
        before,
        *(parts.EXTRAS[name] for name in extras if name not in UNDER_THE_MOUTH),
    )
    head = '<g transform="translate(0 18)">'
    person = f"{head}{behind}</g>{parts.NECK}{parts.DRESS[row['dress']]}{head}{''.join(face)}{over}</g>"
    drawing = f'{parts.BACKGROUND}<g transform="translate(-28 -56) scale(1.0875)">{person}</g>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{SIDE}" height="{SIDE}">{coloured(drawing, row)}</svg>'


def coloured(drawing: str, row: Row) -> str:
    skin = dict(zip(("skin", "shade", "blush", "lips"), SKINS[row["skin"]], strict=True))
    hair = dict(zip(("hair", "light", "brow"), HAIR_COLOURS[row["hair"]], strict=True))
    return drawing.format(**(row | skin | hair))


def photographed(drawings: list[str], folder: Path) -> Path:
    """All of them below one another on one page: Chromium starts once."""
    page, picture = folder / "page.html", folder / "page.png"
    page.write_text(f'<body style="margin:0;font-size:0">{"<br>".join(drawings)}', encoding="utf-8")
    chromium = which("chromium") or which("google-chrome") or sys.exit("Chromium is needed to draw the portraits")
    options = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars")
    size = f"--window-size={SIDE},{SIDE * len(drawings)}"
    subprocess.run(  # noqa: S603 - a page of our own
        [chromium, *options, size, f"--screenshot={picture}", page.as_uri()], check=True, capture_output=True
    )
    return picture


def main() -> None:
    from PIL import Image  # noqa: PLC0415 - a developer's tool, not the bot's

    PHOTOS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        sheet = Image.open(photographed([svg(row) for row in PORTRAITS], Path(folder))).convert("RGB")
    for place, row in enumerate(PORTRAITS):
        one = sheet.crop((0, SIDE * place, SIDE, SIDE * (place + 1)))
        one.save(PHOTOS / f"{row['doctor']}.jpg", quality=86, optimize=True, progressive=True)


if __name__ == "__main__":
    main()
