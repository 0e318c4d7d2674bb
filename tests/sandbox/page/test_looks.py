"""How the page looks: at each width, light and dark, for who needs big targets, strong contrast or less motion."""

import re

import pytest
from playwright.async_api import expect

from tests.sandbox.page.window import Window, needs_chromium

WIDEST_CHAT = 560
SHORTEST_TAP_TARGET = 44
AA = 4.5  # WCAG 2.2, 1.4.3
DARK = 0.1
WORDS_ON_SCREEN = 20

TOO_WIDE = """() => ["html, body, .notice, #clock, .panes, .chat, .log, .foot, .message"]
  .flatMap((parts) => [...document.querySelectorAll(parts)])
  .filter((part) => part.scrollWidth > part.clientWidth)
  .map((part) => part.className || part.id || part.tagName)"""

# Links and commands inside a text are as high as its lines: WCAG 2.5.8 leaves them out as well.
TOO_SMALL = """(least) => [...document.querySelectorAll("button, a[href], input, textarea")]
  .filter((part) => part.checkVisibility() && !part.closest(".words, .skip"))
  .filter((part) => part.offsetWidth < least || part.offsetHeight < least)
  .map((part) => `${part.textContent} ${part.offsetWidth}x${part.offsetHeight}`)"""

CONTRASTS = """() => {
  const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const channels = (colour) => {
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
    return [...pen.getImageData(0, 0, 1, 1).data];
  };
  const linear = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  const luminance = (colour) => {
    const [red, green, blue] = channels(colour).map((value) => linear(value / 255));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const paperUnder = (part) => {
    for (let under = part; under; under = under.parentElement) {
      const style = getComputedStyle(under);
      if (channels(style.backgroundColor)[3] === 255) return style.backgroundColor;
      if (style.backgroundImage !== "none") return null;
    }
    return null;
  };
  const seen = [];
  for (const part of document.querySelectorAll("body *")) {
    const words = [...part.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data.trim()).join("");
    const paper = paperUnder(part);
    if (!words || !paper || !part.checkVisibility() || part.matches(":disabled, .spoiler")) continue;
    const [low, high] = [luminance(getComputedStyle(part).color), luminance(paper)].sort((a, b) => a - b);
    seen.push({ words, paper: luminance(paper), contrast: (high + 0.05) / (low + 0.05) });
  }
  return seen;
}"""

pytestmark = [pytest.mark.asyncio(loop_scope="module"), needs_chromium]


@pytest.mark.parametrize("width", [360, 800, 1400])
async def test_everything_fits_and_can_be_hit(window: Window, width: int) -> None:
    await window.page.set_viewport_size({"width": width, "height": 740})
    await window.starts()
    for key in ("Times", "Doctor", "File"):
        await window.button(key).click()
    await window.writes("averylongword" * 30)
    await expect(window.last).to_contain_text("You wrote: averylong")
    assert await window.page.evaluate(TOO_WIDE) == []
    assert await window.page.evaluate(TOO_SMALL, SHORTEST_TAP_TARGET) == []
    chat = await window.page.get_by_role("main").bounding_box()
    assert chat
    assert chat["width"] <= WIDEST_CHAT


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_words_stand_out_in_light_and_dark(window: Window, scheme: str) -> None:
    await window.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    await window.starts()
    await window.button("Next").click()
    for key in ("Doctor", "File"):
        await window.button(key).click()
    await window.writes("Thanks")
    await expect(window.last).to_contain_text("You wrote: Thanks")
    seen = await window.page.evaluate(CONTRASTS)
    assert len(seen) > WORDS_ON_SCREEN
    assert [words for words in seen if words["contrast"] < AA] == []
    assert {words["paper"] < DARK for words in seen if words["words"] == "You wrote: Thanks"} == {scheme == "dark"}


async def test_the_chosen_theme_outlives_the_tab(window: Window) -> None:
    await window.page.emulate_media(color_scheme="light")
    await window.starts()
    await window.button("Dark theme").click()
    await window.page.reload()
    await expect(window.button("Light theme")).to_be_visible()
    assert await window.page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"


async def test_nothing_moves_for_who_asked_for_less_motion(window: Window) -> None:
    await window.page.emulate_media(reduced_motion="reduce")
    await window.starts()
    await window.button("Next").click()
    await expect(window.last).to_have_class(re.compile("changed"))
    assert await window.page.evaluate("document.getAnimations().length") == 0
