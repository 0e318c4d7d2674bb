"""A period's days as a picture for a phone: 1080 pixels wide, few and large letters.

matplotlib takes half a second and sixty megabytes to import: only whoever asks for a picture pays, in a thread.
"""

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH, OF_TITLE, OF_PANEL, DOTS = 1080, 120, 440, 100  # pixels, and how many of them are an inch
LARGE, MEDIUM, SMALL = 26, 21, 19  # points
MARGIN = 0.2  # inches
MOST_LABELS, FEWEST_PLACES = 7, 5
IN_A_ROW = 2  # names of the legend
# Told apart by whoever sees no red or no green (Okabe and Ito), and in grey.
COLOURS = ("#0072B2", "#E69F00", "#56B4E9", "#D55E00")
INK, GRID = "#222222", "#DDDDDD"


@dataclass(frozen=True, slots=True)
class Series:
    """``numbers``: one a bar."""

    name: str
    numbers: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """``stacked``: its series are parts of one whole; else each stands before the one after it, which is larger."""

    title: str
    series: tuple[Series, ...]
    stacked: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """``labels``: one for each bar, of which as many are shown as have room."""

    title: str
    labels: tuple[str, ...]
    panels: tuple[Panel, ...]


def picture(chart: Chart) -> bytes:
    """PNG."""
    content = BytesIO()
    figure_of(chart).savefig(content, format="png", dpi=DOTS)
    return content.getvalue()


def figure_of(chart: Chart) -> "Figure":
    from matplotlib.figure import Figure  # noqa: PLC0415 see above
    from matplotlib.layout_engine import ConstrainedLayoutEngine  # noqa: PLC0415

    height, layout = OF_TITLE + OF_PANEL * len(chart.panels), ConstrainedLayoutEngine(w_pad=MARGIN, h_pad=MARGIN)
    figure = Figure(figsize=(WIDTH / DOTS, height / DOTS), layout=layout, facecolor="white")
    figure.suptitle(chart.title, fontsize=LARGE, color=INK, fontweight="bold", parse_math=False)
    for axes, panel in zip(figure.subplots(len(chart.panels), squeeze=False).flat, chart.panels, strict=True):
        _stack(axes, panel) if panel.stacked else _overlay(axes, panel)
        _frame(axes, panel, chart.labels)
        _legend(axes, panel)
    return figure


def _stack(axes: "Axes", panel: Panel) -> None:
    under = [0.0] * len(panel.series[0].numbers)
    for series, colour in zip(panel.series, COLOURS, strict=False):
        axes.bar(range(len(under)), series.numbers, 0.9, bottom=under, color=colour, label=series.name)
        under = [low + more for low, more in zip(under, series.numbers, strict=True)]


def _overlay(axes: "Axes", panel: Panel) -> None:
    """What is before others is narrower."""
    for number, series in enumerate(panel.series):
        width, front = 0.9 - 0.35 * (len(panel.series) - 1 - number), len(panel.series) - number
        place = range(len(series.numbers))
        axes.bar(place, series.numbers, width, color=COLOURS[number], label=series.name, zorder=2 + front)


def _frame(axes: "Axes", panel: Panel, labels: tuple[str, ...]) -> None:
    """A bar that is alone is not as broad as the picture."""
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415 see above

    shown, beside = range(0, len(labels), max(1, -(-len(labels) // MOST_LABELS))), FEWEST_PLACES - len(labels)
    axes.set_title(panel.title, loc="left", fontsize=MEDIUM, color=INK, pad=20 + 30 * -(-len(panel.series) // IN_A_ROW))
    axes.set_xticks(shown, [labels[at] for at in shown])
    axes.set_xlim(-0.6 - max(0, beside) / 2, len(labels) - 0.4 + max(0, beside) / 2)
    axes.set_ylim(0, max(axes.get_ylim()[1], 1))
    axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    axes.tick_params(labelsize=SMALL, colors=INK, length=0)
    axes.tick_params(axis="x", pad=12)
    axes.grid(axis="y", color=GRID)
    axes.set_axisbelow(True)
    axes.spines[["top", "right", "left"]].set_visible(False)


def _legend(axes: "Axes", panel: Panel) -> None:
    """It takes no room from the bars, however long a language's names are."""
    from matplotlib.patches import Patch  # noqa: PLC0415 see above

    names = [Patch(color=colour, label=series.name) for series, colour in zip(panel.series, COLOURS, strict=False)]
    place = (-0.02, 1)
    legend = axes.legend(handles=names, loc="lower left", bbox_to_anchor=place, ncols=IN_A_ROW, fontsize=SMALL)
    legend.set(in_layout=False, frame_on=False)
