"""A link as a QR code to print. segno is imported by whoever asks for one, in a thread: few ever do."""

from io import BytesIO

# ISO/IEC 18004: four modules (the little squares) are left blank around, and by level Q a quarter may be dirty or torn.
QUIET, LEVEL = 4, "q"
DOTS, TO_AN_INCH = 30, 300  # of a module; a bot's link is some 40 modules and comes out 10 cm wide


def qr_code(link: str) -> bytes:
    """PNG, black on white."""
    import segno  # noqa: PLC0415 see above

    content = BytesIO()
    segno.make_qr(link, error=LEVEL).save(content, kind="png", scale=DOTS, border=QUIET, dpi=TO_AN_INCH)
    return content.getvalue()
